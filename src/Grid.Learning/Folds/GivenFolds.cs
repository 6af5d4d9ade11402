using Grid.Columns;

namespace Grid.Learning;

/// <summary>scikit-learn's PredefinedSplit: a column says which split tests a row.</summary>
internal static class GivenFolds
{
    /// <summary>Each row's split, and how many there are.</summary>
    /// <exception cref="LearningException">There is no such column, a row has nothing in it, or a split has no rows to train on.</exception>
    public static (ushort[] Assignment, int Splits) Read(IReadOnlyList<RecordBatch> table, string name)
    {
        int[] values = GroupReader.Read(table, name, "column of splits");
        // -1 is the number of rows that only train; it is the least there may be, so that values before it are splits.
        int only = OnlyTraining(table, name, values);
        int splits = values.Distinct().Count(v => v != only);
        if (splits >= FoldPlan.None)
            throw new LearningException($"'{name}' has {splits} values, one a split; there may be {FoldPlan.None - 1}.");
        if (splits == 0 || (splits == 1 && only < 0))
            throw new LearningException($"'{name}' {(splits == 0 ? "is -1 in every row, so that no row tests" : "has one value, so that no row trains")}; it says which split tests a row, and -1 for rows that only train.");
        return (Array.ConvertAll(values, v => v == only ? FoldPlan.None : (ushort)(only >= 0 && v > only ? v - 1 : v)), splits);
    }

    private static int OnlyTraining(IReadOnlyList<RecordBatch> table, string name, int[] values)
    {
        var columns = TrainingMatrix.ColumnsOf(table, name, out var type);
        int row = ColumnReader.IsText(type) ? Array.IndexOf(ColumnReader.AllTexts(columns), "-1")
            : type.IsInteger || type.Kind == LogicalKind.Real ? Array.IndexOf(ColumnReader.AllNumbers(columns), -1.0) : -1;
        return row < 0 ? -1 : values[row];
    }
}
