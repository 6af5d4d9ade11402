namespace Grid.Hosting;

/// <summary>What others say of a fault, as a part of a line of ours.</summary>
internal static class OneLine
{
    /// <summary>The words without line breaks, and without a full stop at their end.</summary>
    public static string Of(string words) => words.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
