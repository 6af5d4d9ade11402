using System.Text.Json.Nodes;
using Grid.Columns;

namespace Grid.Cli.Tests;

public sealed class QuestionCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Small => _folder.File("small.csv", "id,name,fare\n1,ann,2.5\n2,bob,\n3,ann,4\n");

    [Fact]
    public async Task A_correlation_that_is_not_a_number_is_told_from_one_of_no_pair()
    {
        using var folder = new TemporaryFolder();
        string table = folder.File("x.csv", "a,b,c,d\n1,1,,5\n2,inf,,5\n3,3,,5\n");
        Assert.Equal("""{"columns":["a","b","c","d"],"r":[[1,"NaN",null,"NaN"],["NaN","NaN",null,"NaN"],[null,null,null,null],["NaN","NaN",null,"NaN"]],"n":[[3,3,0,3],[3,3,0,3],[0,0,0,0],[3,3,0,3]]}""",
            (await CommandRun.Good("corr", table, "-o", "json")).Out.TrimEnd());
        Assert.Contains("\na,b,NaN,3\na,c,,0\n", (await CommandRun.Good("corr", table, "-o", "csv")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("arrow")]
    public async Task What_is_in_no_bin_is_told_where_the_form_has_no_place_for_it(string form)
    {
        using var folder = new TemporaryFolder();
        string table = folder.File("x.csv", "a,b\n1,x\n2,x\nnan,x\ninf,x\n-inf,x\n,x\n");
        var run = await CommandRun.Good("histogram", table, "--column", "a", "--bins", "2", "-o", form);
        Assert.Contains("note: in no bin are 1 null, 1 NaN and 2 infinite\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("in no bin", (await CommandRun.Good("histogram", table, "--column", "a", "--where", "a < 3 and a > 0", "-o", form)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("arrow")]
    [InlineData("parquet")]
    public async Task An_estimate_is_told_whatever_it_is_called(string form)
    {
        string table = _folder.File("many.csv", "id,g\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i * 7},1\n")));
        foreach (string[] question in new string[][] { ["groupby", table, "--by", "g", "--agg"], ["aggregate", table, "--agg"] })
        {
            var run = await CommandRun.Good([.. question, "approx_nunique(id) as n", "-o", form]);
            Assert.Contains("note: approx_nunique is an estimate", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("estimate", (await CommandRun.Good([.. question, "nunique(id) as n", "-o", form])).Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("groupby", "--by", "`c d`", "--agg", "count()")]
    [InlineData("counts", "--column", "`c d`")]
    [InlineData("describe", "--columns", "`c d`")]
    [InlineData("head", "--columns", "`c d`")]
    [InlineData("histogram", "--column", "`c d`")]
    [InlineData("nunique", "--columns", "`c d`")]
    [InlineData("missing", "--columns", "`c d`")]
    public async Task A_column_is_called_by_its_name_and_not_by_how_it_is_written(params string[] question)
    {
        string table = _folder.File("names.csv", "x,c d\n1,3\n2,4\n");
        string json = (await CommandRun.Good([question[0], table, .. question[1..], "-o", "json"])).Out;
        Assert.Contains("\"c d\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("`", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_of_a_description_are_numbers_for_a_program_also_beside_large_ones()
    {
        string table = _folder.File("large.csv", "id,v\n18446744073709551615,1\n18446744073709551614,2\n18446744073709551614,3\n9223372036854775808,4\n1,5\n");
        using var reader = ArrowStreamReader.Open((await CommandRun.Good("describe", table, "-o", "arrow")).Bytes);
        var batch = Assert.Single(reader.ReadAll());

        Assert.DoesNotContain(batch.Schema.Fields, f => f.Name.EndsWith("_moment", StringComparison.Ordinal));
        foreach (string name in new[] { "mean", "std", "min", "25%", "50%", "75%", "max" })
            Assert.True(batch.Columns[batch.Schema.IndexOf(name)].Type.Logical is { Kind: LogicalKind.Real } or { IsInteger: true }, name);
        Assert.Contains("18446744073709551614", (await CommandRun.Good("describe", table, "-o", "csv")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_piped_table_is_plain_text()
    {
        var run = await CommandRun.Of("groupby", Small, "--by", "name", "--agg", "sum(fare),count(fare)");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["name  sum(fare)  count(fare)", "ann         6.5            2", "bob           0            0", "2 groups"],
            run.Out.TrimEnd().Split(Environment.NewLine));
        Assert.Matches(@"^loaded: 3 rows, .* rows/s, \d+\.\d+ s\n$", run.Error);
    }

    [Fact]
    public async Task Csv_goes_to_the_output_alone()
    {
        var run = await CommandRun.Of("counts", Small, "--column", "name", "--output", "csv");
        Assert.Equal("name,count\nann,2\nbob,1\n", run.Out);
    }

    [Fact]
    public async Task Arrow_goes_to_the_output_as_an_ipc_stream()
    {
        var run = await CommandRun.Of("head", Small, "--rows", "2", "--output", "arrow");
        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        using var reader = ArrowStreamReader.Open(run.Bytes);
        var batch = Assert.Single(reader.ReadAll());
        Assert.Equal(["id: int64", "name: utf8", "fare: float64"], batch.Schema.Fields.Select(f => f.ToString()));
        Assert.Equal(2, batch.Length);
        Assert.Equal("bob", ((Utf8Column)batch.Columns[1]).GetString(1));
        Assert.False(batch.Columns[2].IsValid(1));
    }

    [Fact]
    public async Task Timings_are_one_line_of_json_on_the_error_stream()
    {
        var run = await CommandRun.Of("missing", Small, "--timings", "--output", "json");
        var timings = JsonNode.Parse(run.ErrorLine)!.AsObject();
        Assert.Equal(["rows", "bytes_read", "bytes_held", "partitions", "partitions_skipped", "load_s", "query_s"], timings.Select(t => t.Key));
        Assert.Equal((1, 0), ((int)timings["partitions"]!, (int)timings["partitions_skipped"]!));
        timings.Remove("partitions_skipped");
        Assert.Equal(3, (long)timings["rows"]!);
        Assert.InRange((long)timings["bytes_read"]!, 1, new FileInfo(_folder["small.csv"]).Length);
        Assert.All(timings, t => Assert.True((double)t.Value! > 0, t.Key));
    }

    [Fact]
    public async Task Other_delimiters_null_words_and_no_header_are_read()
    {
        string path = _folder.File("odd.csv", "1;n/a\n2;x\n-;y\n");
        var answer = await Agreement.Ask("missing", path, "--delimiter", ";", "--null", "n/a", "--null", "-", "--no-header");
        Assert.Equal(
            """[{"name":"column0","nulls":1,"nans":0,"share":0.3333333333333333},{"name":"column1","nulls":1,"nans":0,"share":0.3333333333333333}]""",
            answer["columns"]!.ToJsonString());
    }

    [Fact]
    public async Task Without_quotes_a_quote_is_text()
    {
        var answer = await Agreement.Ask("head", _folder.File("inches.csv", "size\n5\"\n"), "--quote", "none");
        Assert.Equal("5\"", (string?)answer["rows"]![0]!["size"]);
    }

    [Fact]
    public async Task A_schema_fixes_types()
    {
        var answer = await Agreement.Ask("head", Small, "--schema", "id:text");
        Assert.Equal("1", (string?)answer["rows"]![0]!["id"]);
    }

    [Fact]
    public async Task Conditions_and_computed_columns_come_before_the_question()
    {
        var answer = await Agreement.Ask("head", Small, "--with", "double=fare * 2", "--where", "double > 5", "--where", "id > 1");
        Assert.Equal("""[{"id":3,"name":"ann","fare":4,"double":8}]""", answer["rows"]!.ToJsonString());
    }

    [Theory]
    [InlineData("fare,id", """[{"fare":2.5,"id":1},{"fare":null,"id":2}]""")]
    [InlineData("name,fare * 2", """[{"name":"ann","fare * 2":5},{"name":"bob","fare * 2":null}]""")]
    public async Task Head_shows_the_columns_that_are_named_in_their_order(string columns, string rows) =>
        Assert.Equal(rows, (await Agreement.Ask("head", Small, "--rows", "2", "--columns", columns))["rows"]!.ToJsonString());

    [Fact]
    public async Task Head_of_a_column_that_is_not_there_is_refused_before_the_load()
    {
        var run = await CommandRun.Of("head", Small, "--columns", "id,far");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("unknown column 'far': did you mean 'fare'?", run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Histogram_draws_bars()
    {
        var run = await CommandRun.Of("histogram", Small, "--column", "id", "--bins", "2");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("█", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_files_are_one_table()
    {
        string other = _folder.File("other.csv", "id,name,fare\n4,cid,1\n");
        var answer = await Agreement.Ask("missing", Small, other);
        Assert.Equal(4, (long)answer["rows"]!);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("describe --help")]
    [InlineData("sample taxi --help")]
    public async Task Help_is_an_answer(string arguments)
    {
        var run = await CommandRun.Of(arguments.Split(' '));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
    }
}
