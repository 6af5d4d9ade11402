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

        // A regression predicts no text, and what the note says to do in its place is taken.
        Assert.DoesNotContain("id:text", run.Error, StringComparison.Ordinal);
        Assert.Contains("(--with 'far=`id` - 9007199254740993', and --target far)", run.Error, StringComparison.Ordinal);
        var far = await CommandRun.Good("tune", Table("9007199254740993"), "--with", "far=`id` - 9007199254740993", "--target", "far", "--features", "y", "--task", "regress", "--grid", "max_depth=2", "--trees", "2", "--folds", "2");
        Assert.DoesNotContain("2^53", far.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my id", "'far=`my id` - 9007199254740993'")]
    [InlineData("id-1", "'far=`id-1` - 9007199254740993'")]
    [InlineData("owner's", @"'far=`owner'\''s` - 9007199254740993'")]
    public async Task What_to_do_can_be_taken_whatever_the_name(string name, string word)
    {
        string table = Table("9007199254740993", name);
        string[] rest = ["--task", "regress", "--grid", "max_depth=2", "--trees", "2", "--folds", "2"];
        Assert.Contains($"(--with {word}, and --target far)", (await CommandRun.Good(["tune", table, "--target", name, .. rest])).Error, StringComparison.Ordinal);
        // As the shell hands it over.
        var far = await CommandRun.Good(["tune", table, "--with", $"far=`{name}` - 9007199254740993", "--target", "far", "--features", "y", .. rest]);
        Assert.DoesNotContain("2^53", far.Error, StringComparison.Ordinal);
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

    [Fact]
    public async Task Moments_finer_than_doubles_are_told_as_well()
    {
        string table = _folder.File("t.csv", "t,y\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"2020-01-01T00:00:00.0000000{i:00},{i}\n")));
        var tuned = await CommandRun.Good("tune", table, "--target", "y", "--task", "regress", "--grid", "bootstrap=false", "--trees", "1", "--folds", "2", "--save", _folder["t"]);
        const string note = "note: 't' holds moments finer than a double keeps, such as 2020-01-01T00:00:00.000000001, which are taken for those next to them";
        Assert.Contains(note, tuned.Error, StringComparison.Ordinal);
        Assert.Contains(note, (await CommandRun.Good("predict", _folder["t"], table)).Error, StringComparison.Ordinal);

        // What the note says to do tells them apart.
        Assert.Contains("(--with 'after=`t` - \"2020-01-01\"')", tuned.Error, StringComparison.Ordinal);
        string[] after = ["--with", "after=`t` - \"2020-01-01\"", "--trees", "1", "--features", "after"];
        var apart = await CommandRun.Good(["tune", table, "--target", "y", "--task", "regress", "--grid", "bootstrap=false", "--folds", "2", "--save", _folder["a"], .. after]);
        Assert.DoesNotContain("note: 'after'", apart.Error, StringComparison.Ordinal);
        var predicted = await CommandRun.Good("predict", _folder["a"], table, "--with", "after=`t` - \"2020-01-01\"", "-o", "csv");
        Assert.Equal("prediction\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i}\n")), predicted.Out);
    }

    [Theory]
    [InlineData("2020-01-0")]
    [InlineData("2020-01-01T00:00:0")]
    public async Task Moments_are_no_numbers_that_a_regression_predicts(string start)
    {
        string table = _folder.File("d.csv", "d,x\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"{start}{i},{i}\n")));
        var run = await CommandRun.Of("tune", table, "--target", "d", "--task", "regress", "--grid", "max_depth=2", "--trees", "1", "--folds", "2");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("the target 'd' holds moments, and a regression predicts numbers", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandRun.Of("tune", table, "--with", "after=d - '2020-01-01'", "--features", "x", "--target", "after", "--task", "regress", "--grid", "max_depth=2", "--trees", "1", "--folds", "2")).ExitCode);
    }

    private string Table(string id, string name = "id") => _folder.File("x.csv", $"{name},y\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{(i % 3 == 0 ? id : i.ToString())},{i % 2}\n")));
}
