using Grid.Columns;

namespace Grid.Sources;

/// <summary>How the columns of a table lie in memory. Plain data, fit for any serialiser.</summary>
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

/// <summary>How a column lies in memory.</summary>
/// <param name="Forms">The storage types of its partitions, <c>int16</c> or <c>uint8 codes</c>, each once.</param>
/// <param name="Bytes">Bytes that it takes.</param>
public sealed record ColumnStorage(IReadOnlyList<string> Forms, long Bytes);
