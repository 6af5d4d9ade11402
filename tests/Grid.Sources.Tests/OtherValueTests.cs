using Grid.Columns;

namespace Grid.Sources.Tests;

public sealed class OtherValueTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<string[]> Notes(CsvOptions options, params string[] paths) => Told.NotesAsync(options, [.. paths.Select(p => Path.Combine(_folder.Path, p))]);

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task Of_several_words_that_no_sample_shows_the_first_is_told_and_that_there_are_others(int splitBytes)
    {
        // Each of them alone makes the column text, and what comes first in a file is what is told, however it is split.
        async Task<string> After(params (int Row, string Value)[] others)
        {
            var rows = Enumerable.Range(0, 60_000).Select(i => $"{Array.Find(others, o => o.Row == i).Value ?? $"{i}"},{new string('x', 60)}\n");
            _folder.Write("x.csv", "a,b\n" + string.Concat(rows));
            var options = new CsvOptions { SplitBytes = splitBytes };
            Assert.Equal(DataType.Int64, (await Loading.Plan(options, Path.Combine(_folder.Path, "x.csv"))).Schema[0].Type);
            return Assert.Single(await Notes(options, "x.csv"));
        }
        Assert.Equal("a is text because of 'n_a' at line 40,202 of x.csv (--null n_a)", await After((40_200, "n_a"), (40_201, "n_a"), (56_400, "n_a"), (28_000, "0.5"), (48_000, ""), (48_001, "NA")));
        Assert.Equal("a is text because of 'n_a' at line 40,202 of x.csv (--null n_a), and of others, such as 'b'", await After((40_200, "n_a"), (56_400, "c"), (48_000, "b"), (56_401, "n_a")));
        Assert.Equal("a is text because of 'n_a' at line 32,002 of x.csv (--null n_a), and of others, such as '2020-01-01'", await After((32_000, "n_a"), (32_001, "2020-01-01"), (56_400, "c")));
        Assert.Equal("a is text because of 'n_a' at line 32,002 of x.csv (--null n_a), and of others, such as 'true'", await After((32_000, "n_a"), (59_203, "true")));
        // What is of one kind is mended at once.
        string comma = await After((32_000, "\"1,5\""), (36_500, "\"2,5\""));
        Assert.StartsWith("a is text because '1,5' at line 32,002 of x.csv has", comma, StringComparison.Ordinal);
        Assert.DoesNotContain("others, such as", comma, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n1\nn_a\n2\nn_a\n3\n", "a is text because of 'n_a' at line 3 of x.csv (--null n_a)")]
    [InlineData("a\n1\nn_a\n2\nb\n3\n4\n", "a is text because of 'n_a' at line 3 of x.csv (--null n_a), and of others, such as 'b'")]
    [InlineData("a\n1\nn_a\n2\n2020-01-01\n3\n4\n", "a is text because of 'n_a' at line 3 of x.csv (--null n_a), and of others, such as '2020-01-01'")]
    [InlineData("a\n2020-01-02\n-999\n2020-01-01\n7\n2020-01-01\n", "a is text because of '-999' at line 3 of x.csv (--null -999), and of others, such as '7'")]
    [InlineData("a\n2020-01-02\n-999\n2020-01-01\n-999\n", "a is text because of '-999' at line 3 of x.csv (--null -999)")]
    [InlineData("a\ntrue\n-\nfalse\n?\ntrue\n", "a is text because of '-' at line 3 of x.csv (--null -), and of others, such as '?'")]
    public async Task Of_several_words_in_samples_the_first_is_told_and_that_there_are_others(string text, string note)
    {
        _folder.Write("x.csv", text);
        Assert.Equal([note], await Notes(new CsvOptions(), "x.csv"));
    }

    [Fact]
    public async Task Of_words_in_several_files_those_of_others_are_told_too()
    {
        _folder.Write("1.csv", "a\n1\n2\n3\n");
        _folder.Write("2.csv", "a\n1\nn_a\n3\n");
        _folder.Write("3.csv", "a\n1\nb\n3\n");
        Assert.Equal(["a is text because of 'n_a' at line 3 of 2.csv (--null n_a), and of others, such as 'b'"], await Notes(new CsvOptions(), "1.csv", "2.csv", "3.csv"));
        Assert.Equal(["a is text because of 'n_a' at line 3 of 2.csv (--null n_a)"], await Notes(new CsvOptions(), "1.csv", "2.csv"));
    }

    [Fact]
    public async Task Files_with_and_without_a_zone_are_told_by_the_first_value_that_parts_them()
    {
        _folder.Write("1.csv", "t\n2020-01-01T00:00\n2020-01-02T00:00\n");
        _folder.Write("2.csv", "t\n2020-01-03T00:00\n");
        _folder.Write("3.csv", "t\n2020-01-04T00:00Z\n2020-01-05T00:00Z\n");
        Assert.Equal(["3 files: t timestamp[s, UTC] and timestamp[s] as utf8: '2020-01-04T00:00Z' at line 2 of 3.csv is timestamp[s, UTC]"], await Notes(new CsvOptions(), "1.csv", "2.csv", "3.csv"));
        Assert.Equal(["3 files: t timestamp[s, UTC] and timestamp[s] as utf8: '2020-01-01T00:00' at line 2 of 1.csv is timestamp[s]"], await Notes(new CsvOptions(), "3.csv", "1.csv", "2.csv"));
    }
}
