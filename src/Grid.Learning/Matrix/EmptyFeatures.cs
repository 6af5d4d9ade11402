using Grid.Columns;

namespace Grid.Learning;

/// <summary>Tells of features that have no value in any row, as a column that was read wrongly has none.</summary>
public static class EmptyFeatures
{
    private const int MostNamed = 5;

    /// <summary>A line about the features that are missing in every row; none where each has some value.</summary>
    /// <param name="batches">The rows.</param>
    /// <param name="names">The features.</param>
    /// <param name="consequence">What comes of it.</param>
    public static IReadOnlyList<string> Notes(IReadOnlyList<RecordBatch> batches, IEnumerable<string> names, string consequence)
    {
        string[] empty = [.. names.Where(name => batches.All(batch => IsEmpty(batch.Columns[batch.Schema.IndexOf(name)])))];
        if (empty.Length == 0 || batches.All(batch => batch.Length == 0))
            return [];
        string named = string.Join(", ", empty.Take(MostNamed).Select(name => $"'{name}'"));
        return [$"{named}{(empty.Length > MostNamed ? $" and {empty.Length - MostNamed} more" : "")} {(empty.Length == 1 ? "has" : "have")} no value in any row: {consequence}"];
    }

    private static bool IsEmpty(Column column) => column switch
    {
        _ when column.NullCount == column.Length => true,
        DictionaryColumn { Values: PrimitiveColumn<double> values } => AllNaN(values),
        PrimitiveColumn<double> values => AllNaN(values),
        _ => false,
    };

    // What is null has any number in its place.
    private static bool AllNaN(PrimitiveColumn<double> column)
    {
        var values = column.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]) && column.IsValid(i))
                return false;
        }
        return true;
    }
}
