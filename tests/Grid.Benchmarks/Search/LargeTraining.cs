using System.Diagnostics;
using Grid.Columns;
using Grid.Learning;
using Grid.Samples;

namespace Grid.Benchmarks;

/// <summary>Trains a forest of numbers on a table of very many rows, and finds how much memory that takes besides the table.</summary>
internal static class LargeTraining
{
    /// <summary>Splits from the root to a leaf: full trees of so many rows are larger than what they are grown in.</summary>
    public const int Depth = 16;

    private const ulong Seed = 1991;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Makes the table, and trains a tree a thread.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="threads">How many threads.</param>
    public static SessionLine Run(int rows, int threads)
    {
        var table = Make(rows);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var watch = new MemoryWatch(Environment.ProcessId, Interval);
        long before = watch.Take().Memory.Bytes;
        var processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        var matrix = TrainingMatrix.Build([table], "y", LearningTask.Regression, new MatrixOptions { Workers = threads });
        double binned = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var forest = Forest.Train(matrix, ForestParameters.Default(LearningTask.Regression) with { Trees = threads, MaxDepth = Depth }, threads);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long most = watch.Take().Memory.Peak;
        GC.KeepAlive(table);
        return new SessionLine
        {
            Op = "large",
            S = seconds,
            Cpu = (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            Answer = new() { ["bytes"] = most - before, ["table"] = before, ["binned"] = binned, ["leaves"] = forest.Trees.Sum(t => t.LeafCount) },
        };
    }

    private static RecordBatch Make(int rows)
    {
        var columns = new double[ForestData.Features + 1][];
        for (int c = 0; c < columns.Length; c++)
            columns[c] = new double[rows];
        var random = new SampleRandom(Seed, default, 2, 3);
        var values = new double[ForestData.Features];
        for (int r = 0; r < rows; r++)
        {
            columns[^1][r] = ForestData.DrawNumber(ref random, values);
            for (int f = 0; f < values.Length; f++)
                columns[f][r] = values[f];
        }
        return RecordBatch.From([.. columns.Select((c, i) => (i < values.Length ? $"x{i}" : "y", (Column)ColumnFactory.Primitive<double>(DataType.Float64, c)))]);
    }
}
