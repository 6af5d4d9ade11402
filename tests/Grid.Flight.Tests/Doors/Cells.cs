using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace Grid.Flight.Tests;

/// <summary>The cells of batches of Apache.Arrow's, as its own reader has them: doubles by their bits.</summary>
internal static class Cells
{
    /// <summary>Of an Arrow stream: a line of names and types, and a line a row.</summary>
    public static IReadOnlyList<string> OfStream(byte[] stream)
    {
        using var reader = new ArrowStreamReader(new MemoryStream(stream));
        var lines = new List<string> { Head(reader.Schema) };
        while (reader.ReadNextRecordBatch() is { } batch)
            lines.AddRange(Rows(batch));
        return lines;
    }

    /// <summary>Of an Arrow file.</summary>
    public static IReadOnlyList<string> OfFile(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new ArrowFileReader(file);
        var lines = new List<string>();
        int batches = reader.RecordBatchCountAsync().AsTask().GetAwaiter().GetResult();
        for (int i = 0; i < batches; i++)
            lines.AddRange(Rows(reader.ReadRecordBatchAsync(i).AsTask().GetAwaiter().GetResult()));
        lines.Insert(0, Head(reader.Schema));
        return lines;
    }

    private static string Head(Schema schema) => string.Join('|', schema.FieldsList.Select(f => $"{f.Name}: {f.DataType.Name}{(f.DataType is Apache.Arrow.Types.TimestampType t ? $" {t.Unit} {t.Timezone}" : "")}"));

    private static IEnumerable<string> Rows(RecordBatch batch)
    {
        for (int row = 0; row < batch.Length; row++)
            yield return string.Join('|', Enumerable.Range(0, batch.ColumnCount).Select(c => Cell(batch.Column(c), row)));
    }

    private static string Cell(IArrowArray array, int row) => array.IsNull(row) ? "null" : array switch
    {
        DoubleArray a => BitConverter.DoubleToInt64Bits(a.Values[row]).ToString("X16", CultureInfo.InvariantCulture),
        Int64Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        UInt64Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        Int32Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        TimestampArray a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        Date32Array a => a.Values[row].ToString(CultureInfo.InvariantCulture),
        BooleanArray a => a.GetValue(row)!.Value ? "true" : "false",
        StringArray a => $"'{a.GetString(row)}'",
        Decimal128Array a => a.GetString(row)!,
        _ => throw new NotSupportedException(array.GetType().Name),
    };
}
