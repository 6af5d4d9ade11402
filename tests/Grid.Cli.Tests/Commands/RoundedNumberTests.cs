namespace Grid.Cli.Tests;

/// <summary>Models compare numbers as doubles: whole numbers past 2^53 that become their neighbours are told of.</summary>
public sealed class RoundedNumberTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("9007199254740993", "int64")]
    [InlineData("-9007199254740993", "int64")]
    [InlineData("18446744073709551615", "uint64")]
    public async Task Features_whose_neighbours_become_one_are_told_at_tune_and_at_predict(string id, string type)
    {
        string table = Table(id);
        Assert.Contains($" {type} ", (await CommandRun.Good("schema", table)).Out, StringComparison.Ordinal);
        string note = $"note: 'id' holds whole numbers past 2^53, such as {id}, which are taken for the doubles next to them: neighbours are one value; as text (--schema id:text) they are told apart";
        var tuned = await CommandRun.Of("tune", table, "--target", "y", "--task", "classify", "--grid", "max_depth=2", "--trees", "2", "--folds", "2", "--save", _folder["m"]);
        Assert.Equal(0, tuned.ExitCode);
        Assert.Contains(note, tuned.Error, StringComparison.Ordinal);
        Assert.Contains(note, (await CommandRun.Of("predict", _folder["m"], table)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_are_targets_of_numbers()
    {
        var run = await CommandRun.Of("tune", Table("9007199254740993"), "--target", "id", "--task", "regress", "--grid", "max_depth=2", "--trees", "2", "--folds", "2");
        Assert.Contains("note: 'id' holds whole numbers past 2^53", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("36893488147419104")]
    public async Task Numbers_that_doubles_are_are_no_surprise(string id)
    {
        var run = await CommandRun.Of("tune", Table(id), "--target", "y", "--task", "classify", "--grid", "max_depth=2", "--trees", "2", "--folds", "2");
        Assert.DoesNotContain("2^53", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classes_are_told_apart_and_texts_too()
    {
        var run = await CommandRun.Of("tune", Table("9007199254740993"), "--target", "y", "--task", "classify", "--grid", "max_depth=2", "--trees", "2", "--folds", "2", "--schema", "id:text");
        Assert.DoesNotContain("2^53", run.Error, StringComparison.Ordinal);
    }

    private string Table(string id) => _folder.File("x.csv", "id,y\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{(i % 3 == 0 ? id : i.ToString())},{i % 2}\n")));
}
