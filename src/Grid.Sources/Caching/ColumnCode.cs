using Grid.Columns;

namespace Grid.Sources;

/// <summary>A column as the bytes of a cache: a stream of Arrow's with one batch, whose buffers are compressed.</summary>
internal static class ColumnCode
{
    private const int KeptRoom = 16 << 20;

    [ThreadStatic]
    private static MemoryStream? _room;

    /// <summary>The bytes of a column, which the next column of the same thread overwrites.</summary>
    public static ReadOnlyMemory<byte> Encode(Column column)
    {
        var room = _room ?? new MemoryStream();
        room.SetLength(0);
        var batch = RecordBatch.From(("", column));
        using (var writer = new ArrowStreamWriter(room, batch.Schema, leaveOpen: true) { Compression = IpcCompression.Lz4 })
        {
            writer.Write(batch);
            writer.Finish();
        }
        _room = room.Capacity <= KeptRoom ? room : null;
        return room.GetBuffer().AsMemory(0, (int)room.Length);
    }

    /// <summary>The column of some bytes, of which it keeps none; null where there is not exactly one.</summary>
    /// <exception cref="ArrowFormatException">They are damaged.</exception>
    public static Column? Decode(ReadOnlyMemory<byte> bytes)
    {
        using var reader = ArrowStreamReader.Open(bytes);
        return reader.Schema.Count == 1 && reader.Read() is { } batch && reader.Read() is null ? batch.Columns[0] : null;
    }
}
