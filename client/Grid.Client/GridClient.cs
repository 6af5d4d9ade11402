using Grid.Grains;
using Grid.Sources;

namespace Grid.Client;

/// <summary>
/// A grid: where data is loaded and questions are answered. This one lives in the calling process.
/// <code>
/// await using var grid = await GridClient.OpenAsync();
/// var trips = await grid.ReadCsvAsync("data/*.csv");
/// Console.WriteLine(await trips.DescribeAsync());
/// </code>
/// </summary>
public sealed class GridClient : IAsyncDisposable
{
    private readonly GridHost _host;

    private GridClient(GridHost host) => _host = host;

    /// <summary>Opens a grid in this process.</summary>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<GridClient> OpenAsync(GridOptions? options = null, CancellationToken cancellation = default) =>
        new(await GridHost.StartAsync(options ?? new GridOptions(), cancellation).ConfigureAwait(false));

    /// <summary>Reads CSV into a frame: lists the files and infers the types. Rows are loaded when the frame is persisted, or first asked.</summary>
    /// <param name="path">A file, a folder or a glob, for example <c>data/*.csv</c>.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancellation">Cancels the planning.</param>
    /// <exception cref="SourceException">The path matches nothing, or a file cannot be read as CSV.</exception>
    public Task<GridFrame> ReadCsvAsync(string path, CsvOptions? options = null, CancellationToken cancellation = default) =>
        ReadCsvAsync([path], options, cancellation);

    /// <summary>Reads CSV into a frame: lists the files and infers the types. Rows are loaded when the frame is persisted, or first asked.</summary>
    /// <param name="paths">Files, folders and globs.</param>
    /// <param name="options">How to read them; null for the defaults.</param>
    /// <param name="cancellation">Cancels the planning.</param>
    /// <exception cref="SourceException">A path matches nothing, or a file cannot be read as CSV.</exception>
    public async Task<GridFrame> ReadCsvAsync(
        IReadOnlyList<string> paths, CsvOptions? options = null, CancellationToken cancellation = default)
    {
        var dataset = new Dataset(_host.Grains, $"frame-{Guid.NewGuid():N}");
        await dataset.PlanAsync(new PlanRequest([.. paths], options ?? new CsvOptions()), cancellation).ConfigureAwait(false);
        return new GridFrame(dataset, []);
    }

    /// <summary>Frees all data and ends the grid.</summary>
    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
