namespace Grid.Cli.Tests;

/// <summary>After "grid:", an error goes on in one manner, whichever room it comes from: with a small letter, and without a full stop at its end.</summary>
public sealed class ErrorLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tune t.csv --target y --task regress --grid max_dept=3")] // a parameter
    [InlineData("tune t.csv --target y --task regress --grid max_depth=3 --scoring acuracy")]
    [InlineData("tune t.csv --target nil --task regress --grid max_depth=3")]
    [InlineData("tune t.csv --target y --task regress --grid max_depth=3 --folds 50")] // folds
    [InlineData("tune t.csv --target z --task classify --grid max_depth=3")] // classes
    [InlineData("tune t.csv --target z --task regress --grid max_depth=3")] // a target of texts
    [InlineData("tune t.csv --target y --task regress")] // the parser of the command line
    [InlineData("describe")]
    [InlineData("describe t.csv --columns nil")] // an expression
    [InlineData("aggregate t.csv --agg mean(nil)")]
    [InlineData("aggregate t.csv --agg mean(")]
    [InlineData("describe t.csv --schema y:int")] // a value
    [InlineData("describe nowhere.csv")] // a file
    [InlineData("describe nothing*.csv")]
    [InlineData("describe empty.csv")]
    [InlineData("predict t.csv t.csv")] // a model
    [InlineData("status --cluster none")] // a cluster
    [InlineData("describe t.csv --cluster none")]
    [InlineData("nothing")] // a command
    [InlineData("head t.csv --rows x")]
    public async Task An_error_begins_with_a_small_letter_and_ends_without_a_stop(string line)
    {
        _folder.File("empty.csv", "");
        _folder.File("t.csv", "x,y,z\n1,2,a\n2,3.5,b\n");
        string[] words = [.. line.Split(' ').Select(w => w.EndsWith(".csv", StringComparison.Ordinal) || w == "none" ? _folder[w] : w)];
        var run = await CommandRun.Of(words);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        string said = run.Error.TrimEnd().Split('\n')[^1];
        Assert.Matches(@"^grid: ([a-z'/""-]|[A-Z]:\\)", said);
        Assert.DoesNotMatch(@"\.$", said);
    }

    [Theory]
    [InlineData("one thing.", "one thing")]
    [InlineData("one thing. And another.", "one thing. And another")]
    [InlineData("and so on...", "and so on...")]
    [InlineData("one\r\n two.\n", "one two")]
    [InlineData(".", "")]
    [InlineData("", "")]
    public void A_message_is_one_line_without_a_stop(string message, string line) => Assert.Equal(line, ExitCode.OneLine(message));
}
