using Grid.Client;

namespace Grid.Report.Tests;

/// <summary>A small table of a test's own.</summary>
internal sealed class Table : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-report-").FullName;
    private GridClient _grid = null!;

    public GridFrame Frame { get; private set; } = null!;

    public string this[string name] => Path.Combine(_folder, name);

    public static async Task<Table> OfAsync(string csv)
    {
        var table = new Table();
        await File.WriteAllTextAsync(table["t.csv"], csv, TestContext.Current.CancellationToken);
        table._grid = await GridClient.OpenAsync(cancellation: TestContext.Current.CancellationToken);
        table.Frame = await (await table._grid.ReadCsvAsync(table["t.csv"], cancellation: TestContext.Current.CancellationToken)).PersistAsync(cancellation: TestContext.Current.CancellationToken);
        return table;
    }

    public Task<TableFacts> FactsAsync(string title = "t") => FactFinder.FindAsync(Frame, title, null, TestContext.Current.CancellationToken);

    public async Task<string> PageAsync(string title = "t") => ReportPage.Of(await FactsAsync(title));

    public async ValueTask DisposeAsync()
    {
        await _grid.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
