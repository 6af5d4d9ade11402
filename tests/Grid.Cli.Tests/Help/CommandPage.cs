using System.CommandLine;
using System.CommandLine.Help;
using System.Text;

namespace Grid.Cli.Tests;

/// <summary>The page of all commands, <c>docs/commands.md</c>, made from the commands themselves.</summary>
internal static class CommandPage
{
    // Options that so many commands have are told of once.
    private const int Many = 6;

    /// <summary>The page.</summary>
    public static string Of(RootCommand root)
    {
        (string Path, Command Command)[] commands = [.. Leaves("grid", root)];
        string[] shared =
        [
            .. commands.SelectMany(c => Options(c.Command)).GroupBy(Key).Where(same => same.Count() >= Many).Select(same => same.Key),
        ];
        var text = new StringBuilder("# The commands\n\n")
            .Append("Made from the commands themselves, as `grid help COMMAND` shows them; a test compares. `grid help` has more of\n")
            .Append("[expressions](expressions.md), [dates](dates.md), [joins](joins.md), [preparation](preparation.md) and [parameters](parameters.md).\n\n")
            .Append("| command | |\n|---|---|\n");
        foreach (var (path, command) in commands)
            text.Append($"| [`{path}`](#{path.Replace(' ', '-')}) | {Cell(command.Description)} |\n");
        foreach (var (path, command) in commands)
        {
            text.Append($"\n## {path}\n\n{Line(command.Description)}\n\n```\n{Usage(path, command)}\n```\n\n");
            Option[] own = [.. Options(command).Where(option => !shared.Contains(Key(option)))];
            if (own.Length + command.Arguments.Count > 0)
                text.Append("| | |\n|---|---|\n");
            foreach (var argument in command.Arguments.Where(a => !a.Hidden))
                text.Append($"| `{argument.HelpName ?? argument.Name}` | {Cell(argument.Description)} |\n");
            foreach (var option in own)
                text.Append(Row(option));
            string[] others = [.. Options(command).Where(option => shared.Contains(Key(option))).Select(option => $"`{option.Name}`")];
            if (others.Length > 0)
                text.Append(own.Length + command.Arguments.Count > 0 ? "\n" : "").Append($"And [of many commands](#options-of-many-commands): {string.Join(", ", others)}.\n");
        }
        text.Append("\n## Options of many commands\n\n| | |\n|---|---|\n");
        foreach (var option in commands.SelectMany(c => Options(c.Command)).Where(option => shared.Contains(Key(option))).DistinctBy(Key))
            text.Append(Row(option));
        return text.ToString();
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(string path, Command command) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => c.Subcommands.Count > 0 ? Leaves($"{path} {c.Name}", c) : [($"{path} {c.Name}", c)]);

    private static IEnumerable<Option> Options(Command command) => command.Options.Where(option => !option.Hidden && option is not (HelpOption or VersionOption));

    private static string Usage(string path, Command command)
    {
        var words = new List<string> { path };
        foreach (var argument in command.Arguments.Where(a => !a.Hidden))
        {
            string name = $"{argument.HelpName ?? argument.Name}{(argument.Arity.MaximumNumberOfValues > 1 ? "…" : "")}";
            words.Add(argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name);
        }
        words.AddRange(Options(command).Where(option => option.Required).Select(option => $"{option.Name} {Value(option)}"));
        if (Options(command).Any(option => !option.Required))
            words.Add("[options]");
        return string.Join(' ', words);
    }

    private static string Row(Option option)
    {
        string names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name));
        string value = Value(option) is { Length: > 0 } given ? " " + given.Replace("|", "\\|", StringComparison.Ordinal) : "";
        return $"| `{names}{value}` | {Cell(option.Description)}{(option.Required ? "; required" : "")}{Otherwise(option)} |\n";
    }

    private static string Value(Option option) => option.Arity.MaximumNumberOfValues == 0 || (option.ValueType == typeof(bool) && option.HelpName is null) ? "" : option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant();

    // What depends on the machine is said in words.
    private static string Otherwise(Option option) => !option.HasDefaultValue || option.ValueType == typeof(bool) ? ""
        : option.Name == "--threads" ? " (otherwise one a core)"
        : option.GetDefaultValue() is { } value ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" (otherwise {value})") : "";

    private static string Key(Option option) => $"{option.Name} {option.Description}{Otherwise(option)}";

    private static string Cell(string? text) => Line(text).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Line(string? text) => string.Join(' ', (text ?? "").Split((char[])['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries)).Replace("<", "\\<", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
