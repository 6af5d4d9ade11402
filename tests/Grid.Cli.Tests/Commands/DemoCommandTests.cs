namespace Grid.Cli.Tests;

public class DemoCommandTests
{
    [Fact]
    public async Task Walks_through_a_session_and_says_the_command_of_each_step()
    {
        var run = await CommandRun.Of("demo", "--rows", "20000");
        Assert.True(run.ExitCode == 0, run.Error);
        string[] commands = [.. run.Out.Split('\n').Where(line => line.StartsWith("$ grid ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
        Assert.Equal(["sample", "describe", "groupby", "missing", "aggregate", "histogram", "corr", "sample", "tune"], commands);
        Assert.Contains("20,000 trips in 8 files", run.Out, StringComparison.Ordinal);
        Assert.Contains("drop total_amount", run.Out, StringComparison.Ordinal);
        Assert.Single(run.Out.Split('\n'), line => line.StartsWith('→'));
        Assert.Contains("240 candidates on 8 splits", run.Out, StringComparison.Ordinal);
        Assert.Contains("best accuracy by ", run.Out, StringComparison.Ordinal);
        Assert.Contains("1,920 forests", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_no_sample_behind_unless_asked_to()
    {
        var run = await CommandRun.Of("demo", "--rows", "2000");
        Assert.False(Directory.Exists(Folder(run)));
        run = await CommandRun.Of("demo", "--rows", "2000", "--keep");
        Assert.Equal(8, Directory.GetFiles(Path.Combine(Folder(run), "trips")).Length);
        Assert.True(File.Exists(Path.Combine(Folder(run), "digits.csv")));
        Directory.Delete(Folder(run), recursive: true);
    }

    [Fact]
    public async Task Each_command_it_says_gives_the_answer_it_shows()
    {
        var demo = await CommandRun.Of("demo", "--rows", "2000", "--keep");
        try
        {
            foreach (string line in demo.Out.Split('\n').Where(line => line.StartsWith("$ grid ", StringComparison.Ordinal)).Skip(1))
            {
                var run = await CommandRun.Of(CommandLine.Split(line["$ grid ".Length..]));
                Assert.True(run.ExitCode == 0, run.Error);
                Assert.Contains(run.Out, demo.Out, StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(Folder(demo), recursive: true);
        }
    }

    private static string Folder(CommandRun run) => Path.GetDirectoryName(Trips(run))!;

    private static string Trips(CommandRun run) => run.Out.Split('\n').First(line => line.StartsWith("$ grid sample", StringComparison.Ordinal)).Split(' ')[^1].TrimEnd();
}
