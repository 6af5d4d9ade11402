using Grid.Columns;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>What is known of a partition's rows without any of them: it stays when they are let go.</summary>
/// <param name="Schema">The logical types as found.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Notes">What of the values may not be expected.</param>
/// <param name="DayFirst">Columns whose dates were read day first.</param>
/// <param name="Storage">How the columns lie in memory; null where they were not read yet.</param>
internal sealed record FoundColumns(Schema Schema, long Rows, SourceNotes Notes, IReadOnlyList<string> DayFirst, TableStorage? Storage)
{
    /// <summary>Of rows that were read.</summary>
    public static FoundColumns Of(LoadedSplit loaded) => new(loaded.Schema, loaded.Rows, loaded.Notes, loaded.DayFirst, TableStorage.Of(loaded));

    /// <summary>The columns that are others under the types of a dataset and its options.</summary>
    public int[] OthersUnder(Schema schema, CsvOptions options) => [.. Enumerable.Range(0, schema.Count).Where(i => Schema[i].Type != schema[i].Type
        || (schema[i].Logical.Kind is LogicalKind.Date or LogicalKind.Timestamp && options.DayFirst.Contains(schema[i].Name) && !DayFirst.Contains(schema[i].Name)))];

    /// <summary>Some of the columns, as rows that were read.</summary>
    public LoadedSplit Some(int[] columns, IReadOnlyList<Column> values, SourceSplit split) => new()
    {
        Batches = [new RecordBatch(new Schema(columns.Select((c, i) => Schema[c] with { Type = values[i].Type })), values, (int)Rows)],
        Schema = Of(Schema, columns),
        Notes = Notes,
        DayFirst = DayFirst,
        Rows = Rows,
        BytesRead = split.Length,
    };

    /// <summary>The same with some columns as they were widened.</summary>
    public FoundColumns With(int[] columns, LoadedSplit widened)
    {
        var fields = Schema.Fields.ToArray();
        var storage = Storage?.Columns.ToArray();
        var found = TableStorage.Of(widened);
        for (int i = 0; i < columns.Length; i++)
        {
            fields[columns[i]] = widened.Schema[i];
            if (storage is not null)
                storage[columns[i]] = found.Columns[i];
        }
        return this with { Schema = new Schema(fields), Notes = widened.Notes, DayFirst = widened.DayFirst, Storage = storage is null ? null : new TableStorage(storage) };
    }

    /// <summary>Some fields of a schema.</summary>
    public static Schema Of(Schema schema, int[] columns) => new(columns.Select(c => schema[c]));
}
