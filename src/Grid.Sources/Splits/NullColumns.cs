using Grid.Columns;

namespace Grid.Sources;

/// <summary>Columns without a value, encoded as those with some are.</summary>
internal static class NullColumns
{
    /// <summary>A column that is null in every row.</summary>
    /// <param name="type">Its logical type.</param>
    /// <param name="rows">How many rows.</param>
    public static Column Of(LogicalType type, int rows)
    {
        if (type == LogicalType.Bool)
            return new BoolColumn(new Bitmap(new byte[Bitmap.BytesFor(rows)], 0, rows), rows == 0 ? null : new Bitmap(new byte[Bitmap.BytesFor(rows)], 0, rows), rows);
        using var values = new NarrowBuffer();
        using var nulls = new NullBits();
        values.Append(new long[rows], rows);
        nulls.SetAll(rows);
        if (type == LogicalType.Text)
        {
            using var distinct = new TextDictionary();
            return TextEncoder.TryEncode(values, distinct, nulls)
                ?? (Column)new Utf8Column(new byte[(rows + 1) * sizeof(int)], default, nulls.ToValidity(rows), nulls.Count);
        }
        return IntegerEncoder.Encode(values, nulls, type switch
        {
            LogicalTimestamp or { Kind: LogicalKind.Date } => new MomentValues(type.Storage),
            { Kind: LogicalKind.Real } => new DecimalValues(0),
            { Kind: LogicalKind.Unsigned } => new UnsignedValues(),
            _ => new IntegerValues(),
        });
    }
}
