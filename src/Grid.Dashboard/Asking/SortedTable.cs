using Grid.Columns;
using Grid.Query;

namespace Grid.Dashboard;

/// <summary>Rows of an answer in another order.</summary>
internal static class SortedTable
{
    /// <summary>The rows by a column: numbers and moments by size, all else as text; what is missing comes last, and equals stay as they were.</summary>
    /// <param name="table">The answer.</param>
    /// <param name="column">The column; null for the answer's own order.</param>
    /// <param name="isDescending">Whether the greatest comes first.</param>
    public static IReadOnlyList<IReadOnlyList<Scalar>> Rows(AnswerTable table, int? column, bool isDescending)
    {
        if (column is not { } at)
            return table.Rows;
        var there = table.Rows.Where(row => !IsMissing(row[at]));
        var order = Comparer<Scalar>.Create(Compare);
        var sorted = isDescending ? there.OrderByDescending(row => row[at], order) : there.OrderBy(row => row[at], order);
        return [.. sorted, .. table.Rows.Where(row => IsMissing(row[at]))];
    }

    private static bool IsMissing(Scalar value) => value.IsNull || (value.Type == LogicalType.Real && double.IsNaN(value.AsDouble));

    private static int Compare(Scalar a, Scalar b) => (IsWhole(a), IsWhole(b)) switch
    {
        (true, true) => a.AsWhole.CompareTo(b.AsWhole),
        _ when a.AsText is null && b.AsText is null => a.AsDouble.CompareTo(b.AsDouble),
        _ => string.CompareOrdinal(a.ToString(), b.ToString()),
    };

    private static bool IsWhole(Scalar value) => value.Type is { IsInteger: true } || value.Type == LogicalType.Decimal;
}
