namespace Grid.Cli.Tests;

public sealed class SampleCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Says_what_it_wrote_and_where()
    {
        var run = await CommandRun.Of("sample", "taxi", "--rows", "2000", "--files", "2", "--seed", "3", _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"2,000 trips in 2 files, 175 kB, in {_folder["out"]}\n", run.Out);
    }

    [Theory]
    [InlineData("--rows 0", "--rows 0: expected a whole number of at least 1")]
    [InlineData("--rows many", "--rows many: expected a whole number of at least 1")]
    [InlineData("--files 0", "--files 0: expected a whole number from 1 to 1000")]
    [InlineData("--missing 1.5", "--missing 1.5: expected a number from 0 to 1")]
    [InlineData("--colour red", "there is no option --colour")]
    public async Task A_wrong_option_is_one_line_and_exit_code_2(string options, string message)
    {
        var run = await CommandRun.Of(["sample", "taxi", _folder["out"], .. options.Split(' ')]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(message, run.ErrorLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task A_file_where_the_folder_should_be_is_one_line_and_exit_code_2()
    {
        var run = await CommandRun.Of("sample", "taxi", "--rows", "10", _folder.File("taken", ""));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("taken", run.ErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_is_exit_code_130()
    {
        var run = await CommandRun.Cancellable(["sample", "taxi", "--rows", "1000000", _folder["out"]], new CancellationToken(canceled: true));
        Assert.Equal((130, "grid: cancelled"), (run.ExitCode, run.ErrorLine));
    }
}
