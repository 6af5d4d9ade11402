using System.CommandLine;
using System.CommandLine.Help;

namespace Grid.Cli;

/// <summary><c>grid help</c>: the commands, one of them, or a page on what they take.</summary>
internal static class HelpCommand
{
    private const int UsualWidth = 80, LeastWidth = 40;

    public static Command Create(CliConsole console, RootCommand root)
    {
        var topic = new Argument<string[]>("TOPIC") { Description = $"a command, or {string.Join(" or ", HelpPage.Topics.Select(t => t.Name))}", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("help", "Tells how a command is used, or what expressions and parameters there are.") { topic };
        command.SetAction(async (parsed, cancellation) =>
        {
            string[] words = parsed.GetValue(topic) ?? [];
            if (words is [var name] && HelpPage.Of(name, root.Subcommands.Select(c => c.Name)) is { } page)
                console.Out.Write(page);
            else
                await ShowAsync(root, words, console, cancellation);
            return ExitCode.Answered;
        });
        return command;
    }

    /// <summary>The help of a command, and of the whole with the topics below.</summary>
    public static async Task ShowAsync(RootCommand root, string[] path, CliConsole console, CancellationToken cancellation)
    {
        Command at = root;
        foreach (string word in path)
        {
            at = at.Subcommands.FirstOrDefault(c => c.Name == word || c.Aliases.Contains(word)) ?? throw new UsageException(
                at == root && HelpPage.Docs.Contains(word) ? $"'{word}' is told of in the project's docs/{word}.md ('grid help' lists what there is here)"
                : ForeignCommand.Advice(word) is { } advice && at == root && Suggestion.Typo(word, at.Subcommands.Select(c => c.Name)) is null ? $"there is no command and no topic '{word}'; {advice} ('grid help' lists all)"
                : $"there is no command and no topic '{word}'{Suggestion.Of(word, at.Subcommands.Select(c => c.Name).Concat(HelpPage.Topics.Select(t => t.Name)))} ('grid help' lists all)");
        }
        await root.Parse([.. path, "--help"]).InvokeAsync(new InvocationConfiguration { Output = console.Out, Error = console.Error }, cancellation);
        if (path.Length > 0)
            return;
        console.Out.WriteLine("Topics:");
        foreach (var (name, about) in HelpPage.Topics)
        {
            string head = $"  grid help {name,-12}  ";
            IReadOnlyList<string> lines = BrokenText.At(" ", about, WidthOf(console) - head.Length, indent: 0);
            for (int i = 0; i < lines.Count; i++)
                console.Out.WriteLine($"{(i == 0 ? head : new string(' ', head.Length))}{lines[i]}");
        }
        console.Out.WriteLine();
    }

    /// <summary>Has the help of all commands broken at the width of the terminal.</summary>
    public static void Fit(RootCommand root, CliConsole console)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction help)
                help.MaxWidth = WidthOf(console);
        }
    }

    private static int WidthOf(CliConsole console) => Math.Max(LeastWidth, (console.OutTerminal?.Profile.Width ?? UsualWidth + 1) - 1);
}
