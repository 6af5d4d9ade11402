using Grid.Columns;

namespace Grid.Learning;

/// <summary>The features of a table as the numbers that a forest compares, column by column, to be predicted with one of them changed.</summary>
internal sealed class FeatureColumns
{
    private const int BlockRows = 512;
    private readonly Forest _model;

    /// <exception cref="LearningException">A feature is missing, or of another kind.</exception>
    public FeatureColumns(Forest model, IReadOnlyList<RecordBatch> batches)
    {
        _model = model;
        Rows = batches.Sum(batch => batch.Length);
        Columns = [.. model.Features.Select(_ => new double[Rows])];
        int from = 0;
        foreach (var batch in batches)
        {
            model.RequireFeatures(batch.Schema);
            for (int f = 0; f < Columns.Length; f++)
                FeatureReader.For(model.Features[f], batch).Read(0, Columns[f].AsSpan(from, batch.Length));
            from += batch.Length;
        }
        model.Pack(Rows);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>For each feature the value of each row.</summary>
    public double[][] Columns { get; }

    /// <summary>What is predicted for each row, on the calling thread.</summary>
    /// <param name="feature">The feature that is changed; -1 for none.</param>
    /// <param name="instead">Its values.</param>
    /// <param name="cancellation">Stops between blocks of rows.</param>
    public double[] Predict(int feature, double[] instead, CancellationToken cancellation)
    {
        int width = Columns.Length, outputs = _model.Outputs;
        var means = new double[(long)Rows * outputs];
        var room = new PredictionRoom(Math.Min(BlockRows, Math.Max(1, Rows)), width);
        for (int start = 0; start < Rows; start += BlockRows)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(BlockRows, Rows - start);
            for (int f = 0; f < width; f++)
                (f == feature ? instead : Columns[f]).AsSpan(start, rows).CopyTo(room.Values.AsSpan(f * rows));
            _model.PredictBlock(room, means.AsSpan(start * outputs, rows * outputs), rows);
        }
        return means;
    }

    /// <summary>Does something for each of a number of things, on so many threads.</summary>
    public static void ForEach(int count, int workers, Action<int> work, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = WorkerCount.Of(workers), CancellationToken = cancellation };
        Failures.Unwrap(() => Parallel.For(0, count, options, work));
    }
}
