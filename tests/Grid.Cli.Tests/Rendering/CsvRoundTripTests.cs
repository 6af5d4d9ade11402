using Grid.Client;
using Grid.Query;

namespace Grid.Cli.Tests;

/// <summary>What is written as CSV has the same nulls and values when it is read again.</summary>
public sealed class CsvRoundTripTests : IDisposable
{
    private static readonly string[] Texts =
        ["", " ", "NA", "NaN", "null", "None", "#N/A N/A", " padded ", "a,b", "say \"hi\"", "\"", "line\nbreak", "line\r\nbreak", "end\r", "7", "1.5", "x", "x", "ü", "-", "true", "2020-01-02"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string text)
    {
        string path = Path.Combine(_folder.Path, "t.csv");
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public async Task Random_tables_come_back()
    {
        var random = new Random(12);
        await using var grid = await GridClient.OpenAsync(cancellation: TestContext.Current.CancellationToken);
        for (int round = 0; round < 300; round++)
        {
            int columns = random.Next(1, 4);
            // Some columns are of few texts, so that all of a column may look like numbers, or be empty.
            var choices = Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, random.Next(1, 6)).Select(_ => Texts[random.Next(Texts.Length)]).ToArray()).ToArray();
            var rows = Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
                (IReadOnlyList<Scalar>)[.. choices.Select(c => random.Next(3) == 0 ? Scalar.Null : Scalar.Text(c[random.Next(c.Length)]))]).ToList();
            using var output = new StringWriter();
            CsvAnswer.Write(AnswerTable.Of([.. Enumerable.Range(0, columns).Select(i => (random.Next(3) == 0 ? $"a,{i}" : $"c{i}", false))], rows), output);

            await using var frame = await grid.ReadCsvAsync(Write(output.ToString()), cancellation: TestContext.Current.CancellationToken);
            var head = await frame.HeadAsync(100, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(rows.Select(row => row.Select(Shown)), head.Rows.Select(row => row.Select(Shown)));
            // And what was read is written as it was.
            using var again = new StringWriter();
            CsvAnswer.Write(head.ToTable(), again);
            await using var second = await grid.ReadCsvAsync(Write(again.ToString()), cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(head.Rows, (await second.HeadAsync(100, cancellation: TestContext.Current.CancellationToken)).Rows);
        }
    }

    [Fact]
    public async Task Case_09_the_empty_text_stays_one_and_nulls_stay_nulls()
    {
        string path = Write("s,n\na,1\n\"\",2\n,3\n");
        var head = await CommandRun.Good("head", path, "-o", "csv");
        Assert.Equal("s,n\na,1\n\"\",2\n,3\n", head.Out);
        var before = await CommandRun.Good("missing", path, "-o", "csv");
        Assert.Equal(before.Out, (await CommandRun.Good("missing", Write(head.Out), "-o", "csv")).Out);
        Assert.Contains("\ns,1,", before.Out);
    }

    [Fact]
    public async Task Case_05_a_column_named_as_a_null_word_is_kept_and_its_first_row_too()
    {
        string path = Write("EU,NA,AS\n1,2,3\nNA,5,6\n");
        Assert.Equal("EU,NA,AS\n1,2,3\n,5,6\n", (await CommandRun.Good("head", path, "--null", "NA", "-o", "csv")).Out);
        Assert.Equal(0, (await CommandRun.Of("describe", path, "--null", "NA", "--columns", "NA")).ExitCode);
        string one = Write("NA\n1\nNA\n3\n");
        Assert.Equal("NA\n1\n\n3\n", (await CommandRun.Good("head", one, "--null", "NA", "-o", "csv")).Out);
    }

    [Theory]
    [InlineData("1,NA\n-,missing\n3,x\n", new[] { "--null", "NA,-,missing" }, "1,\n,\n3,x\n")]
    [InlineData("1,NA\n-,missing\n3,x\n", new[] { "--null", "-", "--null", "missing" }, "1,\n,\n3,x\n")]
    [InlineData("1,NA\n-,none\n3,x\n", new[] { "--null", "none" }, "1,\"NA\"\n-,none\n3,x\n")]
    [InlineData("1,NA\n-,null\n3,x\n", new[] { "--null", "none,-" }, "1,\"NA\"\n,\"null\"\n3,x\n")]
    [InlineData("1,\"NA\"\n\"\",y\n3,x\n", new[] { "--quoted-nulls", "yes" }, "1,\n,y\n3,x\n")]
    public async Task Null_words_are_added_and_the_default_ones_left_out(string rows, string[] options, string expected)
    {
        string path = Write("a,b\n" + rows);
        Assert.Equal("a,b\n" + expected, (await CommandRun.Good(["head", path, "-o", "csv", .. options])).Out);
    }

    private static string? Shown(Scalar value) => value.IsNull ? null : value.Type == Grid.Columns.LogicalType.Bool ? value.ToString().ToLowerInvariant() : value.ToString();
}
