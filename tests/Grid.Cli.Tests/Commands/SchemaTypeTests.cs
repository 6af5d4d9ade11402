namespace Grid.Cli.Tests;

public class SchemaTypeTests
{
    [Theory]
    [InlineData("string", "text")]
    [InlineData("str", "text")]
    [InlineData("object", "text")]
    [InlineData("varchar", "text")]
    [InlineData("VARCHAR(20)", "text")]
    [InlineData("category", "text")]
    [InlineData("datetime64", "timestamp")]
    [InlineData("datetime64[ns]", "timestamp[ns]")]
    [InlineData("datetime64[ns, UTC]", "timestamp[ns, UTC]")]
    [InlineData("datetime", "timestamp")]
    [InlineData("timestmp", "timestamp")]
    [InlineData("decimal", "double, which has about 16 digits, or text, which keeps all")]
    [InlineData("numeric", "double")]
    [InlineData("real", "double")]
    [InlineData("integer", "int")]
    [InlineData("bigint", "int")]
    [InlineData("i64", "int")]
    [InlineData("uint32", "uint64")]
    [InlineData("boolean", "bool")]
    public void A_type_of_another_tool_is_told_by_its_name_here(string written, string here)
    {
        string message = Assert.Throws<UsageException>(() => SchemaText.Parse($"d:{written}")).Message;
        Assert.StartsWith($"--schema 'd:{written}': there is no type '{written}'; did you mean {here}? known are int, ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time", "times of day and durations are read as text")]
    [InlineData("timedelta64[ns]", "times of day and durations are read as text")]
    [InlineData("zzz", "known are int, uint64, double, text, bool, date, timestamp")]
    public void A_type_that_there_is_not_is_told(string written, string says) =>
        Assert.Contains($"there is no type '{written}'; {says}", Assert.Throws<UsageException>(() => SchemaText.Parse($"d:{written}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("tab")]
    [InlineData("TAB")]
    [InlineData(@"\t")]
    [InlineData("\t")]
    public async Task A_tab_is_written_in_any_of_its_ways(string written)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("head", folder.File("x.tsv", "a\tb\n1\t2\n"), "--delimiter", written, "-o", "csv");
        Assert.Equal((0, "a,b\n1,2\n"), (run.ExitCode, run.Out));
    }

    [Theory]
    [InlineData("semicolon", ";")]
    [InlineData("pipe", "|")]
    [InlineData("comma", ",")]
    [InlineData("space", " ")]
    public async Task Other_delimiters_go_by_their_names_too(string name, string delimiter)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("head", folder.File("x.csv", $"a{delimiter}b\n1{delimiter}2\n"), "--delimiter", name, "-o", "csv");
        Assert.Equal((0, "a,b\n1,2\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task A_word_that_is_no_delimiter_is_told()
    {
        var run = await CommandRun.Of("head", "x.csv", "--delimiter", "||");
        Assert.Equal((2, "grid: --delimiter ||: expected one ASCII character, or 'tab' ('grid head --help' says more)"), (run.ExitCode, run.ErrorLine));
    }
}
