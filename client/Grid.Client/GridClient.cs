using System.Collections.Concurrent;
using Grid.Grains;
using Grid.Sources;

namespace Grid.Client;

/// <summary>
/// A grid: where data is loaded and questions are answered; in the calling process, or in a cluster of silos.
/// <code>
/// await using var grid = await GridClient.OpenAsync();
/// var trips = await grid.ReadCsvAsync("data/*.csv");
/// Console.WriteLine(await trips.DescribeAsync());
/// </code>
/// </summary>
public sealed partial class GridClient : IAsyncDisposable
{
    private static readonly TimeSpan BetweenHeartbeats = new GridSiloOptions().FrameLease / 10;

    private readonly GridHost _host;
    private readonly Timer? _heartbeat;
    private readonly bool _keepsState;
    private readonly ConcurrentBag<Dataset> _frames = [];

    private GridClient(GridHost host, bool keepsState)
    {
        (_host, _keepsState) = (host, keepsState);
        // Silos let go of frames whose client they have not heard of in a while.
        if (host.Cluster is not null)
            _heartbeat = new Timer(_ => Array.ForEach([.. _frames], frame => _ = frame.KeepAsync()), null, BetweenHeartbeats, BetweenHeartbeats);
    }

    /// <summary>Opens a grid in this process, whose silo may still start while the first frame is read.</summary>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are less threads than one, or bytes than none.</exception>
    /// <exception cref="OutputException">Nothing can be kept in the folder that is named for the cache.</exception>
    /// <exception cref="IOException">The folder cannot be made; <see cref="UnauthorizedAccessException"/> where that is not allowed.</exception>
    public static Task<GridClient> OpenAsync(GridOptions? options = null, CancellationToken cancellation = default) =>
        Task.Run(() => new GridClient(GridHost.Start(options ?? new GridOptions()), options?.Folder is not null), cancellation);

    /// <summary>
    /// Reads files into a frame, of whatever format each is (CSV, Parquet, Arrow), as one table by the names of its columns. Rows are loaded when the
    /// frame is persisted, or first asked.
    /// </summary>
    /// <param name="path">A file, a folder or a glob, for example <c>data/*.parquet</c> or <c>s3://bucket/data</c>.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancellation">Cancels the planning.</param>
    /// <exception cref="SourceException">The path matches nothing, or a file cannot be read.</exception>
    public Task<GridFrame> ReadAsync(string path, CsvOptions? options = null, CancellationToken cancellation = default) => ReadAsync([path], options, cancellation);

    /// <summary>Reads files into a frame, as <see cref="ReadAsync(string, CsvOptions?, CancellationToken)"/> does.</summary>
    /// <param name="paths">Files, folders and globs, of this machine or of a bucket (<c>s3://bucket/key</c>).</param>
    /// <param name="options">How to read them; null for the defaults.</param>
    /// <param name="cancellation">Cancels the planning.</param>
    /// <exception cref="SourceException">A path matches nothing, or a file cannot be read.</exception>
    public Task<GridFrame> ReadAsync(IReadOnlyList<string> paths, CsvOptions? options = null, CancellationToken cancellation = default) =>
        ReadCsvAsync(paths, options, cancellation);

    /// <summary>Reads CSV into a frame: lists the files and infers the types. Rows are loaded when the frame is persisted, or first asked.</summary>
    /// <param name="path">A file, a folder or a glob, for example <c>data/*.csv</c> or <c>s3://bucket/data/*.csv</c>.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <param name="cancellation">Cancels the planning.</param>
    /// <exception cref="SourceException">The path matches nothing, or a file cannot be read as CSV.</exception>
    public Task<GridFrame> ReadCsvAsync(string path, CsvOptions? options = null, CancellationToken cancellation = default) =>
        ReadCsvAsync([path], options, cancellation);

    /// <summary>Reads CSV into a frame: lists the files and infers the types. Rows are loaded when the frame is persisted, or first asked.</summary>
    /// <param name="paths">Files, folders and globs, of this machine or of a bucket (<c>s3://bucket/key</c>).</param>
    /// <param name="options">How to read them; null for the defaults.</param>
    /// <param name="cancellation">Cancels the planning.</param>
    /// <exception cref="SourceException">A path matches nothing, or a file cannot be read as CSV.</exception>
    public Task<GridFrame> ReadCsvAsync(
        IReadOnlyList<string> paths, CsvOptions? options = null, CancellationToken cancellation = default) =>
        ReadAsync(paths, options, null, cancellation);

    private async Task<GridFrame> ReadAsync(IReadOnlyList<string> paths, CsvOptions? options, BatchSpool? spool, CancellationToken cancellation)
    {
        var dataset = new Dataset(_host, $"frame-{Guid.NewGuid():N}") { Spool = spool };
        if (_keepsState)
            _frames.Add(dataset);
        // The silos of a cluster have working folders of their own.
        await dataset.PlanAsync(new PlanRequest(_host.Cluster is null ? [.. paths] : [.. paths.Select(SourcePath.Full)], options ?? new CsvOptions(), IsLeased: _host.Cluster is not null, IsInMemory: _host.IsInMemory, IsLazy: !_host.ReadsAllColumns), cancellation).ConfigureAwait(false);
        return new GridFrame(dataset, []);
    }

    /// <summary>Stops a study, if it runs, and forgets what it has finished.</summary>
    /// <param name="name">The name that its search was given.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task DropStudyAsync(string name, CancellationToken cancellation = default) =>
        _host.Grains.GetGrain<IStudyGrain>(name).DropAsync(cancellation);

    /// <summary>Frees all data and ends the grid.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_heartbeat is not null)
            await _heartbeat.DisposeAsync().ConfigureAwait(false);
        // Frames have no name by which they could be found again: their manifests would only pile up.
        await Task.WhenAll(_frames.Select(frame => frame.DropAsync(CancellationToken.None))).ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
        foreach (var spool in _spools)
            spool.Dispose();
    }
}
