using System.Globalization;

namespace Grid.Columns.Tests;

/// <summary>Reads columns value by value, plainly: the oracle that the format is compared against.</summary>
internal static class Cells
{
    /// <summary>A value as text that tells every bit of it; null for null.</summary>
    public static string? Of(Column column, int row)
    {
        if (!column.IsValid(row))
            return null;
        return column switch
        {
            DictionaryColumn c => Of(c.Values, c.Code(row)),
            BoolColumn c => c.Values[row] ? "true" : "false",
            Utf8Column c => c.GetString(row),
            PrimitiveColumn<float> c => BitConverter.SingleToUInt32Bits(c.Values[row]).ToString("x8", CultureInfo.InvariantCulture),
            PrimitiveColumn<double> c => BitConverter.DoubleToUInt64Bits(c.Values[row]).ToString("x16", CultureInfo.InvariantCulture),
            PrimitiveColumn<sbyte> c => Text(c.Values[row]),
            PrimitiveColumn<short> c => Text(c.Values[row]),
            PrimitiveColumn<int> c => Text(c.Values[row]),
            PrimitiveColumn<long> c => Text(c.Values[row]),
            PrimitiveColumn<byte> c => Text(c.Values[row]),
            PrimitiveColumn<ushort> c => Text(c.Values[row]),
            PrimitiveColumn<uint> c => Text(c.Values[row]),
            PrimitiveColumn<ulong> c => Text(c.Values[row]),
            PrimitiveColumn<Int128> c => Text(c.Values[row]),
            _ => throw new ArgumentException($"{column.Type}"),
        };
    }

    public static IReadOnlyList<string?> Of(Column column) => [.. Enumerable.Range(0, column.Length).Select(i => Of(column, i))];

    public static IReadOnlyList<string?> Of(IEnumerable<RecordBatch> batches, int column) => [.. batches.SelectMany(b => Of(b.Columns[column]))];

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
