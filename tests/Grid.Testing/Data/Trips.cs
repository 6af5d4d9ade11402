using System.Globalization;
using System.Text;

namespace Grid.Testing;

/// <summary>Made-up trips: integers, decimals with nulls, texts, moments; the same for the same seed.</summary>
public static class Trips
{
    /// <summary>Rows of a CSV file, about 55 bytes each.</summary>
    public static string Write(string folder, string name, int rows, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("id,vendor,distance,fare,tip,paid,at\n");
        var start = new DateTime(2017, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < rows; i++)
        {
            double distance = Math.Round(random.NextDouble() * random.Next(1, 30), 2), fare = Math.Round(2.5 + (2.7 * distance) + random.NextDouble(), 2);
            string tip = random.Next(50) == 0 ? "" : (fare * random.Next(0, 30) / 100).ToString("0.000", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{i},{1 + random.Next(2)},{distance},{fare},{tip},{(random.Next(3) == 0 ? "cash" : "card")},{start.AddSeconds(i * 7L):yyyy-MM-dd HH:mm:ss}\n");
        }
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
