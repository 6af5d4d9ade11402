using System.Text;

namespace Grid.Query;

/// <summary>
/// A set of characters beyond U+FFFF, in ascending ranges that do not touch. A .NET text holds such a character as a pair of
/// halves (surrogates), and its regular expressions see the halves.
/// </summary>
internal sealed class AstralSet
{
    private const int First = 0x10000;
    private const int Last = 0x10FFFF;

    private static readonly Lazy<(int Lower, int Upper)[]> s_cases = new(static () => [.. Cases()]);

    private readonly (int From, int To)[] _ranges;

    private AstralSet((int From, int To)[] ranges) => _ranges = ranges;

    public static AstralSet None { get; } = new([]);

    public static AstralSet All { get; } = new([(First, Last)]);

    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>What of some ranges of code points lies beyond U+FFFF.</summary>
    public static AstralSet Of(params IEnumerable<(int From, int To)> ranges)
    {
        var merged = new List<(int From, int To)>();
        foreach (var (from, to) in ranges.Where(r => r.To >= First).Select(r => (Math.Max(r.From, First), r.To)).Order())
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else
                merged.Add((from, to));
        }
        return new([.. merged]);
    }

    public AstralSet Or(AstralSet other) => Of(_ranges.Concat(other._ranges));

    public AstralSet Not()
    {
        var gaps = new List<(int, int)>();
        int next = First;
        foreach (var (from, to) in _ranges)
        {
            if (from > next)
                gaps.Add((next, from - 1));
            next = to + 1;
        }
        if (next <= Last)
            gaps.Add((next, Last));
        return new([.. gaps]);
    }

    public AstralSet Without(AstralSet other) => Not().Or(other).Not();

    /// <summary>The set with the small letters of its large ones, and the reverse.</summary>
    public AstralSet InBothCases()
    {
        var others = s_cases.Value.Where(c => Holds(c.Lower) != Holds(c.Upper)).Select(c => Holds(c.Lower) ? c.Upper : c.Lower);
        return Of(_ranges.Concat(others.Select(c => (c, c))));
    }

    /// <summary>The set as alternatives of pairs of halves, without parentheses around them; not for an empty set.</summary>
    public string Pairs()
    {
        // The second halves that go with each of the 1,024 first ones; first halves with the same ones go together.
        var lows = new StringBuilder?[0x400];
        foreach (var (from, to) in _ranges)
        {
            for (int high = (from - First) >> 10; high <= (to - First) >> 10; high++)
            {
                int start = Math.Max(from, First + (high << 10)), end = Math.Min(to, First + (high << 10) + 0x3FF);
                (lows[high] ??= new()).Append(Range(0xDC00 + (start & 0x3FF), 0xDC00 + (end & 0x3FF)));
            }
        }
        var firsts = new Dictionary<string, List<(int From, int To)>>();
        for (int high = 0; high < lows.Length; high++)
        {
            if (lows[high]?.ToString() is not { } low)
                continue;
            if (!firsts.TryGetValue(low, out var of))
                firsts[low] = of = [];
            if (of.Count > 0 && of[^1].To == high - 1)
                of[^1] = (of[^1].From, high);
            else
                of.Add((high, high));
        }
        return string.Join('|', firsts.Select(f => $"[{string.Concat(f.Value.Select(r => Range(0xD800 + r.From, 0xD800 + r.To)))}][{f.Key}]"));
    }

    private static string Range(int from, int to) => from == to ? $@"\u{from:X4}" : $@"\u{from:X4}-\u{to:X4}";

    private bool Holds(int code) => Array.Exists(_ranges, r => r.From <= code && code <= r.To);

    private static IEnumerable<(int Lower, int Upper)> Cases()
    {
        for (int code = First; code < 0x20000; code++)
        {
            if (Rune.ToLowerInvariant(new(code)).Value is var lower && lower != code)
                yield return (lower, code);
        }
    }
}
