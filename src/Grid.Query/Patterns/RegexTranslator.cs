using System.Globalization;
using System.Text;

namespace Grid.Query;

/// <summary>
/// Writes a regular expression for .NET so that it goes by whole characters: what stands for one character stands for one beyond
/// U+FFFF too, and no match begins or ends within one. Groups are numbered in the order of their opening parentheses, with a
/// name or without, as everywhere but in .NET; names are as in .NET or Python.
/// </summary>
/// <remarks>
/// What has no character beyond U+FFFF needs no such form, and is matched by the pattern as it was written (not
/// <paramref name="wide"/>), which is faster.
/// </remarks>
/// <param name="pattern">The pattern.</param>
/// <param name="wide">Whether texts have characters beyond U+FFFF.</param>
internal sealed partial class RegexTranslator(string pattern, bool wide)
{
    private const string Halves = @"\uD800-\uDFFF";
    public const string Unsupported = "lookarounds, backreferences and atomic groups are not supported in a pattern";

    private readonly StringBuilder _out = new();
    private readonly Stack<Flags> _outer = new();
    private Flags _flags;
    private int _at;
    private int _groups;

    [Flags]
    private enum Flags
    {
        None = 0,
        IgnoreCase = 1,
        SingleLine = 2,
        Spaced = 4,
        NamedOnly = 8,
    }

    /// <summary>The groups that have names, by their numbers.</summary>
    public Dictionary<string, int> Names { get; } = [];

    /// <summary>Whether the pattern itself names characters beyond U+FFFF.</summary>
    public bool HasAstral { get; private set; }

    /// <exception cref="PatternException">The pattern cannot be taken.</exception>
    public string Translate()
    {
        while (_at < pattern.Length)
        {
            char c = pattern[_at];
            switch (c)
            {
                case '\\':
                    Write(ReadAtom(inClass: false));
                    break;
                case '[':
                    _out.Append(ReadClass().Written(this));
                    break;
                case '(':
                    Open();
                    break;
                case ')':
                    _flags = _outer.Count > 0 ? _outer.Pop() : _flags;
                    Copy(1);
                    break;
                case '.' when wide:
                    _out.Append(Either(_flags.HasFlag(Flags.SingleLine) ? $"[^{Halves}]" : $@"[^\n{Halves}]", AstralSet.All));
                    _at++;
                    break;
                case '#' when _flags.HasFlag(Flags.Spaced):
                    Copy((pattern.IndexOf('\n', _at) is >= 0 and var end ? end + 1 : pattern.Length) - _at);
                    break;
                default:
                    Write(ReadAtom(inClass: false));
                    break;
            }
        }
        return _out.ToString();
    }

    private void Copy(int count)
    {
        _out.Append(pattern, _at, count);
        _at += count;
    }

    private void Write(Atom atom)
    {
        if (atom.IsSet)
            _out.Append(wide ? Either($"[{atom.Text}-[{Halves}]]", AstralClasses.Of(atom.Text)) : atom.Text);
        else if (atom.Code > char.MaxValue)
            _out.Append(Either(null, Cased(AstralSet.Of((atom.Code, atom.Code)))));
        else
            _out.Append(atom.Text);
        HasAstral |= atom.Code > char.MaxValue;
    }

    private AstralSet Cased(AstralSet set) => _flags.HasFlag(Flags.IgnoreCase) ? set.InBothCases() : set;

    // Characters up to U+FFFF by a class, and those beyond.
    private static string Either(string? basic, AstralSet astral) =>
        astral.IsEmpty ? basic ?? @"[^\u0000-\uFFFF]" : basic is null ? $"(?:{astral.Pairs()})" : $"(?:{basic}|{astral.Pairs()})";

    private void Open()
    {
        var inner = _flags;
        if (!Follows("(?"))
        {
            _out.Append(_flags.HasFlag(Flags.NamedOnly) ? "(?:" : $"(?<{++_groups}>");
            _at++;
        }
        else if (Follows("(?#"))
        {
            Copy((pattern.IndexOf(')', _at) is >= 0 and var end ? end + 1 : pattern.Length) - _at);
            return;
        }
        else if (Follows("(?=") || Follows("(?!") || Follows("(?<=") || Follows("(?<!") || Follows("(?>") || Follows("(?(") || Follows("(?P=") || Follows("(?P>"))
        {
            throw new PatternException(Unsupported);
        }
        else if (NamedGroup() is { } name)
        {
            if (!Names.TryGetValue(name, out int number))
                Names[name] = number = ++_groups;
            _out.Append(CultureInfo.InvariantCulture, $"(?<{number}>");
        }
        else if (Options(ref inner))
        {
            _flags = inner;
            return;
        }
        _outer.Push(_flags);
        _flags = inner;
    }

    // Steps over (?<name>, (?'name' or Python's (?P<name>.
    private string? NamedGroup()
    {
        int start = Follows("(?P<") ? _at + 4 : Follows("(?<") || Follows("(?'") ? _at + 3 : -1;
        int end = start < 0 ? -1 : pattern.IndexOf(pattern[start - 1] == '<' ? '>' : '\'', start);
        if (end < 0)
            return null;
        string name = pattern[start..end];
        if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c == '_') || char.IsDigit(name[0]))
            throw new PatternException($"'{name}' is no name for a group; a name has letters, digits and underscores, and starts with no digit");
        _at = end + 1;
        return name;
    }

    // Steps over (?i), which holds until its group ends, and is true; or over (?i: and (?:, which open a group.
    private bool Options(ref Flags flags)
    {
        int at = _at + 2;
        bool off = false;
        for (; at < pattern.Length && (char.IsAsciiLetter(pattern[at]) || pattern[at] == '-'); at++)
        {
            var flag = char.ToLowerInvariant(pattern[at]) switch
            {
                'i' => Flags.IgnoreCase,
                's' => Flags.SingleLine,
                'x' => Flags.Spaced,
                'n' => Flags.NamedOnly,
                _ => Flags.None,
            };
            off |= pattern[at] == '-';
            flags = off ? flags & ~flag : flags | flag;
        }
        bool alone = at < pattern.Length && pattern[at] == ')';
        Copy(Math.Min(at + 1, pattern.Length) - _at);
        return alone;
    }

    private bool Follows(string text) => string.CompareOrdinal(pattern, _at, text, 0, text.Length) == 0;
}
