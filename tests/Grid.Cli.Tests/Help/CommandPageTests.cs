namespace Grid.Cli.Tests;

/// <summary><c>docs/commands.md</c> says what the commands are.</summary>
public sealed class CommandPageTests
{
    [Fact]
    public void The_page_of_the_commands_is_what_they_say_of_themselves()
    {
        string path = Path.Combine(Places.Repository, "docs", "commands.md");
        string now = CommandPage.Of(GridCommand.Create(CliConsole.Of(TextWriter.Null, TextWriter.Null, Stream.Null)));

        string page = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (page == now)
            return;
        string written = Path.Combine(AppContext.BaseDirectory, "commands.now.md");
        File.WriteAllText(written, now);
        string[] here = page.Split('\n'), there = now.Split('\n');
        int different = Enumerable.Range(0, Math.Max(here.Length, there.Length)).First(i => here.ElementAtOrDefault(i) != there.ElementAtOrDefault(i));
        Assert.Fail($"Line {different + 1} of docs/commands.md is '{here.ElementAtOrDefault(different)}', and the commands say '{there.ElementAtOrDefault(different)}': copy {written} over docs/commands.md.");
    }
}
