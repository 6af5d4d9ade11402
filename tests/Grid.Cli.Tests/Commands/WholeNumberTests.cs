namespace Grid.Cli.Tests;

/// <summary>Whole numbers keep their digits, whatever their length and whatever is asked of them.</summary>
public sealed class WholeNumberTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Ids => _folder.File("ids.csv", "id,v\n18446744073709551614,1\n18446744073709551615,2\n18446744073709551615,3\n");

    private string Long => _folder.File("long.csv", "id\n12345678901234567890123\n12345678901234567890124\n12345678901234567890125\n");

    private static async Task<string> Answer(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        return run.Out;
    }

    [Fact]
    public async Task Ids_beyond_int64_are_told_apart()
    {
        Assert.Equal("name,distinct,exact\nid,2,true\nv,3,true\n", await Answer("nunique", Ids, "-o", "csv"));
        Assert.Equal("id,count\n18446744073709551615,2\n18446744073709551614,1\n", await Answer("counts", Ids, "--column", "id", "-o", "csv"));
        Assert.Equal("id,v\n18446744073709551615,2\n18446744073709551615,3\n", await Answer("head", Ids, "--where", "id = 18446744073709551615", "-o", "csv"));
        Assert.Equal("name,distinct,exact\nid,3,true\n", await Answer("nunique", Long, "-o", "csv"));
        Assert.Equal("id,v\n18446744073709551614,1\n", await Answer("head", Ids, "--schema", "id:uint64", "--rows", "1", "-o", "csv"));
    }

    [Theory]
    [InlineData("--by id --agg sum(v),count(),min(id),max(id)", "id,sum(v),count(),min(id),max(id)|18446744073709551614,1,1,18446744073709551614,18446744073709551614|18446744073709551615,5,2,18446744073709551615,18446744073709551615")]
    [InlineData("--by v --agg min(id) --where v<3", "v,min(id)|1,18446744073709551614|2,18446744073709551615")]
    public async Task Ids_beyond_int64_are_keys_and_extremes_of_groups(string arguments, string answer) =>
        Assert.Equal(answer.Replace('|', '\n') + "\n", await Answer(["groupby", Ids, .. arguments.Split(' '), "-o", "csv"]));

    [Fact]
    public async Task Ids_beyond_int64_are_described_in_whole_numbers()
    {
        string json = await Answer("describe", Ids, "--columns", "id", "-o", "json");
        Assert.Contains("\"type\":\"uint64\"", json, StringComparison.Ordinal);
        Assert.Contains("\"min\":18446744073709551614,\"max\":18446744073709551615", json, StringComparison.Ordinal);
        Assert.Contains("\"0.5\":18446744073709551615", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aggregate|--agg|sum(a+1)", "a + 1 is 9223372036854775807 + 1 = 9223372036854775808, which int64 does not hold")]
    [InlineData("aggregate|--agg|count(a*1000)", "a * 1000 is 9223372036854775807 * 1000 = 9223372036854775807000, which int64 does not hold")]
    [InlineData("aggregate|--agg|nunique(a+1)", "a + 1 is")]
    [InlineData("groupby|--by|g|--agg|mean(a*2)", "a * 2 is")]
    [InlineData("groupby|--by|a+1|--agg|count()", "a + 1 is")]
    [InlineData("describe|--columns|a+1", "a + 1 is")]
    [InlineData("describe|--columns|g|--where|a+1>0", "a + 1 is")]
    [InlineData("histogram|--column|a+1", "a + 1 is")]
    [InlineData("counts|--column|a+1", "a + 1 is")]
    [InlineData("corr|--with|b=a+1", "a + 1 is")]
    [InlineData("missing|--with|b=a+1", "a + 1 is")]
    [InlineData("head|--with|b=a+1", "a + 1 is")]
    public async Task Arithmetic_that_has_no_room_names_file_line_and_expression(string arguments, string message)
    {
        string path = _folder.File("edge.csv", "g,a\nx,1\n\n\"y\n\",2\nz,9223372036854775807\n");
        string[] parts = arguments.Split('|');
        var run = await CommandRun.Of([parts[0], path, .. parts[1..]]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains($"{path}, line 6: {message}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aggregate|--agg|sum(a+1)|--where|a<9", "sum(a+1)\n5\n")]
    [InlineData("head|--rows|2|--with|b=a+1", "g,a,b\nx,1,2\ny,2,3\n")]
    [InlineData("head|--where|a<9 and a+1>2", "g,a\ny,2\n")]
    [InlineData("aggregate|--agg|sum(a*1.0+1)", "sum(a*1.0+1)\n9.223372036854776E+18\n")]
    public async Task Rows_that_are_not_asked_for_do_no_harm(string arguments, string answer)
    {
        string path = _folder.File("edge.csv", "g,a\nx,1\ny,2\nz,9223372036854775807\n");
        string[] parts = arguments.Split('|');
        Assert.Equal(answer, await Answer([parts[0], path, .. parts[1..], "-o", "csv"]));
    }

    [Theory]
    [InlineData("csv", "sum(a),max(a),mean(b)\n27670116110564327421,9223372036854775807,0.5\n")]
    [InlineData("json", "{\"sum(a)\":27670116110564327421,\"max(a)\":9223372036854775807,\"mean(b)\":0.5}\n")]
    [InlineData("table", "                    sum(a)                     max(a)  mean(b)\n27,670,116,110,564,327,421  9,223,372,036,854,775,807      0.5\n")]
    public async Task Sums_past_64_bits_are_exact_in_every_form(string output, string answer)
    {
        string path = _folder.File("sums.csv", "a,b\n9223372036854775807,0\n9223372036854775807,1\n9223372036854775807,\n");
        Assert.Equal(answer, await Answer("aggregate", path, "--agg", "sum(a),max(a),mean(b)", "-o", output));
    }

    [Fact]
    public async Task Sums_past_64_bits_are_decimals_in_arrow()
    {
        string path = _folder.File("sums.csv", "g,a\n1,9223372036854775807\n1,9223372036854775807\n1,9223372036854775807\n2,-1\n");
        var run = await CommandRun.Of("groupby", path, "--by", "g", "--agg", "sum(a),min(a)", "-o", "arrow");
        using var reader = Grid.Columns.ArrowStreamReader.Open(run.Bytes);
        var batch = Assert.Single(reader.ReadAll());
        Assert.Equal(["g: int64", "sum(a): decimal128", "min(a): int64"], batch.Schema.Fields.Select(f => f.ToString()));
        Assert.Equal([(Int128)long.MaxValue * 3, -1], ((Grid.Columns.PrimitiveColumn<Int128>)batch.Columns[1]).Values.ToArray());
    }

    [Theory]
    [InlineData("18446744073709551613,18446744073709551615", "18446744073709551614")]
    [InlineData("9007199254740993,9007199254740995", "9007199254740994")]
    [InlineData("9007199254740993,9007199254740993", "9007199254740993")]
    [InlineData("-9223372036854775807,-9223372036854775805", "-9223372036854775806")]
    [InlineData("1,2", "1.5")]
    public async Task A_median_between_whole_numbers_keeps_their_digits(string values, string median)
    {
        string path = _folder.File("m.csv", $"a\n{values.Replace(',', '\n')}\n");
        Assert.Contains($"\"0.5\":{median}}}", await Answer("describe", path, "--percentiles", "0.5", "-o", "json"), StringComparison.Ordinal);
    }
}
