using System.Globalization;
using System.Text.RegularExpressions;

namespace Grid.Query;

/// <summary>
/// Which characters beyond U+FFFF are of a class such as <c>\w</c> or <c>\p{Lu}</c>: those of the Unicode categories of which
/// .NET takes the characters up to U+FFFF for members.
/// </summary>
internal static class AstralClasses
{
    private static readonly Lazy<(int From, int To, UnicodeCategory Category)[]> s_runs = new(static () => [.. Runs()]);

    private static readonly Lazy<Dictionary<UnicodeCategory, char>> s_samples = new(Samples);

    public static AstralSet Of(string escape)
    {
        // Blocks that have names in .NET end below.
        if (escape.Length > 5 && escape[3] == 'I' && escape[4] == 's')
            return escape[1] == 'p' ? AstralSet.None : AstralSet.All;
        var regex = new Regex(escape, RegexOptions.CultureInvariant);
        var categories = s_samples.Value.Where(sample => regex.IsMatch([sample.Value])).Select(sample => sample.Key).ToHashSet();
        return AstralSet.Of(s_runs.Value.Where(run => categories.Contains(run.Category)).Select(run => (run.From, run.To)));
    }

    private static IEnumerable<(int, int, UnicodeCategory)> Runs()
    {
        int from = 0x10000;
        var category = CharUnicodeInfo.GetUnicodeCategory(from);
        for (int code = from + 1; code <= 0x10FFFF; code++)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(code) is var next && next == category)
                continue;
            yield return (from, code - 1, category);
            (from, category) = (code, next);
        }
        yield return (from, 0x10FFFF, category);
    }

    private static Dictionary<UnicodeCategory, char> Samples()
    {
        var samples = new Dictionary<UnicodeCategory, char>();
        for (int code = 0; code <= char.MaxValue; code++)
            samples.TryAdd(CharUnicodeInfo.GetUnicodeCategory((char)code), (char)code);
        samples.Remove(UnicodeCategory.Surrogate);
        return samples;
    }
}
