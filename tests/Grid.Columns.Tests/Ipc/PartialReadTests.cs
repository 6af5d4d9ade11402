using FsCheck;
using FsCheck.Fluent;

namespace Grid.Columns.Tests;

/// <summary>Of a file some columns are read without the others.</summary>
public class PartialReadTests
{
    private static byte[] Write(IpcCompression compression, params RecordBatch[] batches)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowFileWriter(stream, batches[0].Schema, leaveOpen: true) { Compression = compression })
        {
            foreach (var batch in batches)
                writer.Write(batch);
            writer.Finish();
        }
        return stream.ToArray();
    }

    [Theory]
    [InlineData(IpcCompression.None)]
    [InlineData(IpcCompression.Lz4)]
    public void Some_columns_are_those_of_the_whole(IpcCompression compression) => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var rows = new RandomBatches(seed);
        var schema = random.Next(3) == 0 ? RandomBatches.EveryType : rows.Schema();
        byte[] bytes = Write(compression, rows.Batch(schema), rows.Batch(schema));
        using var whole = ArrowFileReader.Open(bytes);
        using var file = ArrowFileReader.Open(new MemoryStream(bytes));
        foreach (int batch in new[] { 1, 0, 1 })
        {
            int[] columns = [.. Enumerable.Range(0, schema.Count).Where(_ => random.Next(3) == 0)];
            var (all, some) = (whole.Read(batch), file.Read(batch, columns));
            Assert.Equal(columns.Select(c => all.Schema[c]), some.Schema.Fields);
            Ipc.AssertSame([new RecordBatch(some.Schema, columns.Select(c => all.Columns[c]), all.Length)], [some]);
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_not_asked_for_is_not_read_and_its_dictionary_neither()
    {
        var wide = ColumnFactory.Int64([.. Enumerable.Range(0, 10_000).Select(i => (long?)i)]);
        var texts = ColumnFactory.Utf8([.. Enumerable.Range(0, 10_000).Select(i => $"a text of some length {i}")]);
        var codes = new DictionaryColumn(ColumnFactory.Primitive<int>(DataType.Int32, [.. Enumerable.Range(0, 10_000)]), texts);
        byte[] bytes = Write(IpcCompression.None, RecordBatch.From(("a", wide), ("b", codes), ("c", texts), ("d", wide)));
        using var stream = new CountedStream(bytes);
        using var file = ArrowFileReader.Open(stream);
        long atStart = stream.Bytes;
        Assert.InRange(atStart, 1, 10_000);
        Assert.Equal(10_000, file.Read(0, []).Length);
        Assert.Equal(["a", "d"], file.Read(0, [0, 3]).Schema.Fields.Select(f => f.Name));
        Assert.InRange(stream.Bytes - atStart, 160_000, 164_000);
        long before = stream.Bytes;
        Assert.Equal("a text of some length 9999", ((Utf8Column)((DictionaryColumn)file.Read(0, [1]).Columns[0]).Values).GetString(9999));
        Assert.InRange(stream.Bytes - before, 300_000, 400_000);
        before = stream.Bytes;
        file.Read(0, [1]);
        Assert.InRange(stream.Bytes - before, 40_000, 42_000);
    }

    [Fact]
    public void Damage_within_what_is_read_is_told_and_elsewhere_does_no_harm()
    {
        var texts = ColumnFactory.Utf8("aaaaaaaaaaaaaaaaaaaaaaaa", "b");
        byte[] bytes = Write(IpcCompression.None, RecordBatch.From(("n", ColumnFactory.Int64(7, 8)), ("t", texts)));
        int at = bytes.AsSpan().IndexOf("aaaaaaaa"u8);
        bytes[at] = 0xFF;
        using var file = ArrowFileReader.Open(new MemoryStream(bytes));
        Assert.Equal(8, ((PrimitiveColumn<long>)file.Read(0, [0]).Columns[0]).Values[1]);
        Assert.Contains("column 't' has text in row 0 that is not UTF-8", Assert.Throws<ArrowFormatException>(() => file.Read(0, [1])).Message);
        Assert.Throws<ArrowFormatException>(() => file.Read(0));
    }

    private sealed class CountedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long Bytes { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = base.Read(buffer, offset, count);
            Bytes += read;
            return read;
        }
    }
}
