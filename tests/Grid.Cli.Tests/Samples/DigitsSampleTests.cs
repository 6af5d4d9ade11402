namespace Grid.Cli.Tests;

public sealed class DigitsSampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_the_images_and_names_their_source()
    {
        var run = await CommandRun.Of("sample", "digits", _folder["my.csv"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"1,797 images of handwritten digits, 265 kB, in {_folder["my.csv"]} (E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998, CC BY 4.0)\n", run.Out);
        string[][] rows = [.. File.ReadLines(_folder["my.csv"]).Select(line => line.Split(','))];
        Assert.Equal(1798, rows.Length);
        Assert.All(rows, row => Assert.Equal(65, row.Length));
        Assert.Equal(["pixel_0_0", "pixel_7_7", "target"], [rows[0][0], .. rows[0][^2..]]);
        Assert.All(rows.Skip(1), row => Assert.All(row, field => Assert.InRange(int.Parse(field), 0, 16)));
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], rows.Skip(1).CountBy(row => int.Parse(row[^1])).OrderBy(c => c.Key).Select(c => c.Value));
    }

    [Fact]
    public async Task Are_the_images_of_the_source()
    {
        await CommandRun.Of("sample", "digits", _folder["digits.csv"]);
        Assert.Equal(await File.ReadAllBytesAsync(Places.Shared("data", "digits.csv"), Stop), await File.ReadAllBytesAsync(_folder["digits.csv"], Stop));
    }

    [Fact]
    public async Task A_folder_gets_a_file_of_their_name_whatever_else_is_in_it()
    {
        _folder.File("yellow_tripdata_2017-01.csv", "a\n1\n");
        var run = await CommandRun.Of("sample", "digits", _folder.Path);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["digits.csv", "yellow_tripdata_2017-01.csv"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task What_stands_there_is_kept_unless_it_is_the_same_or_empty()
    {
        string mine = _folder.File("digits.csv", "mine");
        foreach (string place in new[] { mine, _folder.Path })
        {
            var run = await CommandRun.Of("sample", "digits", place);
            Assert.Equal((2, $"grid: {mine}: another file stands here and would be lost; name another place, or remove it first"), (run.ExitCode, run.ErrorLine));
        }
        Assert.Equal("mine", await File.ReadAllTextAsync(mine, Stop));
        Assert.Equal([mine], Directory.GetFileSystemEntries(_folder.Path));

        string fresh = _folder.File("empty.csv", "");
        Assert.Equal(0, (await CommandRun.Of("sample", "digits", fresh)).ExitCode);
        Assert.Equal(0, (await CommandRun.Of("sample", "digits", fresh)).ExitCode);
        await File.AppendAllTextAsync(fresh, "1\n", Stop);
        Assert.Equal(2, (await CommandRun.Of("sample", "digits", fresh)).ExitCode);
    }

    [Fact]
    public async Task The_folder_of_a_file_is_not_made()
    {
        var run = await CommandRun.Of("sample", "digits", _folder["none/my.csv"]);
        Assert.Equal((2, $"grid: {_folder["none/my.csv"]}: there is no folder {_folder["none"]}; make it, or name a file in a folder that exists"), (run.ExitCode, run.ErrorLine));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_file_where_the_folder_should_be_is_one_line_and_exit_code_2()
    {
        var run = await CommandRun.Of("sample", "digits", _folder.File("taken", ""));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("taken", run.ErrorLine, StringComparison.Ordinal);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
