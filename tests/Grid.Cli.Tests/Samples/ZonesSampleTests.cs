namespace Grid.Cli.Tests;

public sealed class ZonesSampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_zone_has_its_borough()
    {
        var run = await CommandRun.Good("sample", "zones", _folder["zones.csv"]);
        Assert.Equal($"265 taxi zones of New York and their boroughs, in {_folder["zones.csv"]}\n", run.Out);
        string[][] rows = [.. File.ReadLines(_folder["zones.csv"]).Select(line => line.Split(','))];
        Assert.Equal(["LocationID", "Borough"], rows[0]);
        Assert.Equal(Enumerable.Range(1, 265).Select(zone => $"{zone}"), rows.Skip(1).Select(row => row[0]));
        Assert.Equal(
            [("Bronx", 43), ("Brooklyn", 61), ("EWR", 1), ("Manhattan", 69), ("Queens", 69), ("Staten Island", 20), ("Unknown", 2)],
            rows.Skip(1).CountBy(row => row[1]).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value)));
        // The airports, Times Square and Astoria.
        Assert.Equal(["EWR", "Queens", "Queens", "Manhattan", "Queens"], new[] { 1, 132, 138, 230, 7 }.Select(zone => rows[zone][1]));
    }

    [Fact]
    public async Task The_median_fare_per_borough_is_that_of_its_zones()
    {
        await CommandRun.Good("sample", "taxi", "--rows", "3000", "--files", "2", _folder["trips"]);
        await CommandRun.Good("sample", "zones", _folder["zones.csv"]);
        string[] zones = [.. File.ReadLines(_folder["zones.csv"])];
        string[][] files = [.. Directory.GetFiles(_folder["trips"]).Order(StringComparer.Ordinal).Select(File.ReadAllLines)];
        string[] names = files[0][0].Split(',');
        int zone = Array.IndexOf(names, "PULocationID"), fare = Array.IndexOf(names, "fare_amount");
        var expected = files.SelectMany(lines => lines.Skip(1)).Select(line => line.Split(','))
            .GroupBy(trip => zones[int.Parse(trip[zone])].Split(',')[1], trip => double.Parse(trip[fare], System.Globalization.CultureInfo.InvariantCulture))
            .OrderBy(borough => borough.Key, StringComparer.Ordinal)
            .Select(borough => (borough.Key, Median: borough.Order().ToArray() is var fares ? (fares[(fares.Length - 1) / 2] + fares[fares.Length / 2]) / 2 : 0));
        var run = await CommandRun.Good(
            "groupby", _folder["trips"], "--by", "Borough", "--agg", "median(fare_amount)", "--output", "csv", "--join", $"{_folder["zones.csv"]} on PULocationID = LocationID");
        Assert.Equal(expected, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).Select(row => (row[0], double.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture))));
    }
}
