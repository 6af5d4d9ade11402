namespace Grid.Cli.Tests;

public sealed class SplitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_are_parted_into_two_files_and_the_same_for_any_threads()
    {
        string table = Table();
        string[] split = ["split", table, "--test", "0.2", "--stratify", "kind", "--seed", "7", "--train-out", _folder["a.csv"], "--test-out", _folder["b.csv"]];
        var run = await CommandRun.Good(split);
        Assert.StartsWith("80 rows for training, ", run.Out, StringComparison.Ordinal);
        Assert.Contains("\n20 rows for the test, ", run.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        string[] train = File.ReadAllLines(_folder["a.csv"]), test = File.ReadAllLines(_folder["b.csv"]);
        Assert.Equal(File.ReadAllLines(table).Order(), train.Skip(1).Concat(test).Order());
        Assert.Equal((14, 6), (test.Count(line => line.EndsWith(",a", StringComparison.Ordinal)), test.Count(line => line.EndsWith(",b", StringComparison.Ordinal))));
        Assert.Equal(test, test.Take(1).Concat(test.Skip(1).OrderBy(line => int.Parse(line.Split(',')[0]))));

        await CommandRun.Good([.. split, "--overwrite", "--threads", "1", "--scale", "i=minmax", "--with", "i2=i"]);
        Assert.Equal(test.Skip(1).Select(line => line.Split(',')[1]), File.ReadAllLines(_folder["b.csv"]).Skip(1).Select(line => line.Split(',')[1]));
    }

    [Theory]
    [InlineData("--test 1.5", "--test 1.5: expected a share above 0 and below 1, such as 0.2, or a whole number of rows")]
    [InlineData("--test 0", "--test 0: expected a share above 0")]
    [InlineData("--test half", "--test half: expected a share above 0")]
    [InlineData("--test 100", "split: 100 rows cannot be parted into 100 for the test and 0 for training")]
    [InlineData("--stratify kin", "unknown column 'kin': did you mean 'kind'?")]
    [InlineData("--stratify i", "split: the class '0' of column 'i' has one row alone")]
    [InlineData("--train-out there.csv", "there.csv: ")]
    [InlineData("--test-out there.csv", "there.csv: ")]
    [InlineData("--test-out a.csv", "expected two files, one for each part")]
    [InlineData("--test-out -", "expected two files, one for each part")]
    [InlineData("--test-out b.txt", "b.txt: ")]
    [InlineData("--test-size 0.2", "there is no option --test-size; did you mean '--test'?")]
    public async Task What_cannot_be_parted_is_one_line_and_leaves_nothing(string words, string said)
    {
        File.WriteAllText(_folder["there.csv"], "old");
        var given = words.Split(' ').Select(word => word.Contains('.') && !char.IsAsciiDigit(word[0]) ? _folder[word] : word).ToArray();
        var run = await CommandRun.Of([
            "split", Table(), .. given, .. given[0] == "--train-out" ? [] : new[] { "--train-out", _folder["a.csv"] }, .. given[0] == "--test-out" ? [] : new[] { "--test-out", _folder["b.csv"] }]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_folder["there.csv"]));
        Assert.False(File.Exists(_folder["a.csv"]) || File.Exists(_folder["b.csv"]));
    }

    private string Table()
    {
        File.WriteAllText(_folder["t.csv"], "i,x,kind\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{i * 7 % 100},{(i % 10 < 7 ? "a" : "b")}\n")));
        return _folder["t.csv"];
    }
}
