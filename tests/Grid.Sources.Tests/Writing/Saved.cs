using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Tables written by the writers.</summary>
internal static class Saved
{
    public static byte[] Bytes(TableForm form, Schema schema, IReadOnlyList<RecordBatch> batches, int threads = 2)
    {
        using var stream = new MemoryStream();
        using var counted = new CountedStream(stream, _ => { }, leavesOpen: true);
        using (var writer = TableWriter.Create(form, schema, counted, threads))
        {
            foreach (var batch in batches)
                writer.Write(writer.Prepare(batch));
            writer.Finish();
        }
        counted.Dispose();
        return stream.ToArray();
    }

    /// <summary>The values of a column of all batches, doubles by their bits; days and ticks as long.</summary>
    public static object?[] Column(IReadOnlyList<RecordBatch> batches, int column) => [.. batches.SelectMany(b => Cells.Of(b.Columns[column])).Select(Bits)];

    public static object? Bits(object? value) => value is double d ? $"{BitConverter.DoubleToInt64Bits(d):X16}" : value;
}
