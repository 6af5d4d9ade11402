using System.Text.RegularExpressions;

namespace Grid.Learning;

/// <summary>Grids as other tools write them, and how they are written here.</summary>
internal static partial class GridSyntax
{
    /// <summary>Refuses a grid that is written as Python's lists, with how it would be written here.</summary>
    /// <exception cref="LearningException">It has brackets, quotes or a range.</exception>
    public static void Check(string text)
    {
        if (Brackets().IsMatch(text))
            throw new LearningException($"the grid '{text}' has brackets; values are written without brackets, parted by commas, and parameters parted by semicolons: {Plain(text)}.");
        if (Quotes().IsMatch(text))
            throw new LearningException($"the grid '{text}' has quotes; words are written without quotes: {Plain(text)}.");
    }

    private static string Plain(string text)
    {
        // {'a': [1, 2], 'b': [3]} is a=1,2; b=3
        string lists = BetweenLists().Replace(Quotes().Replace(text, ""), "$1; ");
        string named = Names().Replace(lists, "$1=");
        return Spaces().Replace(Brackets().Replace(named, ""), "$1").Trim();
    }

    [GeneratedRegex(@"[\[\](){}]")]
    private static partial Regex Brackets();

    [GeneratedRegex("['\"]")]
    private static partial Regex Quotes();

    [GeneratedRegex(@"([\])])\s*,\s*")]
    private static partial Regex BetweenLists();

    [GeneratedRegex(@"(\w+)\s*:\s*(?=[\[(])")]
    private static partial Regex Names();

    [GeneratedRegex(@"([,=])\s+")]
    private static partial Regex Spaces();
}
