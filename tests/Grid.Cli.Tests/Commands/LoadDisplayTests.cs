namespace Grid.Cli.Tests;

public class LoadDisplayTests
{
    [Fact]
    public async Task A_terminal_shows_a_bar_with_rows_bytes_and_speed()
    {
        string shown = await Shown("missing", Places.Data("trips.csv"));
        Assert.Contains("loaded", shown, StringComparison.Ordinal);
        Assert.Contains("100%", shown, StringComparison.Ordinal);
        Assert.Matches(@"600 rows, 50.8 kB of 50.8 kB, [\d.,]+ k? ?rows/s", shown);
    }

    [Fact]
    public async Task A_terminal_shows_how_a_sample_is_made()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("making the sample", await Shown("sample", "taxi", "--rows", "200000", folder["out"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_fails_leaves_the_error_on_a_line_of_its_own()
    {
        using var folder = new TemporaryFolder();
        string shown = await Shown(2, "missing", folder.File("text.csv", "a\n1\nx\n"), "--schema", "a:int");
        Assert.Single(shown.Split('\n'), line => line.Contains("grid: ", StringComparison.Ordinal));
    }

    private static Task<string> Shown(params string[] arguments) => Shown(0, arguments);

    private static async Task<string> Shown(int exitCode, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = CliConsole.Of(output, error, Stream.Null, errorTerminal: Terminals.Live(error, 120));
        Assert.Equal(exitCode, await GridCommand.RunAsync(arguments, console, TestContext.Current.CancellationToken));
        return error.ToString();
    }
}
