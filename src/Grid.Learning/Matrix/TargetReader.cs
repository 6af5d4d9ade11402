using Grid.Columns;

namespace Grid.Learning;

/// <summary>Reads the column that a model is to predict, and refuses what cannot be learned.</summary>
internal static class TargetReader
{
    private const int MostClasses = 1000;
    private const double MostMagnitude = 1e300;

    /// <summary>The classes, ascending, and each row's.</summary>
    public static (ClassLabels Labels, ushort[] Classes) ReadClasses(string name, LogicalType type, Column[] columns)
    {
        RefuseNulls(name, columns);
        if (ColumnReader.IsText(type))
        {
            var (distinct, codes) = Number<string>(name, ColumnReader.AllTexts(columns)!, StringComparer.Ordinal);
            return (new ClassLabels(ColumnFactory.Utf8(distinct)), codes);
        }
        if (type == LogicalType.Real)
        {
            var (distinct, codes) = Number(name, ReadNumbers(name, columns), Comparer<double>.Default);
            return (new ClassLabels(ColumnFactory.Primitive<double>(type.Storage, distinct)), codes);
        }
        var (values, classes) = Number(name, ColumnReader.AllIntegers(columns), ColumnReader.OrderOf(type));
        return (new ClassLabels(ClassLabels.Column(type, values)), classes);
    }

    /// <summary>Each row's number.</summary>
    public static double[] ReadValues(string name, LogicalType type, Column[] columns)
    {
        RefuseNulls(name, columns);
        if (ColumnReader.IsText(type))
        {
            string? first = columns.Where(c => c.Length > 0).Select(FirstText).FirstOrDefault();
            throw new LearningException($"the target '{name}' holds text ('{first}') where a number must be; a regression predicts numbers, a classification takes text.");
        }
        if (type.Kind is LogicalKind.Date or LogicalKind.Timestamp)
            throw new LearningException($"the target '{name}' holds moments, and a regression predicts numbers: let it predict how long after a moment they are, with a column such as after = {name} - '2020-01-01'.");
        var values = ReadNumbers(name, columns);
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new LearningException($"the target '{name}' is {values[i]} in row {i + 1}; leave such rows out with a filter.");
            // Sums over the trees of a forest are doubles too.
            if (Math.Abs(values[i]) > MostMagnitude)
                throw new LearningException($"the target '{name}' is {values[i]} in row {i + 1}; a number that is predicted lies between -1E+300 and 1E+300: leave such rows out, or scale the column.");
        }
        if (values.AsSpan().IndexOfAnyExcept(values[0]) < 0)
            throw Constant(name, values[0].ToString("R"));
        return values;
    }

    private static string? FirstText(Column column)
    {
        var one = new string?[1];
        ColumnReader.ReadTexts(column.Slice(0, 1), one);
        return one[0];
    }

    private static double[] ReadNumbers(string name, Column[] columns)
    {
        double[] values = ColumnReader.AllNumbers(columns);
        int nan = values.AsSpan().IndexOf(double.NaN);
        if (nan >= 0)
            throw new LearningException($"the target '{name}' is NaN in row {nan + 1}; {LeaveOut(name)}.");
        return values;
    }

    private static (T[] Distinct, ushort[] Codes) Number<T>(string name, T[] values, IComparer<T> comparer) where T : notnull
    {
        var seen = new Dictionary<T, ushort>();
        foreach (var value in values)
        {
            if (seen.TryAdd(value, 0) && seen.Count > MostClasses)
                throw new LearningException($"the target '{name}' has more than {MostClasses} distinct values, too many for classes; is it a regression?");
        }
        var distinct = seen.Keys.ToArray();
        if (distinct.Length == 1)
            throw Constant(name, $"{distinct[0]}");
        Array.Sort(distinct, comparer);
        for (int k = 0; k < distinct.Length; k++)
            seen[distinct[k]] = (ushort)k;
        return (distinct, Array.ConvertAll(values, v => seen[v]));
    }

    private static void RefuseNulls(string name, Column[] columns)
    {
        long nulls = columns.Sum(c => (long)c.NullCount);
        if (nulls > 0)
            throw new LearningException($"the target '{name}' is null in {nulls} {(nulls == 1 ? "row" : "rows")}; {LeaveOut(name)}.");
    }

    /// <summary>What to do about rows in which a column is missing: null and NaN at once, as who has the one may have the other.</summary>
    public static string LeaveOut(string name) => $"leave out the rows where it is null or NaN: --drop-nulls {name} (in C#, DropNulls(\"{name}\"))";

    private static LearningException Constant(string name, string value) =>
        new($"the target '{name}' is {value} in every row; there is nothing to learn.");
}
