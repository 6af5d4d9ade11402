namespace Grid.Columns;

/// <summary>Columns of one length under a schema: the unit in which tables are held and sent. Immutable.</summary>
public sealed class RecordBatch
{
    private readonly Column[] _columns;

    /// <summary>Makes a batch of these columns.</summary>
    /// <exception cref="ArgumentException">A column's type or length is not the schema's or the batch's, or a null is where the schema allows none.</exception>
    public RecordBatch(Schema schema, IEnumerable<Column> columns, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        (Schema, _columns, Length) = (schema, [.. columns], length);
        if (_columns.Length != schema.Count)
            throw new ArgumentException($"A schema of {schema.Count} columns was given {_columns.Length}.", nameof(columns));
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Type != schema[i].Type || _columns[i].Length != length)
            {
                throw new ArgumentException(
                    $"Column '{schema[i].Name}' has {_columns[i].Length} values of {_columns[i].Type}; expected {length} of {schema[i].Type}.",
                    nameof(columns));
            }
            if (!schema[i].Nullable && _columns[i].NullCount > 0)
                throw new ArgumentException($"Column '{schema[i].Name}' holds {_columns[i].NullCount} nulls; its field allows none.", nameof(columns));
        }
    }

    /// <summary>Makes a batch of named columns, all of one length.</summary>
    public static RecordBatch From(params ReadOnlySpan<(string Name, Column Column)> columns)
    {
        var fields = new Field[columns.Length];
        var values = new Column[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            fields[i] = new Field(columns[i].Name, columns[i].Column.Type);
            values[i] = columns[i].Column;
        }
        return new RecordBatch(new Schema(fields), values, columns.Length == 0 ? 0 : values[0].Length);
    }

    /// <summary>A batch of no rows, of columns that are plain.</summary>
    public static RecordBatch Empty(Schema schema)
    {
        var plain = schema.Plain();
        return new RecordBatch(plain, plain.Fields.Select(field => ConcatColumn.Of([], field.Type)), 0);
    }

    /// <summary>The names and types of the columns, encodings included.</summary>
    public Schema Schema { get; }

    /// <summary>The columns, in the schema's order.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>How many rows there are.</summary>
    public int Length { get; }

    /// <summary>Bytes of memory that the columns refer to.</summary>
    public long ByteSize => _columns.Sum(c => c.ByteSize);

    /// <summary>The rows from <paramref name="offset"/> on, without copying.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch has no such range.</exception>
    public RecordBatch Slice(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)offset + length, Length, nameof(length));
        return new RecordBatch(Schema, _columns.Select(c => c.Slice(offset, length)), length);
    }
}
