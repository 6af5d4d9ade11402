using System.Buffers.Binary;

namespace Grid.Columns.Tests;

public class ArrowWriterTests
{
    private static readonly RecordBatch s_batch = RecordBatch.From(("a", ColumnFactory.Int64(1, null, 3)), ("b", ColumnFactory.Utf8("x", null, "zz")));

    [Fact]
    public void A_file_starts_and_ends_as_the_format_says()
    {
        var bytes = Ipc.Write(true, s_batch.Schema, s_batch);
        Assert.Equal("ARROW1\0\0"u8.ToArray(), bytes[..8]);
        Assert.Equal("ARROW1"u8.ToArray(), bytes[^6..]);
        int footer = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - 10));
        // Before the footer, the stream within the file ends as a stream does.
        Assert.Equal(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0 }, bytes[(bytes.Length - 10 - footer - 8)..(bytes.Length - 10 - footer)]);
    }

    [Fact]
    public void What_stands_in_a_file_between_magic_and_footer_is_a_stream()
    {
        var batch = new RandomBatches(3).Batch(RandomBatches.EveryType);
        var bytes = Ipc.Write(true, batch.Schema, batch);
        Ipc.AssertSame([batch], Ipc.Read(false, bytes.AsMemory(8)).Batches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bodies_and_buffers_start_at_multiples_of_64_bytes(bool file)
    {
        var bytes = Ipc.Write(file, s_batch.Schema, s_batch, s_batch);
        var batches = Ipc.Messages(file, bytes).FindAll(m => m.Kind == Metadata.BatchMessage);
        Assert.Equal(2, batches.Count);
        foreach (var message in batches)
        {
            Assert.Equal(0, message.BodyPosition % 64);
            Assert.Equal(0, message.Body.Length % 64);
            var buffers = message.Content().Vector(2, 16);
            Assert.Equal(5, buffers.Count);
            for (int i = 0; i < buffers.Count; i++)
                Assert.Equal(0, buffers.Int64(i, 0) % 64);
        }
    }

    [Fact]
    public void Slices_are_written_as_the_rows_they_show()
    {
        var whole = RecordBatch.From(
            ("b", new RandomBatches(1).Column(DataType.Bool, 5000)),
            ("t", new RandomBatches(2).Column(DataType.Utf8, 5000)),
            ("f", new RandomBatches(3).Column(DataType.Float64, 5000)));
        var slice = whole.Slice(1003, 5);
        var bytes = Ipc.Write(false, whole.Schema, slice);
        Assert.InRange(bytes.Length, 500, 2000);
        Ipc.AssertSame([slice], Ipc.Read(false, bytes).Batches);
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes_whatever_memory_they_are_a_slice_of()
    {
        var whole = RecordBatch.From(("b", ColumnFactory.Bool(true, null, false, true, null)), ("t", ColumnFactory.Utf8("q", null, "r", "s", null)));
        var alone = RecordBatch.From(("b", ColumnFactory.Bool(null, false, true)), ("t", ColumnFactory.Utf8(null, "r", "s")));
        Assert.Equal(Ipc.Write(false, alone.Schema, alone), Ipc.Write(false, whole.Schema, whole.Slice(1, 3)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_batches_and_no_columns_are_a_whole_stream_too(bool file)
    {
        var (schema, batches) = Ipc.Read(file, Ipc.Write(file, RandomBatches.EveryType));
        Assert.Equal(RandomBatches.EveryType, schema);
        Assert.Empty(batches);
        var bare = new RecordBatch(new Schema([]), [], 7);
        Ipc.AssertSame([bare], Ipc.Read(file, Ipc.Write(file, bare.Schema, bare)).Batches);
    }

    [Fact]
    public void A_batch_of_another_schema_is_refused_and_the_writer_goes_on()
    {
        using var stream = new MemoryStream();
        using var writer = new ArrowStreamWriter(stream, s_batch.Schema);
        var other = RecordBatch.From(("a", ColumnFactory.Int64(1)));
        Assert.Contains("a: int64", Assert.Throws<ArgumentException>(() => writer.Write(other)).Message);
        writer.Write(s_batch);
        writer.Finish();
        Ipc.AssertSame([s_batch], Ipc.Read(false, stream.ToArray()).Batches);
    }

    [Fact]
    public void After_its_end_a_writer_writes_no_more()
    {
        using var writer = new ArrowFileWriter(new MemoryStream(), s_batch.Schema);
        writer.Finish();
        Assert.Throws<InvalidOperationException>(() => writer.Write(s_batch));
        Assert.Throws<InvalidOperationException>(writer.Finish);
    }

    [Fact]
    public void After_a_write_that_failed_a_writer_does_not_pretend_to_be_whole()
    {
        using var writer = new ArrowFileWriter(new FullStream(), s_batch.Schema);
        Assert.Throws<IOException>(() => writer.Write(s_batch));
        Assert.Contains("not whole", Assert.Throws<InvalidOperationException>(writer.Finish).Message);
    }

    [Fact]
    public void A_file_that_was_not_finished_is_not_read()
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowFileWriter(stream, s_batch.Schema))
            writer.Write(s_batch);
        Assert.Contains("did not finish", Assert.Throws<ArrowFormatException>(() => ArrowFileReader.Open(stream.ToArray())).Message);
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no space left");
    }
}
