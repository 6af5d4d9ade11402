using Grid.Columns;
using Grid.Learning;

namespace Grid.Benchmarks;

/// <summary>The pure rooms alone, on threads of their own.</summary>
/// <param name="threads">How many threads.</param>
/// <param name="bins">Bins of a feature of more values, in single forests.</param>
internal sealed class KernelLearner(int threads, int bins = MatrixOptions.DefaultQuantileBins) : Learner
{
    private IReadOnlyList<RecordBatch> _digits = [];

    public override string Version => $"the kernels without grains, {threads} thread{(threads == 1 ? "" : "s")}{(bins == MatrixOptions.DefaultQuantileBins ? "" : $", single forests with {bins} bins a feature")}, .NET {Environment.Version}";

    public override ForestFitter Forests => new(threads, bins);

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
