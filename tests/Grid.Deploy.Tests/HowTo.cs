using System.Text.RegularExpressions;

namespace Grid.Deploy.Tests;

/// <summary>The commands of deploy/README.md.</summary>
internal static partial class HowTo
{
    public static string Text { get; } = Repository.Read("deploy/README.md");

    private static readonly string[] Blocks = [.. Block().Matches(Text).Select(m => m.Groups[1].Value)];

    /// <summary>The one block of commands that a text is in.</summary>
    public static string TheBlockWith(string text) => Assert.Single(Blocks, block => block.Contains(text, StringComparison.Ordinal));

    /// <summary>What stands below a heading, up to the next one: its commands.</summary>
    public static string Section(string heading)
    {
        string below = Text[(Text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal) is >= 0 and var at ? at + 1 : throw new ArgumentException($"There is no heading '{heading}'."))..];
        string section = below.IndexOf("\n## ", StringComparison.Ordinal) is >= 0 and var end ? below[..end] : below;
        return string.Concat(Block().Matches(section).Select(m => m.Groups[1].Value));
    }

    [GeneratedRegex("^```sh\n(.+?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
