using System.CommandLine;
using Grid.Learning;

namespace Grid.Cli.Tests;

/// <summary>Every option of searches and of their models, and every parameter of a grid: a line of the pages that a test runs, the nearest name for a slip, and a refusal of wrong values.</summary>
public sealed class SearchOptionTests
{
    // Reading the table and preparing it are every command's, and are tested by themselves.
    private const string SharedBy = "describe";

    private static readonly string[] s_commands = ["tune", "predict", "evaluate", "importance", "model show", "export"];

    private static readonly string[] s_wrong =
    [
        "n_estimators=0 → n_estimators is 0; it must be from 1",
        "criterion=entrpy → did you mean 'entropy'?",
        "bootstrap=ture → did you mean 'true'?",
        "max_samples=1.5 → max_samples is 1.5; a fraction must be above 0 and up to 1",
        "class_weight=balnced → did you mean 'balanced'?",
        "max_depth=non → did you mean 'none'?",
        "max_features=sqr → did you mean 'sqrt'?",
        "min_samples_split=1 → min_samples_split is 1; it must be at least 2",
        "min_samples_leaf=0 → min_samples_leaf is 0; it must be at least 1",
        "min_impurity_decrease=-1 → min_impurity_decrease is -1; it must be 0 or more",
        "max_leaf_nodes=nne → did you mean 'none'?",
        "ccp_alpha=-1 → ccp_alpha is -1; it must be 0 or more",
    ];

    public static TheoryData<string, string> OwnOptions =>
        [.. s_commands.SelectMany(command => Own(command).Select(option => new TheoryDataRow<string, string>(command, option)))];

    public static TheoryData<string, string> Wrong => [.. s_wrong.Select(line => line.Split(" → ")).Select(sides => new TheoryDataRow<string, string>(sides[0], sides[1]))];

    [Theory]
    [MemberData(nameof(OwnOptions))]
    public void An_option_stands_in_a_line_that_is_run(string command, string option) => Assert.Contains(
        Lines(), line => line.StartsWith($"grid {command} ", StringComparison.Ordinal) && CommandLine.Split(line).Contains(option));

    [Theory]
    [MemberData(nameof(OwnOptions))]
    public Task A_slip_in_the_name_of_an_option(string command, string option)
    {
        string slip = $"--{option[3]}{option[2]}{option[4..]}";
        return Refused([.. command.Split(' '), slip, "x"], $"there is no option {slip}; did you mean '{option}'?");
    }

    [Theory]
    [InlineData("tune --target y --grid max_depth=1 --task clasify", "--task clasify: expected classify or regress; did you mean 'classify'?")]
    [InlineData("tune --target y --grid max_depth=1 --task rgress", "did you mean 'regress'?")]
    [InlineData("tune --target y --grid max_depth=1 --task classify --bins exat", "did you mean 'exact'?")]
    [InlineData("tune --target y --grid max_depth=1,2 --task classify --heatmap max_dpeth,bootstrap", "choose of max_depth; did you mean 'max_depth'?")]
    [InlineData("tune --target y --grid max_depth=1 --task classify --scoring accuracy,f1_macro --refit f1_marco", "did you mean 'f1_macro'?")]
    [InlineData("tune --target y --grid max_depth=1 --task classify --output jsno", "--output jsno: expected table, json, csv, arrow or parquet; did you mean 'json'?")]
    [InlineData("export m.model m.onnx --input flaot", "--input flaot: expected double or float; did you mean 'float'?")]
    [InlineData("export m.model m.onnx --input doubel", "did you mean 'double'?")]
    public Task A_slip_in_the_word_of_an_option(string command, string said)
    {
        string[] words = command.Split(' ');
        return Refused(words[0] == "tune" ? [words[0], "x.csv", .. words[1..]] : words, said);
    }

    [Fact]
    public async Task Another_parameter_than_those_that_vary_is_no_slip()
    {
        var run = await CommandRun.Of("tune", "x.csv", "--target", "y", "--task", "classify", "--grid", "min_samples_split=2,3; max_depth=1,2", "--heatmap", "min_samples_leaf,max_depth");
        Assert.Contains("'min_samples_leaf' does not vary in this search", run.ErrorLine, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task A_value_that_a_parameter_does_not_take(string grid, string said) =>
        Refused(["tune", "x.csv", "--target", "y", "--task", "classify", "--grid", grid], said);

    [Fact]
    public async Task A_slip_in_the_name_of_a_parameter()
    {
        Assert.Equal(ForestParameter.All.Select(p => p.Name).Order(), s_wrong.Select(line => line.Split('=')[0]).Order());
        foreach (string name in ForestParameter.All.Select(p => p.Name))
            await Refused(["tune", "x.csv", "--target", "y", "--task", "classify", "--grid", $"{name[..^2]}{name[^1]}{name[^2]}=1"], $"did you mean '{name}'?");
    }

    private static async Task Refused(string[] command, string said)
    {
        var run = await CommandRun.Of(command);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(said, run.ErrorLine, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Own(string command)
    {
        var root = GridCommand.Create(CliConsole.Of(TextWriter.Null, TextWriter.Null, Stream.Null));
        Command found = root;
        foreach (string word in command.Split(' '))
            found = found.Subcommands.Single(c => c.Name == word);
        var shared = root.Subcommands.Single(c => c.Name == SharedBy).Options.Select(o => (o.Name, o.Description)).ToHashSet();
        return found.Options.Where(o => !o.Hidden && o is not System.CommandLine.Help.HelpOption && !shared.Contains((o.Name, o.Description))).Select(o => o.Name);
    }

    // The pages' lines that ReadmeTests and DocsExampleTests run.
    private static IEnumerable<string> Lines() => new[] { "README.md", "docs/tuning.md" }
        .SelectMany(page => File.ReadAllLines(Path.Combine(Places.Repository, page))).Where(line => line.StartsWith("grid ", StringComparison.Ordinal));
}
