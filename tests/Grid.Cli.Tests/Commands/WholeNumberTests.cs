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
}
