using Grid.Columns;
using Grid.Query;

namespace Grid.Grains.Tests.Encoding;

public sealed class RowsCodecTests
{
    [Fact]
    public void Rows_travel_as_an_Arrow_stream_encodings_and_nulls_included()
    {
        var codes = new PrimitiveColumn<byte>(DataType.UInt8, new byte[] { 1, 0, 2 }, Bitmap.From([true, true, false]));
        var batch = RecordBatch.From(
            ("n", ColumnFactory.Int64(1, null, 3)),
            ("t", new DictionaryColumn(codes, ColumnFactory.Utf8("a", "b"), ordered: true, nullsCoded: true)));

        var read = WireCodec.Decode<RecordBatch>(WireCodec.Encode(batch));

        Assert.Equal((batch.Length, batch.Schema), (read.Length, read.Schema));
        Assert.Equal([true, false, true], Enumerable.Range(0, 3).Select(read.Columns[0].IsValid));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(read.Columns[1].IsValid));
        Assert.Throws<CorruptDataException>(() => WireCodec.Decode<RecordBatch>([1, 2, 3]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(BytesChunk.Size)]
    [InlineData(BytesChunk.Size + 1)]
    [InlineData(2 * BytesChunk.Size)]
    public async Task Bytes_in_chunks_are_the_bytes(int length)
    {
        var all = new byte[length];
        new Random(1).NextBytes(all);
        int chunks = 0;

        var read = await BytesChunk.ReadAllAsync(i =>
        {
            chunks++;
            return Task.FromResult(BytesChunk.Of(all, i));
        });

        Assert.True(all.AsSpan().SequenceEqual(read));
        Assert.Equal(Math.Max(1, (length + BytesChunk.Size - 1) / BytesChunk.Size), chunks);
    }
}
