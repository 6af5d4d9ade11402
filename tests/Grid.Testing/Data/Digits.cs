using System.Globalization;
using System.Text;

namespace Grid.Testing;

/// <summary>Made-up rows of a class and features that tell of it, with noise; the same for the same seed.</summary>
public static class Digits
{
    public static string Write(string folder, string name, int rows, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("digit");
        for (int f = 0; f < 12; f++)
            text.Append(CultureInfo.InvariantCulture, $",p{f}");
        text.Append('\n');
        for (int i = 0; i < rows; i++)
        {
            int digit = random.Next(5);
            text.Append(digit);
            for (int f = 0; f < 12; f++)
                text.Append(CultureInfo.InvariantCulture, $",{(digit * (f + 3) % 7) + random.Next(6)}");
            text.Append('\n');
        }
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
