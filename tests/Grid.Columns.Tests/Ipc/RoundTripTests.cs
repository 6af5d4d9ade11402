using FsCheck;
using FsCheck.Fluent;

namespace Grid.Columns.Tests;

public class RoundTripTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_batches_come_back_value_by_value(bool file) => Prop.ForAll<int>(seed =>
    {
        var random = new RandomBatches(seed);
        var schema = random.Schema();
        RecordBatch[] batches = [.. Enumerable.Range(0, (int)((uint)seed % 4)).Select(_ => random.Batch(schema))];
        var (readSchema, read) = Ipc.Read(file, Ipc.Write(file, schema, batches));
        Assert.Equal(schema.Fields.Select(f => (f.Name, f.Type.Logical, f.Nullable)), readSchema.Fields.Select(f => (f.Name, f.Type.Logical, f.Nullable)));
        if (!file)
            Assert.Equal(schema, readSchema);
        Ipc.AssertSame(batches, read);
        return true;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_type_comes_back_with_its_schema(bool file)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var batch = new RandomBatches(seed).Batch(RandomBatches.EveryType);
            var (schema, read) = Ipc.Read(file, Ipc.Write(file, batch.Schema, batch));
            Assert.Equal(batch.Schema, schema);
            Ipc.AssertSame([batch], read);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Asynchronous_writing_and_reading_is_the_same_as_synchronous(bool file)
    {
        var random = new RandomBatches(5);
        RecordBatch[] batches = [.. Enumerable.Range(0, 3).Select(_ => random.Batch(RandomBatches.EveryType))];
        var cancellation = TestContext.Current.CancellationToken;
        using var stream = new MemoryStream();
        await using (ArrowWriter writer = file
            ? new ArrowFileWriter(stream, batches[0].Schema, leaveOpen: true)
            : new ArrowStreamWriter(stream, batches[0].Schema, leaveOpen: true))
        {
            foreach (var batch in batches)
                await writer.WriteAsync(batch, cancellation);
            await writer.FinishAsync(cancellation);
        }
        Assert.Equal(Ipc.Write(file, batches[0].Schema, batches), stream.ToArray());

        stream.Position = 0;
        var read = new List<RecordBatch>();
        if (file)
        {
            using var reader = await ArrowFileReader.OpenAsync(stream, cancellation: cancellation);
            for (int i = 0; i < reader.BatchCount; i++)
                read.Add(await reader.ReadAsync(i, cancellation));
        }
        else
        {
            using var reader = await ArrowStreamReader.OpenAsync(stream, cancellation: cancellation);
            while (await reader.ReadAsync(cancellation) is { } batch)
                read.Add(batch);
        }
        Ipc.AssertSame(batches, read);
    }

    [Fact]
    public void A_stream_that_gives_a_byte_at_a_time_and_cannot_seek_is_read()
    {
        var batch = new RandomBatches(6).Batch(RandomBatches.EveryType);
        using var reader = ArrowStreamReader.Open(new SlowStream(Ipc.Write(false, batch.Schema, batch)));
        Ipc.AssertSame([batch], [.. reader.ReadAll()]);
    }

    [Fact]
    public void A_stream_that_begins_within_another_is_read_from_there()
    {
        var batch = new RandomBatches(7).Batch(RandomBatches.EveryType);
        foreach (bool file in new[] { false, true })
        {
            using var stream = new MemoryStream();
            stream.Write(new byte[13]);
            stream.Write(Ipc.Write(file, batch.Schema, batch));
            stream.Position = 13;
            Ipc.AssertSame([batch], file ? [.. ArrowFileReader.Open(stream).ReadAll()] : [.. ArrowStreamReader.Open(stream).ReadAll()]);
        }
    }

    [Fact]
    public void Batches_of_a_file_are_read_in_any_order()
    {
        var random = new RandomBatches(8);
        RecordBatch[] batches = [.. Enumerable.Range(0, 4).Select(_ => random.Batch(RandomBatches.EveryType))];
        using var reader = ArrowFileReader.Open(Ipc.Write(true, RandomBatches.EveryType, batches));
        Assert.Equal(4, reader.BatchCount);
        foreach (int i in new[] { 3, 0, 2, 2, 1 })
            Ipc.AssertSame([batches[i]], [reader.Read(i)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(4));
    }

    [Fact]
    public void Reading_from_memory_copies_no_values()
    {
        var batch = RecordBatch.From(("a", ColumnFactory.Int64(1, null, 3)), ("t", ColumnFactory.Utf8("x", "yz", "")));
        foreach (bool file in new[] { false, true })
        {
            var bytes = Ipc.Write(file, batch.Schema, batch);
            var read = Ipc.Read(file, bytes).Batches[0];
            Assert.True(((PrimitiveColumn<long>)read.Columns[0]).Bytes.Span.Overlaps(bytes));
            Assert.True(read.Columns[0].Validity!.Value.Bytes.Span.Overlaps(bytes));
            Assert.True(((Utf8Column)read.Columns[1]).Data.Span.Overlaps(bytes));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_batch_that_is_too_long_for_one_body_becomes_several(bool file)
    {
        var column = new RandomBatches(9).Column(DataType.Dictionary(DataType.Int16, DataType.Utf8), 1000);
        var batch = RecordBatch.From(("a", column), ("b", new RandomBatches(9).Column(DataType.Float64, 1000)));
        using var stream = new MemoryStream();
        using ArrowWriter writer = file ? new ArrowFileWriter(stream, batch.Schema) : new ArrowStreamWriter(stream, batch.Schema);
        writer.MaxBodyBytes = 3000;
        writer.Write(batch);
        writer.Finish();
        var read = Ipc.Read(file, stream.ToArray()).Batches;
        Assert.Equal(4, read.Count);
        Assert.Equal(Cells.Of(batch.Columns[0]), Cells.Of(read, 0));
        Assert.Equal(Cells.Of(batch.Columns[1]), Cells.Of(read, 1));
    }

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
