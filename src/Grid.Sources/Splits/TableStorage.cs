using Grid.Columns;

namespace Grid.Sources;

/// <summary>How the columns of a table lie in memory, or in their files where they are read when they are asked for. Plain data, fit for any serialiser.</summary>
/// <param name="Columns">The columns, in the order of the schema.</param>
public sealed record TableStorage(IReadOnlyList<ColumnStorage> Columns)
{
    /// <summary>How loaded rows lie.</summary>
    public static TableStorage Of(LoadedSplit loaded)
    {
        var batch = loaded.Batches.Single();
        return new TableStorage([.. batch.Columns.Select(column => new ColumnStorage([Form(column)], column.ByteSize))]);
    }

    /// <summary>This and the same columns of other rows.</summary>
    public TableStorage Merge(TableStorage other) => new([.. Columns.Zip(other.Columns, (a, b) => new ColumnStorage([.. a.Forms.Union(b.Forms).Order(StringComparer.Ordinal)], a.Bytes + b.Bytes))]);

    private static string Form(Column column) => column is DictionaryColumn coded ? $"{coded.Codes.Type} codes" : column.Type.ToString();
}

/// <summary>How a column lies in memory, or in its files.</summary>
/// <param name="Forms">The storage types of its partitions, <c>int16</c> or <c>uint8 codes</c>, or of its files, each once.</param>
/// <param name="Bytes">Bytes of memory that it takes, or is expected to.</param>
public sealed record ColumnStorage(IReadOnlyList<string> Forms, long Bytes);
