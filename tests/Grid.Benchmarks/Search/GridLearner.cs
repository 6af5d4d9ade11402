using Grid.Client;
using Grid.Learning;

namespace Grid.Benchmarks;

/// <summary>The whole way: the SDK, the grains of a silo in this process, and back.</summary>
internal sealed class GridLearner(GridClient client, int threads) : Learner
{
    private GridFrame? _digits;

    public override string Version => $"the SDK over grains, {threads} thread{(threads == 1 ? "" : "s")}, .NET {Environment.Version}";

    public static async Task<GridLearner> OpenAsync(int threads) => new(await GridClient.OpenAsync(new GridOptions { Threads = threads }), threads);

    public override async Task LoadAsync(string digits) => _digits = await (await client.ReadCsvAsync(digits)).PersistAsync();

    public override async Task<SearchResults> SearchAsync(SearchSpec spec)
    {
        var outcome = await _digits!.SearchAsync(new ForestSearch
        {
            Task = spec.Task,
            Target = "target",
            ParamGrid = spec.Grid,
            NEstimators = spec.Trees,
            Cv = spec.Folds,
            Scoring = spec.Scoring,
            Seed = spec.Seed,
        });
        return outcome.CvResults;
    }

    public override async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await base.DisposeAsync();
    }
}
