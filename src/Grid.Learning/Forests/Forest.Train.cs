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
        parameters.Validate();
        if (parameters.Task != matrix.Task)
            throw new LearningException($"The parameters are for {parameters.Task.ToString().ToLowerInvariant()}, but the target '{matrix.Target}' was read for {matrix.Task.ToString().ToLowerInvariant()}.");
        if (outOfBag && !parameters.Bootstrap)
            throw new LearningException("An out-of-bag score needs bootstrap=true; without it every tree has seen every row.");
        var rows = Enumerable.Range(0, matrix.Rows).ToArray();
        var trees = new Tree[parameters.Trees];
        var gains = new double[parameters.Trees][];
        var sums = new double[outOfBag ? matrix.Rows * matrix.Outputs : 0];
        var unseen = new int[outOfBag ? matrix.Rows : 0];
        int next = -1, threads = Math.Min(WorkerCount.Of(workers), trees.Length);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Failures.Unwrap(() => Parallel.For(0, threads, options, _ =>
        {
            using var source = new TreeSource(matrix, parameters, rows, fold: -1);
            var grown = new GrownTree(matrix.Outputs);
            var mySums = new double[sums.Length];
            var myUnseen = new int[unseen.Length];
            for (int t; (t = Interlocked.Increment(ref next)) < trees.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                source.Grow(t, grown, cancellation);
                trees[t] = Tree.From(grown);
                gains[t] = source.Importances.ToArray();
                if (outOfBag)
                    AddUnseen(matrix, grown, source.Weights, mySums, myUnseen);
            }
            if (!outOfBag)
                return;
            lock (unseen)
            {
                // Leaf values are multiples of one quantum: these sums are exact, whoever comes first.
                for (int i = 0; i < sums.Length; i++)
                    sums[i] += mySums[i];
                for (int i = 0; i < unseen.Length; i++)
                    unseen[i] += myUnseen[i];
            }
        }));
        return new Forest(parameters, matrix.Target, matrix.Features, matrix.Labels, trees, MeanShares(gains, matrix.Features.Count))
        {
            OutOfBag = outOfBag ? OutOfBag.Of(matrix, sums, unseen) : null,
        };
    }

    private static void AddUnseen(TrainingMatrix matrix, GrownTree tree, ReadOnlySpan<ushort> weights, double[] sums, int[] unseen)
    {
        int outputs = matrix.Outputs;
        for (int r = 0; r < weights.Length; r++)
        {
            if (weights[r] != 0)
                continue;
            unseen[r]++;
            var values = tree.ValuesOf(tree.Leaf(matrix.RowBins(r)));
            for (int k = 0; k < outputs; k++)
                sums[r * outputs + k] += values[k];
        }
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
