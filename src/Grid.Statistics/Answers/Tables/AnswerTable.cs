using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>An answer as named columns and rows of values, for printing and for exchange. It prints with aligned columns.</summary>
public sealed record AnswerTable
{
    private AnswerTable(IReadOnlyList<AnswerColumn> columns, IReadOnlyList<IReadOnlyList<Scalar>> rows) => (Columns, Rows) = (columns, rows);

    /// <summary>The columns.</summary>
    public IReadOnlyList<AnswerColumn> Columns { get; }

    /// <summary>The rows, a value per column each.</summary>
    public IReadOnlyList<IReadOnlyList<Scalar>> Rows { get; }

    /// <summary>The table with aligned columns and rounded figures.</summary>
    public override string ToString() => AnswerText.Of(this);

    internal static AnswerTable OfData(IReadOnlyList<string> names, IReadOnlyList<DataType> types, IReadOnlyList<IReadOnlyList<Scalar>> rows) =>
        new([.. names.Select((name, i) => new AnswerColumn(name, types[i], IsFigure: false))], rows);

    internal static AnswerTable Of(IReadOnlyList<(string Name, bool IsFigure)> columns, IReadOnlyList<IReadOnlyList<Scalar>> rows) =>
        new([.. columns.Select((column, i) => new AnswerColumn(column.Name, Join(rows.Select(row => row[i])), column.IsFigure))], rows);

    // The least type that holds all of the values; that of doubles where there are none.
    private static DataType Join(IEnumerable<Scalar> values)
    {
        DataType? common = null;
        foreach (var type in values.Select(v => v.Type).OfType<DataType>())
        {
            if (common is null || common == type)
                common = type;
            else if (IsNumber(common) && IsNumber(type))
                common = DataType.Float64;
            else
                return DataType.Utf8;
        }
        return common ?? DataType.Float64;
    }

    private static bool IsNumber(DataType type) => type.IsInteger || type.IsFloating;
}
