using Grid.Query;

namespace Grid.Cli;

/// <summary>A text that is too wide for its terminal, broken where its parts end.</summary>
internal static class BrokenText
{
    /// <summary>The lines of a text; those after the first are indented.</summary>
    /// <param name="mark">What stands between parts; it stays at the end of a line.</param>
    /// <param name="text">The text.</param>
    /// <param name="width">How wide a line may be; a part that is wider stays whole.</param>
    /// <param name="indent">How many blanks the lines after the first start with.</param>
    public static IReadOnlyList<string> At(string mark, string text, int width, int indent = 2)
    {
        var lines = new List<string>();
        string line = "";
        string[] parts = text.Split(mark);
        for (int i = 0; i < parts.Length; i++)
        {
            string part = i < parts.Length - 1 ? parts[i] + mark : parts[i];
            if (line.Length > 0 && CellText.Width(line) + CellText.Width(part.TrimEnd()) > width)
            {
                lines.Add(line.TrimEnd());
                line = new string(' ', indent);
            }
            line += part;
        }
        lines.Add(line.TrimEnd());
        return lines;
    }
}
