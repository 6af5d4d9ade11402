using Grid.Columns;
using Grid.Learning;

namespace Grid.Benchmarks;

/// <summary>The pure rooms alone, on threads of their own.</summary>
internal sealed class KernelLearner(int threads) : Learner
{
    private IReadOnlyList<RecordBatch> _digits = [];

    public override string Version => $"the kernels without grains, {threads} thread{(threads == 1 ? "" : "s")}, .NET {Environment.Version}";

    public override ForestFitter Forests => new(threads);

    public override async Task LoadAsync(string digits)
    {
        var (_, splits) = await KernelLoad.ReadAsync([digits], new ParallelOptions { MaxDegreeOfParallelism = threads });
        _digits = [.. splits.SelectMany(s => s.Batches)];
    }

    public override Task<SearchResults> SearchAsync(SearchSpec spec)
    {
        var matrix = TrainingMatrix.Build(_digits, "target", spec.Task, new MatrixOptions { Workers = threads });
        var results = GridSearch.Run(matrix, SearchPlan.Of(spec), FoldPlan.Of(matrix, spec.Folds), threads);
        GridSearch.Refit(matrix, results, threads);
        return Task.FromResult(results);
    }
}
