using System.Text;

namespace Grid.Query;

/// <content>Classes of characters in brackets.</content>
internal sealed partial class RegexTranslator
{
    private static readonly Dictionary<string, string> s_posix = new()
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\u0000-\u007F",
        ["blank"] = @"\t\u0020",
        ["cntrl"] = @"\u0000-\u001F\u007F",
        ["digit"] = "0-9",
        ["graph"] = @"\u0021-\u007E",
        ["lower"] = "a-z",
        ["print"] = @"\u0020-\u007E",
        ["punct"] = @"\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u007E",
        ["space"] = @"\t-\r\u0020",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Z_a-z",
        ["xdigit"] = "0-9A-Fa-f",
    };

    // A class: its members up to U+FFFF as they are written, those beyond, and the class that is left out of it.
    private sealed record ClassParts(bool Negated, string Items, AstralSet Named, bool HasNegative, ClassParts? Left)
    {
        public AstralSet Astral => (Negated ? Named.Not() : Named).Without(Left?.Astral ?? AstralSet.None);

        // .NET takes a class that names nothing for a mistake.
        private string Open => Items.Length > 0 ? Items : @"\uD800";

        public string Written(RegexTranslator translator) =>
            !translator.IsWide ? $"[{Sign}{Open}{(Left is null ? "" : $"-{Left.Written(translator)}")}]"
            : Either(Items.Length == 0 && !Negated ? null : $"[{Sign}{Open}-{(Left is null ? $"[{Halves}]" : Left.WithHalves())}]", Astral);

        private string Sign => Negated ? "^" : "";

        // As what is left out, with the halves of characters, which are not to be met alone.
        private string WithHalves() => Negated ? $"[^{Open}]" : $"[{Items}{Halves}]";

        /// <summary>Whether the class may be left out of another one.</summary>
        public bool MayBeLeft => Left is null && !(Negated && HasNegative);
    }

    private bool IsWide => wide;

    private ClassParts ReadClass()
    {
        int start = _at++;
        bool negated = Follows("^");
        _at += negated ? 1 : 0;
        int first = _at;
        var items = new StringBuilder();
        var astral = new List<(int, int)>();
        var sets = AstralSet.None;
        bool negative = false;
        ClassParts? left = null;
        while (true)
        {
            if (_at >= pattern.Length)
                throw new PatternException($"the class {pattern[start..]} has no end; \\[ is a bracket by itself");
            if (pattern[_at] == ']' && _at > first)
                break;
            if (Follows("[:") && pattern.IndexOf(":]", _at + 2, StringComparison.Ordinal) is >= 0 and var end && pattern[(_at + 2)..end].All(c => char.IsAsciiLetter(c) || c == '^'))
            {
                string name = pattern[(_at + 2)..end];
                items.Append(s_posix.TryGetValue(name, out string? ranges) ? ranges
                    : throw new PatternException($"[:{name}:] is no class; there are {string.Join(", ", s_posix.Keys.Order())}"));
                _at = end + 2;
                continue;
            }
            if (Follows("-[") && _at > first)
            {
                _at++;
                left = ReadClass() is { MayBeLeft: true } inner ? inner
                    : throw new PatternException("a class that is left out of a class ([a-z-[aeiou]]) may leave out none itself, and have no \\W, \\D, \\S or \\P{…} behind ^");
                if (!Follows("]"))
                    throw new PatternException("a class that is left out ([a-z-[aeiou]]) stands at the end of the class that it is left out of");
                break;
            }
            var atom = ReadAtom(inClass: true);
            if (atom.IsSet)
            {
                items.Append(atom.Text);
                sets = wide ? sets.Or(AstralClasses.Of(atom.Text)) : sets;
                negative |= char.IsAsciiLetterUpper(atom.Text[1]) || atom.Text.Contains("{C", StringComparison.Ordinal);
                continue;
            }
            Atom? last = null;
            if (Follows("-") && _at + 1 < pattern.Length && pattern[_at + 1] is not (']' or '['))
            {
                _at++;
                last = ReadAtom(inClass: true);
                if (last is { IsSet: true } set)
                    throw new PatternException($"a range of characters ends with one of them, not with {set.Text}; \\- is a hyphen");
                if (last.Value.Code < atom.Code)
                    throw new PatternException($"the range {atom.Text}-{last.Value.Text} has its ends the other way round");
            }
            int to = last?.Code ?? atom.Code;
            if (to > char.MaxValue)
                astral.Add((atom.Code, to));
            if (atom.Code <= char.MaxValue)
                items.Append(last is null ? Within(atom) : $@"\u{atom.Code:X4}-\u{Math.Min(to, char.MaxValue):X4}");
        }
        _at++;
        HasAstral |= astral.Count > 0;
        return new(negated, items.ToString(), Cased(AstralSet.Of(astral)).Or(sets), negative, left);
    }

    // Signs that would mean more within a class than they do where they stand: a hyphen, a bracket, a caret.
    private static string Within(Atom atom) => atom.Text is "-" or "[" or "]" or "^" ? $@"\u{atom.Code:X4}" : atom.Text;
}
