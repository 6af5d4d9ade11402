namespace Grid.Learning;

public sealed partial class Forest
{
    /// <summary>Grows a forest from all rows of a matrix. The forest is the same to the bit for any number of threads.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="parameters">The rules.</param>
    /// <param name="workers">Threads to grow trees with; 0 for one a core.</param>
    /// <param name="outOfBag">Whether to score the forest on the rows that its trees have not seen; needs bootstrap.</param>
    /// <param name="cancellation">Stops between trees, and between large nodes.</param>
    /// <exception cref="LearningException">The parameters make no sense, or not for this matrix.</exception>
    public static Forest Train(TrainingMatrix matrix, ForestParameters parameters, int workers = 0, bool outOfBag = false, CancellationToken cancellation = default)
    {
        var growth = new ForestGrowth(matrix, parameters, outOfBag);
        int threads = Math.Min(WorkerCount.Of(workers), parameters.Trees);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Failures.Unwrap(() => Parallel.For(0, threads, options, _ => growth.Work(cancellation)));
        return growth.Finish();
    }

    internal static Forest Of(TrainingMatrix matrix, ForestParameters parameters, Tree[] trees, double[][] gains, OutOfBag? outOfBag) =>
        new(parameters, matrix.Target, matrix.Features, matrix.Labels, trees, MeanShares(gains, matrix.Features.Count), Deviations(gains, matrix.Features.Count)) { OutOfBag = outOfBag, WeightColumn = matrix.WeightColumn };

    private static double[] Deviations(double[][] gains, int features)
    {
        double[][] shares = [.. gains.Select(tree => tree.Sum() is > 0 and var total ? Array.ConvertAll(tree, gain => gain / total) : new double[features])];
        var deviations = new double[features];
        for (int f = 0; f < features; f++)
        {
            double mean = shares.Average(tree => tree[f]);
            deviations[f] = Math.Sqrt(shares.Average(tree => (tree[f] - mean) * (tree[f] - mean)));
        }
        return deviations;
    }

    private static double[] MeanShares(double[][] gains, int features)
    {
        var mean = new double[features];
        foreach (var tree in gains)
        {
            double total = tree.Sum();
            for (int f = 0; f < features && total > 0; f++)
                mean[f] += tree[f] / total;
        }
        double all = mean.Sum();
        for (int f = 0; f < features && all > 0; f++)
            mean[f] /= all;
        return mean;
    }
}
