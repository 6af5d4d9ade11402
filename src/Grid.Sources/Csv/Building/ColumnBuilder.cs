using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// Takes the fields of one column, block by block, and makes an encoded column of them. What it holds meanwhile comes
/// from the shared pool.
/// </summary>
internal abstract unsafe class ColumnBuilder : IDisposable
{
    /// <summary>What a builder returns that took every row of a block.</summary>
    public const int TookAll = -1;

    private protected readonly NullBits Nulls = new();

    /// <summary>How many rows it has taken.</summary>
    public int Rows { get; private protected set; }

    /// <summary>How many rows the split will have, as far as is known: what to reserve.</summary>
    public int ExpectedRows { get; set; }


    private bool _isFixed;

    /// <summary>How the fields are written.</summary>
    private protected CsvDialect Dialect { get; private set; } = CsvDialect.From(new CsvOptions());

    /// <summary>The logical type of the values so far.</summary>
    public abstract LogicalType Type { get; }

    /// <summary>Makes the builder of a column that starts out as a logical type.</summary>
    /// <param name="type">The type as planned.</param>
    /// <param name="isFixed">Whether the type may not widen.</param>
    /// <param name="dialect">What quotes and null words are.</param>
    /// <param name="dates">How dates are written.</param>
    public static ColumnBuilder Create(LogicalType type, bool isFixed, CsvDialect dialect, DateFormats dates)
    {
        ColumnBuilder builder = type switch
        {
            { Kind: LogicalKind.Whole or LogicalKind.Unsigned or LogicalKind.Real } => new NumberBuilder(type, isFixed),
            { Kind: LogicalKind.Bool } => new BoolBuilder(),
            { Kind: LogicalKind.Date } or LogicalTimestamp => new MomentBuilder(type, isFixed, dates),
            { Kind: LogicalKind.Text } => new TextBuilder(dialect.Quote),
            _ => throw new SourceException($"CSV cannot be read as {type}; ask for bool, int64, uint64, float64, date32, timestamp or utf8."),
        };
        (builder.Dialect, builder._isFixed) = (dialect, isFixed);
        return builder;
    }

    /// <summary>Rows of the last block that show more of the order of day and month than those before; null where none does.</summary>
    public List<(DateOrders Shows, int Row)>? DatesSeen { get; set; }

    /// <summary>Rows of the last block whose numbers are the first of the column that are not the same when they are written again; null for none.</summary>
    public List<(NoteKind Kind, int Row)>? NumbersSeen { get; set; }

    /// <summary>Whether the value that was not taken is a date of the other order.</summary>
    public bool IsOtherOrder { get; private protected set; }

    /// <summary>Takes the fields of a block.</summary>
    /// <returns><see cref="TookAll"/>, or the first row whose value this column cannot take; the builder is then of no more use.</returns>
    public int Append(in ColumnFields fields)
    {
        // An empty text is a value, and a text: a column that has one is null where it would be under any type.
        if (fields.MayBeEmptyTexts && Type != LogicalType.Text && FirstEmptyText(fields) is >= 0 and var row)
            return row;
        // A type that is given is read from a text as well.
        if (fields.MayBeTexts && !_isFixed && Type.Kind is not (LogicalKind.Text or LogicalKind.Date or LogicalKind.Timestamp) && FirstText(fields) is >= 0 and var text)
            return text;
        int taken = Take(fields);
        if (taken < fields.Rows)
            return taken;
        Rows += fields.Rows;
        return TookAll;
    }

    /// <summary>The column of all rows taken.</summary>
    public abstract Column Finish();

    /// <summary>Takes fields; returns how many were taken.</summary>
    private protected abstract int Take(in ColumnFields fields);

    /// <summary>Whether a field means null, although it is not empty: to be asked of what is no value of the column's type, so that others cost nothing.</summary>
    private protected bool IsNullWord(in ColumnFields fields, int row) =>
        Dialect.Words.Contains(fields[row]) && (Dialect.QuotedNulls || !fields.IsQuoted(row));

    /// <summary>Whether a field would mean null without the quotes that may be around it.</summary>
    private protected bool MayBeNull(ReadOnlySpan<byte> field) => Dialect.Words.Contains(field);

    private static int FirstText(in ColumnFields fields)
    {
        for (int row = 0; row < fields.Rows; row++)
        {
            if (fields.Lengths[row] > 0 && fields.IsQuoted(row))
                return row;
        }
        return -1;
    }

    private static int FirstEmptyText(in ColumnFields fields)
    {
        for (int row = 0; row < fields.Rows; row++)
        {
            if (fields.Lengths[row] == 0 && !fields.IsNull(row))
                return row;
        }
        return -1;
    }

    public virtual void Dispose() => Nulls.Dispose();
}
