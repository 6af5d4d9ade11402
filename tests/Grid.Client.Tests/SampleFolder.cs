using System.Globalization;
using System.Text;

namespace Grid.Client.Tests;

/// <summary>A folder of its own with trips in CSV files, gone when the test is.</summary>
internal sealed class SampleFolder : IDisposable
{
    public SampleFolder() => Path = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"grid-{Guid.NewGuid():N}")).FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Writes trips: vendors 1 and 2 in turns, distances 0.5, 1.5, 2.5 and so on, tips a fifth of the fare, null in every tenth row.</summary>
    public SampleFolder WithTrips(string name, int rows)
    {
        var text = new StringBuilder("VendorID,pickup,trip_distance,fare_amount,tip_amount,payment\n");
        var start = new DateTime(2017, 3, 25, 8, 0, 0);
        for (int i = 0; i < rows; i++)
        {
            double fare = 2.5 + i % 100;
            string tip = i % 10 == 9 ? "" : (fare / 5).ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{1 + i % 2},{start.AddMinutes(i):yyyy-MM-dd HH:mm:ss},{i % 50 + 0.5},{fare},{tip},{(i % 4 == 0 ? "cash" : "card")}\n");
        }
        File.WriteAllText(this[name], text.ToString());
        return this;
    }
}
