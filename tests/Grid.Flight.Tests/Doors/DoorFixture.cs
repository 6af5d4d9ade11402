using Grid.Client;

[assembly: AssemblyFixture(typeof(Grid.Flight.Tests.DoorFixture))]

namespace Grid.Flight.Tests;

/// <summary>Two silos with datasets: <c>trips</c>, <c>types</c> (a column of each type, nulls and empty texts), <c>many</c> (a text of its own in each row) and <c>none</c> (no rows).</summary>
public sealed class DoorFixture : IAsyncLifetime
{
    public const int Rows = 30_000;

    private TestCluster? _cluster;
    private GridClient? _grid;

    internal TestCluster Cluster => _cluster!;

    internal GridClient Grid => _grid!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(2);
        _grid = await Cluster.ConnectAsync();
        await LoadAsync("trips", File.ReadAllText(Trips.Write(Cluster.Folder, "made.csv", Rows, seed: 3)), splitBytes: 300_000);
        await LoadAsync("types", string.Join('\n',
        [
            "whole,wide,real,text,flag,day,moment,zoned,label",
            "1,18446744073709551615,0.1,\"\",true,2020-02-29,2020-01-02 03:04:05.678,2020-01-02T03:04:05+02:00,a",
            "-9223372036854775808,0,-0.0,ünï 🚕,false,1969-12-31,1969-12-31 23:59:59,2021-06-01T00:00:00Z,b",
            ",,,,,,,,",
            "9223372036854775807,7,1e308,\"x,\"\"y\"\"\",true,9999-12-31,2262-04-11 23:47:16,1999-12-31T23:59:59-05:00,a",
            "",
        ]));
        await LoadAsync("many", "id,word\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i},{(i % 100 == 7 ? "" : $"word {i * 7919L % 100_000}")}\n")), splitBytes: 20_000);
        await LoadAsync("none", "a,b\n");
    }

    public async ValueTask DisposeAsync()
    {
        if (_grid is not null)
            await _grid.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    private async Task LoadAsync(string name, string csv, long splitBytes = 0)
    {
        string path = Path.Combine(Cluster.Folder, $"{name}.csv");
        await File.WriteAllTextAsync(path, csv);
        var frame = await Grid.LoadCsvAsync(name, [path], new Sources.CsvOptions { SplitBytes = splitBytes });
        await frame.PersistAsync();
    }
}
