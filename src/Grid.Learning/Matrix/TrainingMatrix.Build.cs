using Grid.Arrow;

namespace Grid.Learning;

public sealed partial class TrainingMatrix
{
    /// <summary>Bins the columns of a table.</summary>
    /// <param name="batches">The table's rows, in order; one logical type a column, in any encoding.</param>
    /// <param name="target">The column to predict: any type for a classification (its distinct values are the classes), numbers for a regression.</param>
    /// <param name="task">What to predict.</param>
    /// <param name="options">Which columns, and how many bins.</param>
    /// <param name="cancellation">Stops between columns.</param>
    /// <exception cref="LearningException">
    /// The target or a feature is missing from the table; the target is constant, null somewhere, or text in a regression;
    /// there are no rows, no features, or too many of both.
    /// </exception>
    public static TrainingMatrix Build(IReadOnlyList<RecordBatch> batches, string target, LearningTask task, MatrixOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new MatrixOptions();
        if (options.QuantileBins is < 2 or > MatrixOptions.DefaultQuantileBins)
            throw new LearningException($"{options.QuantileBins} quantile bins were asked for; there can be 2 to {MatrixOptions.DefaultQuantileBins}.");
        long total = batches.Sum(b => (long)b.Length);
        if (total == 0)
            throw new LearningException("The table has no rows to learn from.");
        var names = FeaturesOf(batches[0].Schema, target, options.Features);
        if (total * names.Count > Array.MaxLength - RowPadding)
            throw new LearningException($"{total} rows of {names.Count} features are more than the {Array.MaxLength} values one training matrix holds; take fewer columns or a sample of the rows.");
        int rows = (int)total;

        var targetColumns = ColumnsOf(batches, target, out var targetType);
        ClassLabels? labels = null;
        ushort[]? classes = null;
        double[]? values = null;
        if (task == LearningTask.Classification)
            (labels, classes) = TargetReader.ReadClasses(target, targetType, targetColumns, rows);
        else
            values = TargetReader.ReadValues(target, targetType, targetColumns, rows);

        var features = new Feature[names.Count];
        var bins = new byte[names.Count][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = WorkerCount.Of(options.Workers), CancellationToken = cancellation };
        Failures.Unwrap(() => Parallel.For(0, names.Count, parallel, f =>
        {
            bins[f] = GC.AllocateUninitializedArray<byte>(rows, pinned: true);
            features[f] = BinFeature(batches, names[f], rows, options.QuantileBins, bins[f]);
        }));
        return new TrainingMatrix(target, features, bins, labels, classes, values);
    }

    /// <summary>The columns that a model of a target would learn from.</summary>
    /// <param name="schema">The table's columns.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="features">The columns asked for; null for all but the target.</param>
    /// <exception cref="LearningException">The target or a feature is missing, a feature is named twice or is the target, or there is none.</exception>
    public static IReadOnlyList<string> FeaturesOf(Schema schema, string target, IReadOnlyList<string>? features)
    {
        RequireColumn(schema, target, "target");
        var names = features ?? [.. schema.Fields.Select(f => f.Name).Where(n => n != target)];
        foreach (var name in names)
        {
            RequireColumn(schema, name, "feature");
            if (name == target)
                throw new LearningException($"'{name}' is both the target and a feature; a model cannot learn from what it predicts.");
        }
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            throw new LearningException("A feature is named twice; name each column once.");
        return names.Count is not 0 and <= ushort.MaxValue
            ? names
            : throw new LearningException($"There are {names.Count} features; a model learns from 1 to {ushort.MaxValue}.");
    }

    private static Feature BinFeature(IReadOnlyList<RecordBatch> batches, string name, int rows, int quantiles, byte[] bins)
    {
        var columns = ColumnsOf(batches, name, out var type);
        var numbers = new double[rows];
        string[]? categories = null;
        if (ColumnReader.IsText(type))
        {
            var texts = new string?[rows];
            int from = 0;
            foreach (var column in columns)
            {
                ColumnReader.ReadTexts(column, texts.AsSpan(from, column.Length));
                from += column.Length;
            }
            categories = [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            var codes = categories.Select((text, code) => (text, code)).ToDictionary(c => c.text, c => c.code, StringComparer.Ordinal);
            for (int i = 0; i < rows; i++)
                numbers[i] = texts[i] is { } text ? codes[text] : double.NaN;
        }
        else
        {
            int from = 0;
            foreach (var column in columns)
            {
                ColumnReader.ReadNumbers(column, numbers.AsSpan(from, column.Length));
                from += column.Length;
            }
        }
        return FeatureBinner.Bin(name, type, numbers, categories, quantiles, bins);
    }

    /// <summary>A column of each batch, and their one logical type: whole numbers beside floating-point ones are float64.</summary>
    private static Column[] ColumnsOf(IReadOnlyList<RecordBatch> batches, string name, out DataType type)
    {
        var columns = new Column[batches.Count];
        type = batches[0].Columns[batches[0].Schema.IndexOf(name)].Type.Logical;
        for (int b = 0; b < batches.Count; b++)
        {
            int at = batches[b].Schema.IndexOf(name);
            if (at < 0)
                throw new LearningException($"Batch {b + 1} of the table has no column '{name}'.");
            columns[b] = batches[b].Columns[at];
            var other = columns[b].Type.Logical;
            if (other == type)
                continue;
            if (!(other.IsInteger || other.IsFloating) || !(type.IsInteger || type.IsFloating))
                throw new LearningException($"Column '{name}' is {type} in one batch and {other} in another; load the table under one schema.");
            type = Grid.Arrow.DataType.Float64;
        }
        return columns;
    }

    private static void RequireColumn(Schema schema, string name, string role)
    {
        if (schema.IndexOf(name) < 0)
            throw new LearningException($"The table has no column '{name}' to be a {role}{NearestName.Hint(name, schema.Fields.Select(f => f.Name))}");
    }
}
