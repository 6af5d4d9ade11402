using Grid.Columns;

namespace Grid.Learning;

/// <summary>Tells of whole numbers past 2^53, and of moments of so many ticks, that are taken for the double next to them, so that neighbours become one value.</summary>
public static class RoundedNumbers
{
    /// <summary>A line for each column of whole numbers that has one that no double is.</summary>
    /// <param name="batches">The rows.</param>
    /// <param name="names">The features, which are compared as doubles.</param>
    /// <param name="target">The column of numbers that are predicted, which cannot be text in their place; null for none.</param>
    public static IReadOnlyList<string> Notes(IReadOnlyList<RecordBatch> batches, IEnumerable<string> names, string? target = null)
    {
        var notes = new List<string>();
        foreach (string name in target is null ? names : names.Append(target))
        {
            if (batches.Select(batch => First(batch.Columns[batch.Schema.IndexOf(name)])).FirstOrDefault(found => found is not null) is { } example)
                notes.Add(IsMoment(batches, name)
                    ? $"'{name}' holds moments finer than a double keeps, such as {example}, which are taken for those next to them: moments up to a microsecond apart may be one value; how long they are after a moment (--with {ShellWord.Of($"after={ColumnName.Quoted(name)} - \"2020-01-01\"")}) is told apart"
                    : $"'{name}' holds whole numbers past 2^53, such as {example}, which are taken for the doubles next to them: neighbours are one value; {(name == target ? $"how far they are from one of them (--with {ShellWord.Of($"far={ColumnName.Quoted(name)} - {example}")}, and --target far) is told apart" : $"as text (--schema {ShellWord.Of(name + ":text")}) they are told apart")}");
        }
        return notes;
    }

    private static bool IsMoment(IReadOnlyList<RecordBatch> batches, string name) => batches[0].Columns[batches[0].Schema.IndexOf(name)].Type.Logical is LogicalTimestamp;

    private static string? First(Column column) => column switch
    {
        DictionaryColumn dictionary => First(dictionary.Values),
        PrimitiveColumn<long> whole when column.Type.Logical.Kind is LogicalKind.Whole or LogicalKind.Timestamp => First(whole),
        PrimitiveColumn<ulong> whole => First(whole),
        _ => null,
    };

    private static string? First(PrimitiveColumn<long> column)
    {
        var values = column.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is > 1L << 53 or < -(1L << 53) && (Int128)(double)values[i] != values[i] && column.IsValid(i))
                return column.Type.Logical is LogicalTimestamp moments ? MomentText.Of(moments, values[i]) : $"{values[i]}";
        }
        return null;
    }

    private static string? First(PrimitiveColumn<ulong> column)
    {
        var values = column.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > 1UL << 53 && (UInt128)(double)values[i] != values[i] && column.IsValid(i))
                return $"{values[i]}";
        }
        return null;
    }
}
