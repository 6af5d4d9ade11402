namespace Grid.Sources.Tests;

public class TaxiSampleTests
{
    private static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Grid.sln")))
                continue;
            string path = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", name));
            return File.Exists(path) ? path : null;
        }
        return null;
    }

    [Fact]
    public async Task The_real_taxi_sample_is_read_whole_and_typed_right()
    {
        string? path = Find("taxi-2017-sample.csv");
        Assert.SkipWhen(path is null, "The shared taxi sample is not beside this checkout.");
        var table = await Loading.Load(new CsvOptions(), path!);
        Assert.Equal(22_699, table.Rows);
        Assert.Equal(
            "int64, int64, timestamp[s], timestamp[s], int64, float64, int64, utf8, int64, int64, int64, float64, float64, float64, float64, float64, float64, float64",
            table.Types);
        Assert.Equal("column0", table.Schema[0].Name);
        Assert.Equal(24870114L, table[0][0]);
        Assert.Equal(1490432100L, table["tpep_pickup_datetime"][0]);
        Assert.Equal(12127L, table[0].Min());
        Assert.Equal(113486300L, table[0].Max());
        Assert.Equal(56758486.17128508, table[0].Average(v => (double)(long)v!), 1e-4);
        Assert.Equal(2.9133129212740645, table["trip_distance"].Average(v => (double)v!), 1e-12);
    }
}
