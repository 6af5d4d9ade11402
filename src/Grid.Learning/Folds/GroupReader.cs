using Grid.Columns;

namespace Grid.Learning;

/// <summary>Reads the column that says which rows belong together.</summary>
internal static class GroupReader
{
    /// <summary>Each row's group, numbered in the order of their values.</summary>
    /// <exception cref="LearningException">There is no such column, or a row has nothing in it.</exception>
    public static int[] Read(IReadOnlyList<RecordBatch> batches, string name, string role = "group")
    {
        TrainingMatrix.RequireColumn(batches[0].Schema, name, role);
        var columns = TrainingMatrix.ColumnsOf(batches, name, out var type);
        RefuseNulls(name, role, columns);
        if (ColumnReader.IsText(type))
            return Number<string>(ColumnReader.AllTexts(columns)!, StringComparer.Ordinal);
        if (type.Kind != LogicalKind.Real)
            return Number(ColumnReader.AllIntegers(columns), ColumnReader.OrderOf(type));
        double[] numbers = ColumnReader.AllNumbers(columns);
        int nan = numbers.AsSpan().IndexOf(double.NaN);
        return nan < 0 ? Number(numbers, Comparer<double>.Default) : throw Absent(name, role, "NaN", nan);
    }

    private static void RefuseNulls(string name, string role, Column[] columns)
    {
        int row = 0;
        foreach (var column in columns)
        {
            for (int i = 0; column.NullCount > 0 && i < column.Length; i++)
            {
                if (!column.IsValid(i))
                    throw Absent(name, role, "null", row + i);
            }
            row += column.Length;
        }
    }

    private static LearningException Absent(string name, string role, string value, int row) =>
        new($"the {role} '{name}' is {value} in row {row + 1}; {TargetReader.LeaveOut(name)}.");

    private static int[] Number<T>(T[] values, IComparer<T> order) where T : notnull
    {
        var number = new Dictionary<T, int>();
        foreach (var value in values)
            number.TryAdd(value, 0);
        var distinct = number.Keys.ToArray();
        Array.Sort(distinct, order);
        for (int k = 0; k < distinct.Length; k++)
            number[distinct[k]] = k;
        return Array.ConvertAll(values, v => number[v]);
    }
}
