using Grid.Columns;
using Grid.Query;
using Spectre.Console;

namespace Grid.Cli.Tests.Rendering;

/// <summary>What a terminal is shown fits it, in whole figures, and says what was left out.</summary>
public class WidthTests
{
    public static TheoryData<string, int> AnswersAndWidths =>
        [.. from name in Answers.Names from width in new[] { 40, 60, 80, 200 } select new TheoryDataRow<string, int>(name, width)];

    public static TheoryData<int> Widths => [40, 60, 80, 200];

    [Theory]
    [MemberData(nameof(AnswersAndWidths))]
    public void No_line_is_wider_than_the_terminal(string name, int width)
    {
        string[] lines = Lines(width, terminal => TerminalAnswer.Write(Answers.Of(name), terminal));
        Assert.All(lines, line => Assert.True(CellText.Width(line) <= width, $"{CellText.Width(line)}: {line}"));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Correlations_of_many_columns_are_whole_figures_in_strips(int width)
    {
        const int Columns = 17;
        string[] names = [.. Enumerable.Range(1, Columns).Select(i => i == 9 ? "improvement_surcharge" : $"column_{i}")];
        var r = Enumerable.Range(0, Columns).Select(i => (IReadOnlyList<double>)[.. Enumerable.Range(0, Columns).Select(j => i == j ? 1.0 : -(i + j) / 100.0)]).ToArray();
        var answer = new CorrelationAnswer(names, r, [.. r.Select(row => (IReadOnlyList<long>)[.. row.Select(_ => 5L)])]);

        string[] lines = Lines(width, terminal => TerminalAnswer.Write(answer, terminal));

        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        // Each column is headed once, each row has a figure for it, and no figure is broken.
        string[] figures = [.. lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Contains('.', StringComparison.Ordinal))];
        Assert.Equal(Columns * Columns, figures.Length);
        Assert.All(figures, figure => Assert.Matches(@"^-?[01]\.\d\d$", figure));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public void The_first_rows_of_a_wide_table_show_whole_columns_and_count_the_others(int width)
    {
        var head = new HeadAnswer(
            [.. Enumerable.Range(0, 30).Select(i => $"column_{i}")], [.. Enumerable.Repeat(LogicalType.Real, 30)],
            [[.. Enumerable.Range(0, 30).Select(i => Scalar.Float64(1234.5678 + i))]]);
        string[] lines = Lines(width, terminal => TerminalAnswer.Write(head, terminal));
        int shown = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.InRange(shown, 2, 8);
        Assert.Contains($"{30 - shown} more columns: column_{shown}, column_{shown + 1}", string.Join(' ', lines), StringComparison.Ordinal);
        Assert.Contains("--output csv has", string.Join(' ', lines), StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("1234.5678", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_many_groups_a_terminal_shows_twenty_and_says_how_to_see_the_others()
    {
        var groups = new GroupByAnswer(["id"], ["count()"], [.. Enumerable.Range(1, 1234).Select(i => new Group([Scalar.Int64(i)], [Scalar.Int64(1)]))]);
        string[] lines = Lines(200, terminal => TerminalAnswer.Write(groups, terminal, RowChoice.None));
        Assert.Contains(lines, line => line.Contains("the first 20 of 1,234 rows; --all shows all, --limit N some, --sort COLUMN others first", StringComparison.Ordinal));
        Assert.Equal(20, lines.Count(line => line.TrimEnd().EndsWith(" 1", StringComparison.Ordinal)));
        Assert.Equal(1234, Lines(200, terminal => TerminalAnswer.Write(groups, terminal, RowChoice.None with { All = true })).Count(line => line.TrimEnd().EndsWith(" 1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_twenty_groups_nothing_is_left_out()
    {
        var groups = new GroupByAnswer(["id"], ["count()"], [.. Enumerable.Range(1, 20).Select(i => new Group([Scalar.Int64(i)], [Scalar.Int64(1)]))]);
        Assert.DoesNotContain(Lines(80, terminal => TerminalAnswer.Write(groups, terminal)), line => line.Contains("--all", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_cluster_fits_its_terminal_and_tells_failures_below(int width)
    {
        string failure = "System.Exception: line one\n   at Some.Method()\n   at Other.Method() " + new string('x', 200);
        var table = new ClusterTable(
            ["silo", "pid", "address", "state", "partitions", "memory", "budget", "work"], ["address", "pid", "work", "partitions", "budget"],
            [["silo-0123456789ab-with-a-long-name", "123456", "127.0.0.1:43210", "active", "12", "512 MB", "1.00 GB", "3"]],
            [$"study 's' failed: {ExitCode.OneLine(failure)}"]);
        string[] lines = Lines(width, terminal => terminal.Write(table.Of(width)));
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.Equal(4 + 1, lines.TakeWhile(line => !line.StartsWith("study", StringComparison.Ordinal)).Count());
        Assert.Contains("active", lines[3], StringComparison.Ordinal);
        Assert.Contains("512 MB", lines[3], StringComparison.Ordinal);
        Assert.Equal(width <= 80, string.Join(' ', lines).Contains("no room for pid, address", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_datasets_of_a_cluster_fit_its_terminal(int width)
    {
        var load = new Client.LoadProgress { BytesRead = 1, BytesTotal = 1, Rows = 113_000_000, PartitionsReady = 1, Partitions = 1, BytesHeld = 1, Elapsed = TimeSpan.Zero, IsDone = true };
        var held = Enumerable.Range(1, 3).Select(i => new Client.HeldPart($"silo-0123456{i}", 12, 1_000_000)).ToArray();
        Client.NamedDataset[] datasets = [new("yellow_tripdata_2017", Client.NamedDatasetPhase.Ready, load, null, held), new("gone", Client.NamedDatasetPhase.Ready, load, null, [])];
        string[] lines = Lines(width, terminal => terminal.Write(ClusterTables.Of(datasets, width)));
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        string[] words = string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(width <= 80, string.Join(' ', words) is var said && said.Contains("no room for ", StringComparison.Ordinal) && said.Contains("held by; --output json has all", StringComparison.Ordinal));
        Assert.Contains("not in memory: 1 of 1 partition ", ClusterTables.Text(datasets).ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void A_load_and_trials_that_are_under_way_are_told(int width)
    {
        var load = new Client.LoadProgress { BytesRead = 250, BytesTotal = 1_000, Rows = 1_000_000, PartitionsReady = 1, Partitions = 4, BytesHeld = 1, Elapsed = TimeSpan.FromSeconds(10), IsDone = false };
        var status = new Client.ClusterStatus(
            [], [new("trips", Client.NamedDatasetPhase.Loading, load, null, []), new("new", Client.NamedDatasetPhase.Loading, load with { BytesRead = 0 }, null, [])],
            [new("deep", Client.NamedStudyState.Running, 48, 12, 0.98765, null)], []);

        string[] lines = Lines(width, terminal => terminal.Write(ClusterTables.Of(status, width)));

        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        string Line(string name) => string.Join(' ', Assert.Single(lines.Select(Words), words => words.FirstOrDefault() == name));
        string[] Words(string line) => line.Split([' ', '│', '|'], StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("trips loading 25 %, 30 s left 1,000,000", Line("trips"), StringComparison.Ordinal);
        Assert.StartsWith("new loading 0 % 1,000,000", Line("new"), StringComparison.Ordinal);
        Assert.Equal("deep running 12 of 48 0.9877", Line("deep"));
    }

    [Theory]
    [InlineData(3, 10_000_000_000_000, "note: 3 silos may hold 30.0 TB together, and this machine has 32.0 GB of memory: tables beyond that would end them (--memory)")]
    [InlineData(1, 10_000_000_000_000, "note: the silo may hold 10.0 TB, and this machine has 32.0 GB of memory: tables beyond that would end them (--memory)")]
    [InlineData(2, 16_000_000_000, null)]
    public void Silos_that_may_hold_more_than_the_machine_has_are_told(int silos, long budget, string? note) =>
        Assert.Equal(note, ClusterCommands.TooMuch(silos, budget, 32_000_000_000));

    [Theory]
    [InlineData(100, "1,234 rows, 12 MB of 20 MB, 1.0 M rows/s, 3.2 s")]
    [InlineData(39, "1,234 rows, 12 MB of 20 MB")]
    [InlineData(12, "1,234 rows")]
    [InlineData(3, "")]
    public void A_bar_says_what_it_has_room_for(int room, string said) =>
        Assert.Equal(said, FittedBar.Fit("1,234 rows, 12 MB of 20 MB, 1.0 M rows/s, 3.2 s", room));

    [Theory]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public async Task A_bar_stays_in_one_line(int width)
    {
        using var text = new StringWriter();
        var terminal = Terminals.Live(text, width);
        var words = new FittedBar(terminal, "searching");
        await terminal.Progress().AutoRefresh(false).Columns(words.Columns).StartAsync(context =>
        {
            var bar = context.AddTask("searching", maxValue: 1);
            words.Say("1,234 of 10,000 trials, 123 of 1,000 candidates scored, best 0.9432, about 12.3 s left");
            bar.Value = 1;
            context.Refresh();
            return Task.CompletedTask;
        });
        var lines = System.Text.RegularExpressions.Regex.Replace(text.ToString(), "\u001b\\[[0-9;?]*[A-Za-z]", "\n").Split('\n').Where(line => line.Trim().Length > 0).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(line.TrimEnd('\r').Length <= width, $"{line.Length}: {line}"));
        Assert.All(lines, line => Assert.Contains("100%", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plain", "plain", 5)]
    [InlineData("東京", "東京", 4)]
    [InlineData("café", "café", 4)]
    [InlineData("cafe\u0301", "cafe\u0301", 4)]
    [InlineData("🙂", "🙂", 2)]
    [InlineData("👨‍👩‍👧", "👨‍👩‍👧", 2)]
    [InlineData("🇯🇵", "🇯🇵", 2)]
    [InlineData("a\u001b[31mred", "a␛[31mred", 9)]
    [InlineData("a\u009b31m", "a\ufffd31m", 5)]
    [InlineData("a\r\nb\tc", "a␍␊b␉c", 6)]
    [InlineData("bell\a", "bell␇", 5)]
    [InlineData("a\u202eb", "a\ufffdb", 3)]
    [InlineData("\u007f", "␡", 1)]
    public void A_text_of_the_data_is_harmless_and_as_wide_as_it_is_drawn(string text, string shown, int width)
    {
        Assert.Equal(shown, CellText.Clean(text));
        Assert.Equal(width, CellText.Width(CellText.Clean(text)));
    }

    [Fact]
    public async Task What_a_table_holds_cannot_command_a_terminal()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("evil.csv", "na\u001b[31mme,city\n\u001b]0;title\u0007x,東京\n\u009b2J,b\n");
        foreach (string[] command in new[] { new[] { "head", path }, ["describe", path], ["counts", path, "--column", "city"], ["missing", path], ["schema", path], ["groupby", path, "--by", "`na\u001b[31mme`", "--agg", "count()"], ["describe", path, "--columns", "na\u001b[32mme"] })
        {
            var run = await CommandRun.Of(command);
            Assert.DoesNotContain(run.Out + run.Error, c => c is '\u001b' or '\u0007' or '\u009b');
        }
    }

    [Fact]
    public void A_cut_never_parts_a_wide_letter()
    {
        Assert.Equal("…", CellText.Cut("東京", 1));
        Assert.Equal("東…", CellText.Cut("東京都", 3));
        Assert.Equal("東…", CellText.Cut("東京都", 4));
        Assert.Equal("東京都", CellText.Cut("東京都", 6));
    }

    private static string[] Lines(int width, Action<IAnsiConsole> write)
    {
        using var text = new StringWriter();
        write(Terminals.Plain(text, width));
        return [.. text.ToString().Split('\n').Select(line => line.TrimEnd('\r', ' ')).Where(line => line.Length > 0)];
    }
}
