using System.CommandLine;
using System.CommandLine.Parsing;

namespace Grid.Cli;

/// <summary>Refuses command lines that cannot be run, naming the word that is wrong and the nearest that is right.</summary>
internal static class CommandLineCheck
{
    private static readonly string[] s_replacing = ["--overwrite"];

    /// <param name="parsed">The command line.</param>
    /// <param name="path">The command as it was called, such as <c>grid sample taxi</c>.</param>
    /// <exception cref="UsageException">It cannot be run.</exception>
    public static void Require(ParseResult parsed, string path)
    {
        var command = parsed.CommandResult.Command;
        string more = $"('{path} --help' says more)";
        if (parsed.GetResult("--help") is OptionResult { Implicit: false } || parsed.GetResult("--version") is OptionResult { Implicit: false })
            return;
        foreach (string text in Loose(parsed))
        {
            if (!IsOption(text) || File.Exists(text))
                continue;
            string name = text.Split('=', ':')[0];
            string[] names = [.. command.Options.Where(o => !o.Hidden).SelectMany(o => o.Aliases.Prepend(o.Name))];
            throw new UsageException($"there is no option {name}{Meant(name, names, parsed)} {more}");
        }
        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            string[] known = [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];
            if (parsed.UnmatchedTokens is [var wrong, ..] && command is RootCommand && Suggestion.Typo(wrong, known) is null && ForeignCommand.Advice(wrong) is { } advice)
                throw new UsageException($"there is no command '{path} {wrong}'; {advice} ('grid help' lists all)");
            if (parsed.UnmatchedTokens is [var slip, ..])
                throw new UsageException($"there is no command '{path} {slip}'{Suggestion.Of(slip, known)}{(command is RootCommand ? " ('grid help' lists all)" : $"{(Suggestion.Nearest(slip, known) is null ? ";" : "")} known are {Listed(known)}")}");
            throw new UsageException($"{path}: expected a command, {string.Join(" or ", known)} {more}");
        }
        if (parsed.UnmatchedTokens is [var left, ..])
            throw new UsageException($"'{left}' is one word more than '{path}' takes {more}");
        if (command.Arguments.FirstOrDefault(a => a.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(a)?.Tokens.Count is null or 0) is { } missing && !parsed.CommandResult.Children.OfType<OptionResult>().Any(o => o.Errors.Any()))
            throw new UsageException($"{path}: {missing.Name} is missing, {missing.Description} {more}");
        if (parsed.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(o => !o.Implicit && o.Option.Arity.MinimumNumberOfValues > o.Tokens.Count) is { } bare)
            throw new UsageException($"{bare.Option.Name}: its value is missing, {bare.Option.Description} {more}");
        if (parsed.Errors is [var error, ..])
            throw new UsageException($"{LowerFirst(error.Message.TrimEnd('.'))} {more}");
    }

    // The option that was meant: by a slip, by another tool's word for it, or one that other commands have.
    private static string Meant(string name, string[] names, ParseResult parsed)
    {
        string[] words = [.. names.Where(n => n.StartsWith("--", StringComparison.Ordinal))];
        if (ForeignOption.Meant(name, words) is { } here)
            return $"; did you mean '{here}'?";
        if (Suggestion.Of(name, words) is { Length: > 0 } near)
            return near;
        if (words.Contains("--save") && ForeignOption.Meant(name, s_replacing) is not null)
            return "; --save replaces an earlier model by itself, and no other file";
        var commands = parsed.RootCommandResult.Command.Subcommands;
        string[] all = [.. commands.SelectMany(c => c.Options).Select(o => o.Name)];
        string meant = all.Contains(name) ? name : ForeignOption.Meant(name, all) ?? name;
        string[] others = [.. commands.Where(c => c.Options.Any(o => o.Name == meant || o.Aliases.Contains(meant))).Select(c => c.Name)];
        return others.Length is 0 or > 6 ? "" : $"; {Listed(others)} {(others.Length == 1 ? "has" : "have")} {(meant == name ? "it" : meant)}";
    }

    private static string Listed(string[] words) => $"{string.Join(", ", words[..^1])}{(words.Length > 1 ? " and " : "")}{words[^1]}";

    // What was taken for a path, a name or nothing at all: the parser takes an option that it does not know for one of these.
    private static IEnumerable<string> Loose(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Concat(parsed.UnmatchedTokens);

    // The parser's own faults are sentences; ours are not, and begin with an option's name.
    private static string LowerFirst(string text) => $"{char.ToLowerInvariant(text[0])}{text[1..]}";

    private static bool IsOption(string text) =>
        text.StartsWith("--", StringComparison.Ordinal) ? text.Length > 2 && char.IsAsciiLetter(text[2]) : text is ['-', var letter] && char.IsAsciiLetter(letter);
}
