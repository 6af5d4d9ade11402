using System.Globalization;
using System.Text;

namespace Grid.Cli.Tests;

/// <summary>A small table to learn from: two lengths, a colour, a kind that follows from them but for some noise, and a weight.</summary>
internal static class Flowers
{
    public const string Header = "length,width,colour,kind,weight";

    /// <summary>Rows, the same each time.</summary>
    public static IReadOnlyList<string> Rows(int count = 120)
    {
        var random = new Random(7);
        var rows = new List<string>();
        for (int i = 0; i < count; i++)
        {
            double length = 4 + 4 * random.NextDouble(), width = 1 + 3 * random.NextDouble();
            string colour = random.NextDouble() < 0.5 ? "blue" : "white";
            string kind = random.NextDouble() < 0.08 ? "wild" : length > 6 ? (colour == "blue" ? "tall" : "pale") : "wild";
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{length:F2},{width:F2},{colour},{kind},{length * width:F3}"));
        }
        return rows;
    }

    /// <summary>A file of them.</summary>
    public static string Write(TemporaryFolder folder, string name = "flowers.csv", string? header = null, Func<string, int, string>? change = null)
    {
        var text = new StringBuilder(header ?? Header).Append('\n');
        foreach (var (i, row) in Rows().Index())
            text.Append(change is null ? row : change(row, i)).Append('\n');
        return folder.File(name, text.ToString());
    }
}
