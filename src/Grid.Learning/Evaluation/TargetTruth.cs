using Grid.Columns;

namespace Grid.Learning;

/// <summary>Reads what is true of a table's rows in the terms of a model: classes of another type are compared by what they mean, as features are.</summary>
internal static class TargetTruth
{
    /// <exception cref="LearningException">There are no rows; the target is missing, of another kind, null somewhere, or a class that the model does not know.</exception>
    public static Truth Read(Forest model, IReadOnlyList<RecordBatch> batches)
    {
        string name = model.Target;
        if (batches.Sum(batch => (long)batch.Length) == 0)
            throw new LearningException("there are no rows to judge the model on; check the table and its filters.");
        TrainingMatrix.RequireColumn(batches[0].Schema, name, "target");
        var columns = TrainingMatrix.ColumnsOf(batches, name, out var type);
        long nulls = columns.Sum(column => (long)column.NullCount);
        if (nulls > 0)
            throw new LearningException($"the target '{name}' is null in {nulls} {(nulls == 1 ? "row" : "rows")}, so that nothing is known of what is right there; {TargetReader.LeaveOut(name)}.");
        return model.Labels is { } labels ? Truth.Of(labels, Classes(name, labels, batches)) : Truth.Of(Numbers(name, type, columns));
    }

    private static double[] Numbers(string name, LogicalType type, Column[] columns)
    {
        if (ColumnReader.IsText(type))
            throw new LearningException($"the target '{name}' holds text where the model predicts numbers; load it as numbers.");
        double[] values = ColumnReader.AllNumbers(columns);
        int wrong = Array.FindIndex(values, value => !double.IsFinite(value));
        return wrong < 0 ? values : throw new LearningException($"the target '{name}' is {values[wrong]} in row {wrong + 1}; {(double.IsNaN(values[wrong]) ? TargetReader.LeaveOut(name) : "leave such rows out with a filter")}.");
    }

    private static ushort[] Classes(string name, ClassLabels labels, IReadOnlyList<RecordBatch> batches)
    {
        bool isText = labels.Values.Type.Logical.Kind == LogicalKind.Text;
        var known = new Dictionary<double, ushort>();
        var values = new double[labels.Count];
        if (!isText)
            ColumnReader.ReadNumbers(labels.Values, values);
        for (int k = 0; k < values.Length; k++)
            known[isText ? k : values[k]] = (ushort)k;
        var feature = new Feature(name, labels.Values.Type.Logical, isExact: true, hasMissing: false, [], [], isText ? [.. labels.Names] : null);
        var classes = new List<ushort>();
        foreach (var batch in batches)
        {
            var read = new double[batch.Length];
            FeatureReader.For(feature, batch).Read(0, read);
            for (int i = 0; i < read.Length; i++)
            {
                if (!known.TryGetValue(read[i], out ushort k))
                    throw Unknown(name, labels, batch.Columns[batch.Schema.IndexOf(name)], i, classes.Count);
                classes.Add(k);
            }
        }
        return [.. classes];
    }

    private static LearningException Unknown(string name, ClassLabels labels, Column column, int at, int row)
    {
        string value = "another value";
        if (ColumnReader.IsText(column.Type.Logical))
        {
            var one = new string?[1];
            ColumnReader.ReadTexts(column.Slice(at, 1), one);
            value = $"'{one[0]}'";
        }
        else
        {
            var one = new double[1];
            ColumnReader.ReadNumbers(column.Slice(at, 1), one);
            value = $"{one[0]:R}";
        }
        string known = labels.Count <= 10 ? $" ({string.Join(", ", labels.Names)})" : "";
        return new($"the target '{name}' is {value} in row {row + 1}, none of the {labels.Count} classes that the model has learned{known}; leave such rows out with a filter.");
    }
}
