using System.Text;
using System.Text.RegularExpressions;

namespace Grid.Query;

/// <summary>
/// Regular expressions as .NET has them, by whole characters, matched without backtracking: in time that grows with the text
/// alone, whatever the pattern, at the price of lookarounds and backreferences.
/// </summary>
internal sealed class RegexPattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // A pattern of so many signs at most has no more classes of characters.
    private const int FewClasses = 64;

    private readonly string _pattern;
    private readonly bool _isWide;
    private readonly Regex?[] _forms = new Regex?[4];

    private RegexPattern(string pattern)
    {
        _pattern = pattern;
        var translator = new RegexTranslator(pattern, wide: false);
        translator.Translate();
        Names = translator.Names;
        _isWide = translator.HasAstral;
        Groups = For("", hasHalves: false).GetGroupNumbers().Length - 1;
    }

    /// <summary>The groups that have names, by their numbers.</summary>
    public IReadOnlyDictionary<string, int> Names { get; }

    /// <summary>How many groups there are.</summary>
    public int Groups { get; }

    /// <summary>What is wrong with a pattern, or with the number of a group of it; null where nothing is.</summary>
    public static string? Fault(string pattern, int group = 0)
    {
        try
        {
            return Compile(pattern).GroupFault(group);
        }
        catch (PatternException e)
        {
            return e.Message;
        }
        catch (NotSupportedException)
        {
            // All else that .NET does not match so is refused before it is asked.
            return "the pattern is too large: what is repeated counts as often as it is, also within what is repeated, as in (a{1000}){1000}; repeat it less";
        }
        catch (ArgumentException e)
        {
            return $"the pattern is malformed: {Detail(pattern, e)}";
        }
    }

    /// <summary>What is wrong with what is to be put in the place of a pattern's matches; null where nothing is.</summary>
    public static string? ReplacementFault(string pattern, string replacement)
    {
        try
        {
            RegexReplacement.Parse(replacement, Compile(pattern));
            return null;
        }
        catch (PatternException e)
        {
            return e.Message;
        }
    }

    public static RegexPattern Compile(string pattern) => new(pattern);

    /// <summary>Why the pattern has no group of a number; null where it has.</summary>
    public string? GroupFault(int group) =>
        group <= Groups ? null : $"the pattern has {Groups} group{(Groups == 1 ? "" : "s")}, and none of number {group}";

    /// <summary>Whether a text has a match.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        bool hasHalves = HasHalves(text);
        var regex = For(text, hasHalves);
        if (!hasHalves)
            return regex.IsMatch(text);
        foreach (var match in regex.EnumerateMatches(text))
        {
            if (match.Length > 0 || !IsWithin(text, match.Index))
                return true;
        }
        return false;
    }

    /// <summary>What a group of the first match is; null where there is no match, or where it has not the group.</summary>
    public string? Extract(string text, int group)
    {
        var match = First(text);
        return match.Success && match.Groups[group] is { Success: true } found ? found.Value : null;
    }

    /// <summary>A text with each match replaced.</summary>
    public string Replace(string text, RegexReplacement replacement)
    {
        if (!HasHalves(text))
            return For(text, hasHalves: false).Replace(text, replacement.Text);
        var written = new StringBuilder();
        int from = 0;
        for (var match = First(text); match.Success; match = Whole(text, match.NextMatch()))
        {
            written.Append(text, from, match.Index - from).Append(match.Result(replacement.Text));
            from = match.Index + match.Length;
        }
        return written.Append(text, from, text.Length - from).ToString();
    }

    private Match First(string text) => HasHalves(text) ? Whole(text, For(text, hasHalves: true).Match(text)) : For(text, hasHalves: false).Match(text);

    // A match of nothing may lie between the halves of a character, where there is no place for it.
    private static Match Whole(string text, Match match)
    {
        while (match is { Success: true, Length: 0 } && IsWithin(text, match.Index))
            match = match.NextMatch();
        return match;
    }

    // Where a pattern tells more than 64 classes of characters apart and names no end of a line, .NET 10 does not see a line feed
    // at the end of a text (SymbolicRegexMatcher). A look for an end that may be missing has it see, and is for such texts alone: with it
    // there is no quick search for what matches start with.
    private Regex For(ReadOnlySpan<char> text, bool hasHalves)
    {
        bool wide = hasHalves || _isWide, looks = text is [.., '\n'] && (wide || _pattern.Length > FewClasses);
        return _forms[(wide ? 2 : 0) + (looks ? 1 : 0)] ??= new((looks ? "(?:$|)" : "") + new RegexTranslator(_pattern, wide).Translate(), Options);
    }

    private static bool IsWithin(ReadOnlySpan<char> text, int at) => at < text.Length && char.IsLowSurrogate(text[at]);

    private static bool HasHalves(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\uD800', '\uDFFF');

    // Faults are told by their place in the pattern as it was written, unless .NET finds another one there: what it takes of other tools.
    private static string Detail(string pattern, ArgumentException e)
    {
        if (e is not RegexParseException fault)
            return e.Message.TrimEnd('.');
        var written = OfOriginal(pattern) is { } original && original.Error == fault.Error ? original : null;
        string place = $"offset {(written ?? fault).Offset}. ", message = (written ?? fault).Message.TrimEnd('.');
        int at = message.LastIndexOf(place, StringComparison.Ordinal);
        return at < 0 ? message : message[(written is null ? at + place.Length : at)..];
    }

    private static RegexParseException? OfOriginal(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return null;
        }
        catch (RegexParseException e)
        {
            return e;
        }
    }
}
