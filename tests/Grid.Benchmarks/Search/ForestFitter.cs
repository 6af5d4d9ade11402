using System.Diagnostics;
using System.Globalization;
using Grid.Columns;
using Grid.Learning;

namespace Grid.Benchmarks;

/// <summary>Fits a forest to a table, binning included, predicts another, and scores that.</summary>
internal sealed class ForestFitter(int threads, int bins = MatrixOptions.DefaultQuantileBins)
{
    private const int WarmUpRows = 1000; // as peers/search_sklearn.py does

    /// <summary>Seconds of the fit, those of the processor it took, seconds of the prediction, and accuracy or R².</summary>
    /// <param name="folder">Where the tables are.</param>
    /// <param name="task">classify or regress.</param>
    /// <param name="trees">How many trees.</param>
    /// <param name="seed">What all random draws follow from.</param>
    public async Task<(double Fit, double Processor, double Predict, double Score)> RunAsync(string folder, string task, int trees, ulong seed)
    {
        var kind = task == "classify" ? LearningTask.Classification : LearningTask.Regression;
        var train = await ReadAsync(folder, task, "train");
        var test = await ReadAsync(folder, task, "test");
        Fit([Few(train[0])], kind, threads, seed).Predict(Few(test[0]), threads);
        var before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        var forest = Fit(train, kind, trees, seed);
        double fit = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        var predictions = test.Select(batch => forest.Predict(batch, threads)).ToList();
        double predict = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] truth = [.. File.ReadLines(Path.Combine(folder, $"{task}-test.csv")).Skip(1).Select(line => double.Parse(line.AsSpan(line.LastIndexOf(',') + 1), CultureInfo.InvariantCulture))];
        double[] predicted = [.. predictions.SelectMany(Numbers)];
        return (fit, processor, predict, kind == LearningTask.Classification ? Accuracy(truth, predicted) : R2(truth, predicted));
    }

    private Forest Fit(IReadOnlyList<RecordBatch> table, LearningTask kind, int trees, ulong seed)
    {
        var matrix = TrainingMatrix.Build(table, "y", kind, new MatrixOptions { Workers = threads, QuantileBins = bins });
        return Forest.Train(matrix, ForestParameters.Default(kind) with { Trees = trees, Seed = seed }, threads);
    }

    private static RecordBatch Few(RecordBatch table) => table.Slice(0, Math.Min(WarmUpRows, table.Length));

    private async Task<IReadOnlyList<RecordBatch>> ReadAsync(string folder, string task, string part)
    {
        var (_, splits) = await KernelLoad.ReadAsync([Path.Combine(folder, $"{task}-{part}.csv")], new ParallelOptions { MaxDegreeOfParallelism = threads });
        return [.. splits.SelectMany(s => s.Batches)];
    }

    private static IEnumerable<double> Numbers(Column predictions) => predictions switch
    {
        DictionaryColumn { Values: PrimitiveColumn<long> classes } c => Enumerable.Range(0, c.Length).Select(i => (double)classes.Values[c.Code(i)]),
        PrimitiveColumn<double> c => c.Values.ToArray(),
        _ => throw new InvalidOperationException($"Predictions of {predictions.Type} were not expected."),
    };

    public static double Accuracy(double[] truth, double[] predicted) => truth.Zip(predicted).Count(p => p.First == p.Second) / (double)truth.Length;

    public static double R2(double[] truth, double[] predicted)
    {
        double mean = truth.Average();
        return 1 - truth.Zip(predicted).Sum(p => Math.Pow(p.First - p.Second, 2)) / truth.Sum(y => Math.Pow(y - mean, 2));
    }
}
