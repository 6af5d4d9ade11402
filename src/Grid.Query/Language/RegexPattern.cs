using System.Text.RegularExpressions;

namespace Grid.Query;

/// <summary>
/// Regular expressions as .NET has them, matched without backtracking: in time that grows with the text alone, whatever the
/// pattern, at the price of lookarounds and backreferences.
/// </summary>
internal static class RegexPattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>What is wrong with a pattern; null where nothing is.</summary>
    public static string? Fault(string pattern, int group = 0)
    {
        try
        {
            int groups = Compile(pattern).GetGroupNumbers().Length - 1;
            return group <= groups ? null : $"the pattern has {groups} group{(groups == 1 ? "" : "s")}, and none of number {group}";
        }
        catch (NotSupportedException)
        {
            return "lookarounds, backreferences and atomic groups are not supported in a pattern";
        }
        catch (ArgumentException e)
        {
            string message = e.Message;
            int detail = message.LastIndexOf(": ", StringComparison.Ordinal) is var colon && e is RegexParseException && message.IndexOf("offset", StringComparison.Ordinal) is > 0 and var offset
                ? offset : colon;
            return $"the pattern is malformed: {message[Math.Max(detail, 0)..].TrimEnd('.')}";
        }
    }

    public static Regex Compile(string pattern) => new(pattern, Options);
}
