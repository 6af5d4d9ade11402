namespace Grid.Columns.Tests;

public class CorruptInputTests
{
    private static byte[] Sample(bool file)
    {
        var random = new RandomBatches(11);
        var schema = new Schema(
        [
            new Field("b", DataType.Bool), new Field("i", DataType.Int16), new Field("t", DataType.Utf8),
            new Field("d", DataType.Dictionary(DataType.UInt8, DataType.Utf8, true)),
            new Field("s", DataType.Timestamp(TimeUnit.Second, "UTC"), false),
        ]);
        RecordBatch Batch(int rows) => new(schema, schema.Fields.Select(f => random.Column(f.Type, rows, f.Nullable)), rows);
        return Ipc.Write(file, schema, Batch(20), Batch(9));
    }

    /// <summary>Reads everything there is to read; any exception but an <see cref="ArrowFormatException"/> fails the test.</summary>
    private static bool Reads(bool file, ReadOnlyMemory<byte> bytes, Func<string> what)
    {
        try
        {
            foreach (var batch in Ipc.Read(file, bytes).Batches)
            {
                foreach (var column in batch.Columns)
                    Cells.Of(column);
            }
            return true;
        }
        catch (ArrowFormatException fault)
        {
            Assert.InRange(fault.Position, 0, bytes.Length);
            return false;
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{what()} ended in {fault.GetType().Name}", fault);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_truncation_reads_what_is_whole_or_is_refused(bool file)
    {
        var bytes = Sample(file);
        Assert.True(Reads(file, bytes, () => "the whole"));
        for (int length = 0; length < bytes.Length; length++)
        {
            bool reads = Reads(file, bytes.AsMemory(0, length), () => $"{length} bytes");
            Assert.False(reads && file, $"a file cut to {length} of {bytes.Length} bytes was read");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_changed_byte_reads_or_is_refused(bool file)
    {
        var bytes = Sample(file);
        int refused = 0;
        for (int at = 0; at < bytes.Length; at++)
        {
            byte whole = bytes[at];
            foreach (byte damage in new byte[] { 0x01, 0x80, 0xFF, 0x7F, whole })
            {
                bytes[at] = (byte)(whole ^ damage);
                if (!Reads(file, bytes, () => $"byte {at} changed from {whole} to {whole ^ damage}"))
                    refused++;
            }
            bytes[at] = whole;
        }
        Assert.InRange(refused, 100, bytes.Length * 5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Many_changed_bytes_read_or_are_refused(bool file)
    {
        var bytes = Sample(file);
        var random = new Random(12);
        for (int round = 0; round < 5000; round++)
        {
            var damaged = bytes.ToArray();
            for (int i = random.Next(1, 6); i > 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Reads(file, damaged, () => $"round {round}");
        }
    }

    [Fact]
    public void A_length_that_is_a_lie_takes_no_memory()
    {
        var schema = new Schema([new Field("a", DataType.Int64)]);
        var batch = new RecordBatch(schema, [ColumnFactory.Int64(1, 2)], 2);
        var lie = ForeignStream.Frame(IpcMessage.OfSchema(schema))
            .Concat(ForeignStream.Frame(ForeignStream.WithBodyLength(batch, 2_000_000_000))).ToArray();
        foreach (Stream stream in new Stream[] { new MemoryStream(lie), new OneWayStream(lie) })
        {
            using var reader = ArrowStreamReader.Open(stream);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains("cut short", Assert.Throws<ArrowFormatException>(() => reader.Read()).Message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        }
    }

    [Fact]
    public void A_body_of_over_2_GiB_is_refused_with_what_to_do()
    {
        var schema = new Schema([new Field("a", DataType.Int64)]);
        var batch = new RecordBatch(schema, [ColumnFactory.Int64(1, 2)], 2);
        var bytes = ForeignStream.Frame(IpcMessage.OfSchema(schema)).Concat(ForeignStream.Frame(ForeignStream.WithBodyLength(batch, 5L << 30))).ToArray();
        using var reader = ArrowStreamReader.Open(new OneWayStream(bytes));
        Assert.Contains("smaller batches", Assert.Throws<ArrowFormatException>(() => reader.Read()).Message);
    }

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
