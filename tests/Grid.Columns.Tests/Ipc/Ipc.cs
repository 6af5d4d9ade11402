namespace Grid.Columns.Tests;

/// <summary>Writes batches to bytes and reads them back, in either format.</summary>
internal static class Ipc
{
    public static byte[] Write(bool file, Schema schema, params IEnumerable<RecordBatch> batches)
    {
        using var stream = new MemoryStream();
        using (ArrowWriter writer = file ? new ArrowFileWriter(stream, schema, leaveOpen: true) : new ArrowStreamWriter(stream, schema, leaveOpen: true))
        {
            foreach (var batch in batches)
                writer.Write(batch);
            writer.Finish();
        }
        return stream.ToArray();
    }

    public static (Schema Schema, List<RecordBatch> Batches) Read(bool file, ReadOnlyMemory<byte> bytes)
    {
        if (file)
        {
            using var reader = ArrowFileReader.Open(bytes);
            return (reader.Schema, [.. reader.ReadAll()]);
        }
        using var stream = ArrowStreamReader.Open(bytes);
        return (stream.Schema, [.. stream.ReadAll()]);
    }

    /// <summary>The messages as they lie in a stream, or in the stream within a file.</summary>
    public static List<ReceivedMessage> Messages(bool file, byte[] bytes)
    {
        using var source = new IpcSource(bytes);
        source.Seek(file ? 8 : 0);
        var messages = new List<ReceivedMessage>();
        while (ReceivedMessage.ReadAsync(source, false, default).GetAwaiter().GetResult() is { } message)
            messages.Add(message);
        return messages;
    }

    public static void AssertSame(IReadOnlyList<RecordBatch> expected, IReadOnlyList<RecordBatch> actual)
    {
        Assert.Equal(expected.Select(b => b.Length), actual.Select(b => b.Length));
        for (int i = 0; i < expected.Count; i++)
        {
            for (int c = 0; c < expected[i].Columns.Count; c++)
            {
                Assert.Equal(Cells.Of(expected[i].Columns[c]), Cells.Of(actual[i].Columns[c]));
                Assert.Equal(expected[i].Columns[c].NullCount, actual[i].Columns[c].NullCount);
            }
        }
    }
}
