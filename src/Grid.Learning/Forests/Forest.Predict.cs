using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Learning;

public sealed partial class Forest
{
    // So many rows a block that a tree's nodes are worth bringing from memory, and so few that each thread has some.
    private const int FewestRows = 128, MostRows = 8192, BlocksOfAThread = 4, MostValues = 1 << 22;

    /// <summary>
    /// Predicts a class or a number for each row: a dictionary column of the target's type, or a float64 column.
    /// </summary>
    /// <param name="batch">A table with all the features, in any order and encoding; what else it has is ignored. A missing value goes left at every split, and so does a category not seen in training.</param>
    /// <param name="workers">Threads to predict with; 0 for one a core.</param>
    /// <param name="cancellation">Stops between blocks of rows.</param>
    /// <exception cref="LearningException">A feature is missing from the table, or text where it was a number, or a number where it was text.</exception>
    public Column Predict(RecordBatch batch, int workers = 0, CancellationToken cancellation = default)
    {
        if (Labels is null)
            return ColumnFactory.Primitive<double>(DataType.Float64, PredictMeans(batch, workers, cancellation));
        var classes = PredictClasses(batch, workers, cancellation);
        var codes = new PrimitiveColumn<ushort>(DataType.UInt16, MemoryMarshal.AsBytes(classes.AsSpan()).ToArray());
        return new DictionaryColumn(codes, Labels.Values, ordered: true);
    }

    /// <summary>Makes sure that a table has all the columns that the model learned from; their types are looked at when they are read.</summary>
    /// <param name="schema">The table's columns.</param>
    /// <exception cref="LearningException">One is missing: the message names it, and the nearest that there is.</exception>
    public void RequireFeatures(Schema schema)
    {
        foreach (var feature in Features)
        {
            if (schema.IndexOf(feature.Name) < 0)
                throw new LearningException($"the table lacks the feature '{feature.Name}' that the model learned from{NearestName.Hint(feature.Name, schema.Fields.Select(f => f.Name).Except(Features.Select(f => f.Name)))}");
        }
    }

    /// <summary>The class of each row, as a position in <see cref="Labels"/>.</summary>
    /// <exception cref="LearningException">As <see cref="Predict"/>, or the forest predicts numbers.</exception>
    public ushort[] PredictClasses(RecordBatch batch, int workers = 0, CancellationToken cancellation = default)
    {
        var probabilities = PredictProbabilities(batch, workers, cancellation);
        var classes = new ushort[batch.Length];
        for (int r = 0; r < classes.Length; r++)
            classes[r] = (ushort)Scoring.Greatest(probabilities.AsSpan(r * Outputs, Outputs));
        return classes;
    }

    /// <summary>The probability of each class for each row: row by row, in the order of <see cref="Labels"/>.</summary>
    /// <exception cref="LearningException">As <see cref="Predict"/>, or the forest predicts numbers.</exception>
    public double[] PredictProbabilities(RecordBatch batch, int workers = 0, CancellationToken cancellation = default) => Labels is null
        ? throw new LearningException($"the model predicts numbers ('{Target}'); it has no classes to be probable.")
        : PredictMeans(batch, workers, cancellation);

    /// <summary>The texts of a table that the model has not seen in training, feature by feature; features without any are left out.</summary>
    /// <param name="batches">Tables with all the features.</param>
    /// <exception cref="LearningException">As <see cref="Predict"/>.</exception>
    public IReadOnlyList<UnseenCategory> FindUnseen(IReadOnlyList<RecordBatch> batches)
    {
        var found = new List<UnseenCategory>();
        foreach (var feature in Features.Where(f => f.CategoryCodes is not null))
        {
            long rows = 0;
            string? example = null;
            foreach (var batch in batches)
            {
                RequireFeatures(batch.Schema);
                rows += FeatureReader.For(feature, batch).CountUnseen(ref example);
            }
            if (rows > 0)
                found.Add(new UnseenCategory(feature.Name, rows, example!));
        }
        return found;
    }

    /// <summary>The mean over the trees: row by row, a probability per class or one number.</summary>
    internal double[] PredictMeans(RecordBatch batch, int workers, CancellationToken cancellation)
    {
        RequireFeatures(batch.Schema);
        var readers = Features.Select(f => FeatureReader.For(f, batch)).ToArray();
        var means = new double[(long)batch.Length * Outputs];
        var options = new ParallelOptions { MaxDegreeOfParallelism = WorkerCount.Of(workers), CancellationToken = cancellation };
        Failures.Unwrap(() => Parallel.For(0, Trees.Count, options, tree => Trees[tree].Pack(batch.Length, _keys.Value)));
        // Of very many features fewer rows: a thread holds all values of a block.
        int most = Math.Clamp(MostValues / Math.Max(1, readers.Length), FewestRows, MostRows);
        int blockRows = Math.Clamp(batch.Length / (options.MaxDegreeOfParallelism * BlocksOfAThread), FewestRows, most), blocks = (batch.Length + blockRows - 1) / blockRows;
        Failures.Unwrap(() => Parallel.For(0, blocks, options, () => new PredictionRoom(blockRows, readers.Length), (block, _, room) =>
        {
            int start = block * blockRows, rows = Math.Min(blockRows, batch.Length - start);
            for (int f = 0; f < readers.Length; f++)
                readers[f].Read(start, room.Values.AsSpan(f * rows, rows));
            PredictBlock(room, means.AsSpan(start * Outputs, rows * Outputs), rows);
            return room;
        }, _ => { }));
        return means;
    }

    /// <summary>Makes ready to predict so many rows.</summary>
    internal void Pack(int rows)
    {
        foreach (var tree in Trees)
            tree.Pack(rows, _keys.Value);
    }

    /// <summary>Adds up and averages the trees for some rows, whose values are in a room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void PredictBlock(PredictionRoom room, Span<double> means, int rows)
    {
        int outputs = Outputs;
        var features = _keys.Value;
        room.FillKeys(features, rows);
        int[] leaves = room.Leaves;
        foreach (var tree in Trees)
        {
            tree.Leaves(room.Keys, features, room.Values.AsSpan(0, features.Length * rows), leaves);
            double[] outcomes = tree.Values;
            for (int r = 0, mean = 0; r < rows; r++)
            {
                int leaf = leaves[r] * outputs;
                for (int k = 0; k < outputs; k++)
                    means[mean++] += outcomes[leaf + k];
            }
        }
        foreach (ref double mean in means)
            mean /= Trees.Count;
    }
}
