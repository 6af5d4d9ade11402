using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Grid.Query;

namespace Grid.Cli;

/// <summary>Makes options that say in one line what they expect.</summary>
internal static class Options
{
    /// <summary>A number within bounds.</summary>
    public static Option<T> Number<T>(string name, string description, T least, T most, T otherwise) where T : struct, INumber<T>, IMinMaxValue<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                return value;
            string kind = typeof(T) == typeof(double) ? "a number" : "a whole number";
            string bounds = most == T.MaxValue ? $"of at least {least}" : $"from {least} to {most}";
            result.AddError($"{name} {text}: expected {kind} {bounds}");
            return default;
        },
    };

    /// <summary>A whole number that need not be given: its absence has a meaning that no number has.</summary>
    public static Option<int?> OptionalNumber(string name, string description, int least) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value >= least)
                return value;
            result.AddError($"{name} {text}: expected a whole number of at least {least}");
            return null;
        },
    };

    /// <summary>Compute threads.</summary>
    public static Option<int> Threads() =>
        Number("--threads", "how many threads to compute on (answers and bytes are the same for any number)", 1, 1024, Environment.ProcessorCount);

    /// <summary>A list of names or expressions, parted by commas.</summary>
    public static Option<IReadOnlyList<string>?> List(string name, string description, string helpName, bool required = false) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Required = required,
        CustomParser = result =>
        {
            var parts = ListText.Split(result.Tokens[0].Value);
            string? twice = parts.GroupBy(p => p, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
            if (parts.Count == 0)
                result.AddError($"{name}: expected names or expressions, parted by commas");
            else if (twice is not null)
                result.AddError($"{name}: '{twice}' is there twice; name it once");
            return parts;
        },
    };

    /// <summary>Shares between 0 and 1, parted by commas.</summary>
    public static Option<IReadOnlyList<double>?> Shares(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SHARES",
        CustomParser = result =>
        {
            var shares = new List<double>();
            foreach (string part in ListText.Split(result.Tokens[0].Value))
            {
                if (double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1)
                    shares.Add(share);
                else
                    result.AddError($"{name} {part}: expected shares between 0 and 1, such as 0.01,0.5{(share is > 1 and <= 100 ? string.Create(CultureInfo.InvariantCulture, $"; did you mean {(decimal)share / 100}?") : "")}");
            }
            return [.. shares.Distinct().Order()];
        },
    };

    /// <summary>One of a few words.</summary>
    public static Option<T> Word<T>(string name, string description, string helpName, Dictionary<string, T> words) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Required = true,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (words.TryGetValue(text, out var meaning))
                return meaning;
            // "classification" and "regressor" begin as the words do that are meant.
            string? meant = words.Keys.FirstOrDefault(word => text.Length >= 5 && word.Length >= 5 && text.StartsWith(word[..5], StringComparison.OrdinalIgnoreCase)) ?? Suggestion.Nearest(text, words.Keys);
            result.AddError($"{name} {text}: expected {string.Join(" or ", words.Keys)}{(meant is null ? "" : $"; did you mean '{meant}'?")}");
            return default;
        },
    };

    /// <summary>The form of the answer.</summary>
    public static Option<OutputFormat> Output() => new("--output", "-o")
    {
        Description = "table, json, csv, arrow (an Arrow IPC stream) or parquet",
        HelpName = "FORM",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Enum.TryParse(text, ignoreCase: true, out OutputFormat format) && Enum.IsDefined(format) && !char.IsAsciiDigit(text[0]))
                return format;
            result.AddError($"--output {text}: expected table, json, csv, arrow or parquet{(text.ToLowerInvariant() is "pq" or "jsonl" or "ndjson" or "feather" or "excel" or "xlsx" ? "; 'grid save' writes Parquet, Arrow and JSON lines" : Suggestion.Of(text, ["table", "json", "csv", "arrow", "parquet"]))}");
            return default;
        },
    };

    /// <summary>What stands between the fields of CSV.</summary>
    public static Option<char> Delimiter() => Character("--delimiter", "what stands between fields: a character, or 'tab'", "tab", '\t', ',', @"\t", "comma", "semicolon", "pipe", "space");

    /// <summary>What stands around fields that hold delimiters or line breaks.</summary>
    public static Option<char> Quote() => Character("--quote", "what stands around fields that hold delimiters: a character, or 'none'", "none", '\0', '"');

    /// <summary>One of a few characters, or any printable one of ASCII where none are named; none where it is not given.</summary>
    public static Option<char?> OptionalCharacter(string name, string description, string among) => new(name)
    {
        Description = description,
        HelpName = "CHAR",
        CustomParser = result => TryMark(result, name, among) is { } c ? c : (char?)null,
    };

    /// <summary>One of a few characters.</summary>
    public static Option<char> Mark(string name, string description, string among, char otherwise) => new(name)
    {
        Description = description,
        HelpName = "CHAR",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => TryMark(result, name, among) ?? otherwise,
    };

    private static char? TryMark(ArgumentResult result, string name, string among)
    {
        string text = result.Tokens[0].Value;
        if (text is [var c] && (among.Length == 0 ? c is > ' ' and <= '~' : among.Contains(c, StringComparison.Ordinal)))
            return c;
        result.AddError($"{name} {text}: expected {(among.Length == 0 ? "one ASCII character" : $"one of {string.Join(' ', among.Select(mark => mark == ' ' ? "' '" : $"{mark}"))}")}");
        return null;
    }

    // What a name of a character means, beside the word that an option tells of.
    private static char Named(string name) => name switch { @"\t" => '\t', "comma" => ',', "semicolon" => ';', "pipe" => '|', _ => ' ' };

    private static Option<char> Character(string name, string description, string word, char meaning, char otherwise, params string[] names) => new(name)
    {
        Description = description,
        HelpName = "CHAR",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return meaning;
            if (names.FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
                return Named(known);
            if (text is [var c] && char.IsAscii(c) && c is not ('\r' or '\n' or '\0'))
                return c;
            result.AddError($"{name} {text}: expected one ASCII character, or '{word}'");
            return otherwise;
        },
    };
}
