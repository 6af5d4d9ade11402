using System.Text.RegularExpressions;

namespace Grid.Deploy.Tests;

/// <summary>The commands of deploy/README.md.</summary>
internal static partial class HowTo
{
    public static string Text { get; } = Repository.Read("deploy/README.md");

    private static readonly string[] Blocks = [.. Block().Matches(Text).Select(m => m.Groups[1].Value)];

    /// <summary>The one block of commands that a text is in.</summary>
    public static string TheBlockWith(string text) => Assert.Single(Blocks, block => block.Contains(text, StringComparison.Ordinal));

    [GeneratedRegex("^```sh\n(.+?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
