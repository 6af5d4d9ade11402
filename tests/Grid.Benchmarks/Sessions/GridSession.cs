using Grid.Client;
using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>The whole way: the SDK, the grains of a silo in this process, and back.</summary>
internal sealed class GridSession(GridClient client, int threads) : Session
{
    private GridFrame? _trips;

    public override string Version => $"the SDK over grains, {threads} thread{(threads == 1 ? "" : "s")}, .NET {Environment.Version}";

    public override long BytesHeld => _trips!.Load.BytesHeld;

    public static async Task<GridSession> OpenAsync(int threads) => new(await GridClient.OpenAsync(new GridOptions { Threads = threads }), threads);

    public override async Task LoadAsync(string folder)
    {
        if (_trips is not null)
            await _trips.ReleaseAsync();
        _trips = await (await client.ReadCsvAsync(folder)).PersistAsync();
    }

    public override Task<Answer> AskAsync(Question question) => _trips!.AskAsync(question);

    public override ValueTask DisposeAsync() => client.DisposeAsync();
}
