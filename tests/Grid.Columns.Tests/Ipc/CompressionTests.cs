using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Grid.Columns.Tests;

/// <summary>Bodies that are compressed, by LZ4 and by ZSTD.</summary>
public sealed class CompressionTests
{
    [Theory]
    [InlineData(false, IpcCompression.Lz4)]
    [InlineData(false, IpcCompression.Zstd)]
    [InlineData(true, IpcCompression.Lz4)]
    [InlineData(true, IpcCompression.Zstd)]
    public void Every_type_comes_back_as_it_was(bool file, IpcCompression compression)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new RandomBatches(seed);
            RecordBatch[] batches = [.. new[] { 150, 0, 3000 }.Select(rows => new RecordBatch(
                RandomBatches.EveryType, RandomBatches.EveryType.Fields.Select(f => random.Column(f.Type, rows)), rows))];
            Ipc.AssertSame(batches, Ipc.Read(file, Write(file, compression, RandomBatches.EveryType, batches)).Batches);
        }
    }

    [Fact]
    public void What_repeats_is_smaller_and_what_does_not_is_left_as_it_is()
    {
        var same = RecordBatch.From(("a", ColumnFactory.Int64([.. Enumerable.Repeat<long?>(7, 100_000)])));
        var random = new Random(1);
        var noise = RecordBatch.From(("a", ColumnFactory.Int64([.. Enumerable.Range(0, 100_000).Select(_ => (long?)random.NextInt64())])));
        foreach (var compression in new[] { IpcCompression.Lz4, IpcCompression.Zstd })
        {
            Assert.InRange(Write(true, compression, same.Schema, same).Length, 500, 30_000);
            Assert.InRange(Write(true, compression, noise.Schema, noise).Length, 800_000, 802_000);
            Ipc.AssertSame([noise], Ipc.Read(true, Write(true, compression, noise.Schema, noise)).Batches);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_left_as_it_is_keeps_nothing_else_of_the_body_in_memory(bool file)
    {
        var random = new Random(2);
        var batch = RecordBatch.From(
            ("noise", ColumnFactory.Int64([.. Enumerable.Range(0, 1000).Select(_ => (long?)random.NextInt64())])),
            ("more", ColumnFactory.Int64([.. Enumerable.Range(0, 1000).Select(_ => (long?)random.NextInt64())])));
        var read = Assert.Single(Ipc.Read(file, Write(file, IpcCompression.Lz4, batch.Schema, batch)).Batches);
        foreach (var column in read.Columns.Cast<PrimitiveColumn<long>>())
        {
            Assert.True(MemoryMarshal.TryGetArray(column.Bytes, out var bytes));
            Assert.Equal(8000, bytes.Array!.Length);
        }
    }

    [Theory]
    [InlineData(IpcCompression.Lz4)]
    [InlineData(IpcCompression.Zstd)]
    public void A_length_that_lies_is_refused_and_takes_no_memory(IpcCompression compression)
    {
        byte[] packed = [.. BufferCodec.Compress(compression, new byte[1000]).Span];
        Assert.Equal(new byte[1000], BufferCodec.Decompress(compression, packed, 1000, whole: true).ToArray());
        Assert.Equal(new byte[10], BufferCodec.Decompress(compression, packed, 10, whole: false).ToArray());
        foreach (var (claimed, needed, said) in new (long, long, string)[]
        {
            (999, 0, "more than the 999 bytes that it claims"), (1001, 0, "ends after 1000 of 1001 bytes"), (2_000_000_000, 0, "ends after 1000 of 2000000000 bytes"),
            (long.MaxValue, 0, "in one batch; Grid holds up to"), (-2, 0, "a buffer of -2 bytes where 0 are needed"), (1000, 1001, "a buffer of 1000 bytes where 1001 are needed"),
        })
        {
            BinaryPrimitives.WriteInt64LittleEndian(packed, claimed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var fault = Assert.Throws<InvalidDataException>(() => BufferCodec.Decompress(compression, packed, needed, whole: true));
            Assert.Contains(said, fault.Message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
        }
        Assert.Throws<InvalidDataException>(() => BufferCodec.Decompress(compression, packed.AsMemory(0, 7), 0, whole: true));
    }

    [Theory]
    [InlineData(false, IpcCompression.Lz4)]
    [InlineData(false, IpcCompression.Zstd)]
    [InlineData(true, IpcCompression.Lz4)]
    [InlineData(true, IpcCompression.Zstd)]
    public void Every_changed_byte_reads_or_is_refused(bool file, IpcCompression compression)
    {
        var random = new RandomBatches(11);
        var schema = new Schema(
        [
            new Field("i", DataType.Int16), new Field("t", DataType.Utf8), new Field("d", DataType.Dictionary(DataType.UInt8, DataType.Utf8, true)),
        ]);
        byte[] bytes = Write(file, compression, schema, new RecordBatch(schema, schema.Fields.Select(f => random.Column(f.Type, 300)), 300));
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (byte change in new byte[] { 1, 0x80, 0xFF })
            {
                byte[] changed = [.. bytes];
                changed[at] ^= change;
                try
                {
                    foreach (var column in Ipc.Read(file, changed).Batches.SelectMany(b => b.Columns))
                        Cells.Of(column);
                }
                catch (ArrowFormatException)
                {
                    // Refused in words.
                }
            }
        }
    }

    [Theory]
    [InlineData("polars-lz4.arrow")]
    [InlineData("polars-zstd.arrow")]
    public void What_others_wrote_is_read(string name)
    {
        var (schema, batches) = Ipc.Read(true, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", name)));
        Assert.Equal(["whole", "real", "text", "yes"], schema.Fields.Select(f => f.Name));
        var cells = Enumerable.Range(0, 4).Select(i => Cells.Of(batches, i).ToArray()).ToArray();
        Assert.Equal(1000, cells[0].Length);
        Assert.Equal("0", cells[0][0]);
        Assert.Null(cells[0][7]);
        Assert.Equal("999", cells[0][999]);
        Assert.Equal("text 999", cells[2][999]);
        Assert.Null(cells[2][5]);
    }

    private static byte[] Write(bool file, IpcCompression compression, Schema schema, params RecordBatch[] batches)
    {
        using var stream = new MemoryStream();
        using (ArrowWriter writer = file ? new ArrowFileWriter(stream, schema, leaveOpen: true) { Compression = compression } : new ArrowStreamWriter(stream, schema, leaveOpen: true) { Compression = compression })
        {
            foreach (var batch in batches)
                writer.Write(batch);
            writer.Finish();
        }
        return stream.ToArray();
    }
}
