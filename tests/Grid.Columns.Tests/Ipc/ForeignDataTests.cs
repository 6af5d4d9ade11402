using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Grid.Columns.Tests;

public class ForeignDataTests
{
    private static string Refusal(params IpcMessage[] messages) =>
        Assert.Throws<ArrowFormatException>(() => Ipc.Read(false, ForeignStream.Of(messages))).Message;

    [Theory]
    [InlineData(4, "binary")]
    [InlineData(7, "decimal")]
    [InlineData(12, "list")]
    [InlineData(13, "struct")]
    [InlineData(26, "large list view")]
    [InlineData(99, "number 99")]
    public void Types_that_grid_does_not_hold_are_refused_by_column_and_type(byte kind, string name)
    {
        string message = Refusal(ForeignStream.SchemaOf(kind));
        Assert.Contains("'c'", message);
        Assert.Contains(name, message);
    }

    [Fact]
    public void Variants_of_types_that_grid_does_not_hold_are_refused_by_name()
    {
        Assert.Contains("half-precision", Refusal(ForeignStream.SchemaOf(Metadata.FloatingPoint)));
        Assert.Contains("date64", Refusal(ForeignStream.SchemaOf(Metadata.Date)));
        Assert.Contains("24-bit", Refusal(ForeignStream.SchemaOf(Metadata.Int, b => b.AddInt32(0, 24))));
        Assert.Contains("unit number 9", Refusal(ForeignStream.SchemaOf(Metadata.Timestamp, b => b.AddInt16(0, 9))));
    }

    [Fact]
    public void Big_endian_data_and_old_metadata_are_refused()
    {
        Assert.Contains("big-endian", Refusal(ForeignStream.SchemaOf(Metadata.Bool, endianness: 1)));
        Assert.Contains("version 3", Refusal(ForeignStream.SchemaOf(Metadata.Bool, version: 2)));
        Assert.Equal(DataType.Bool, Ipc.Read(false, ForeignStream.Of(ForeignStream.SchemaOf(Metadata.Bool, version: Metadata.V4))).Schema[0].Type);
    }

    [Fact]
    public void A_codec_that_is_not_known_is_refused_with_what_to_do() =>
        Assert.Contains("(number 7, method 0); write it by LZ4 or ZSTD, or without compression", Refusal(ForeignStream.SchemaOf(Metadata.Bool), ForeignStream.RawBatch(1, 0, [[], [1]], codec: 7)));

    [Fact]
    public void A_compressed_buffer_without_room_for_its_length_or_a_frame_is_refused()
    {
        Assert.Contains("no room for its length", Refusal(ForeignStream.SchemaOf(Metadata.Bool), ForeignStream.RawBatch(1, 0, [[], [1]], codec: 0)));
        byte[] noFrame = [1, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9];
        Assert.Contains("a buffer that is no LZ4", Refusal(ForeignStream.SchemaOf(Metadata.Bool), ForeignStream.RawBatch(1, 0, [[], noFrame], codec: 0)));
        Assert.Contains("a buffer that is no ZSTD", Refusal(ForeignStream.SchemaOf(Metadata.Bool), ForeignStream.RawBatch(1, 0, [[], noFrame], codec: 1)));
    }

    [Fact]
    public void A_message_without_the_continuation_mark_is_read()
    {
        var batch = RecordBatch.From(("a", ColumnFactory.Int64(1, null)));
        using var stream = new MemoryStream();
        foreach (var message in new[] { IpcMessage.OfSchema(batch.Schema), IpcMessage.OfBatch(batch) })
            stream.Write(ForeignStream.Frame(message).AsSpan(4));
        stream.Write(new byte[4]);
        Ipc.AssertSame([batch], Ipc.Read(false, stream.ToArray()).Batches);
    }

    [Fact]
    public void Large_text_is_read_as_text()
    {
        byte[] offsets = MemoryMarshal.AsBytes<long>([2, 3, 3, 7]).ToArray();
        var read = Ipc.Read(false, ForeignStream.Of(ForeignStream.SchemaOf(Metadata.LargeUtf8),
            ForeignStream.RawBatch(3, 1, [[0b101], offsets, "..a🚕"u8.ToArray()])));
        Assert.Equal(["a", null, "🚕"], Cells.Of(read.Batches, 0));
        Assert.Equal(DataType.Utf8, read.Schema[0].Type);
        Assert.Contains("offset", Refusal(ForeignStream.SchemaOf(Metadata.LargeUtf8),
            ForeignStream.RawBatch(1, 0, [[], MemoryMarshal.AsBytes<long>([0, long.MaxValue]).ToArray(), [65]])));
    }

    [Fact]
    public void Text_views_are_read_as_text()
    {
        var views = new byte[4 * 16];
        void View(int row, string inline) => (views[row * 16], _) = ((byte)inline.Length, System.Text.Encoding.UTF8.GetBytes(inline, views.AsSpan(row * 16 + 4)));
        void Far(int row, int length, int buffer, int offset)
        {
            BinaryPrimitives.WriteInt32LittleEndian(views.AsSpan(row * 16), length);
            BinaryPrimitives.WriteInt32LittleEndian(views.AsSpan(row * 16 + 8), buffer);
            BinaryPrimitives.WriteInt32LittleEndian(views.AsSpan(row * 16 + 12), offset);
        }
        View(0, "twelve chars");
        Far(1, 14, 1, 2);
        Far(2, -7, 9, 9);
        View(3, "");
        IpcMessage[] Messages() => [ForeignStream.SchemaOf(Metadata.Utf8View), ForeignStream.RawBatch(4, 1, [[0b1011], views, [], "..fourteen chars"u8.ToArray()], [2])];
        Assert.Equal(["twelve chars", "fourteen chars", null, ""], Cells.Of(Ipc.Read(false, ForeignStream.Of(Messages())).Batches, 0));
        Far(1, 14, 1, 3);
        Assert.Contains("row 1", Refusal(Messages()));
        Far(1, 14, 2, 0);
        Assert.Contains("row 1", Refusal(Messages()));
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused_but_not_where_a_null_is()
    {
        byte[] offsets = MemoryMarshal.AsBytes<int>([0, 1, 2]).ToArray();
        IpcMessage[] Text(long nulls, byte valid, params byte[] data) => [ForeignStream.SchemaOf(Metadata.Utf8), ForeignStream.RawBatch(2, nulls, [[valid], offsets, data])];
        Assert.Contains("row 1", Refusal(Text(0, 0b11, 65, 0xFF)));
        Assert.Contains("row 0", Refusal(Text(0, 0b11, 0xC3, 0xA9)));
        Assert.Equal(["A", null], Cells.Of(Ipc.Read(false, ForeignStream.Of(Text(1, 0b01, 65, 0xFF))).Batches, 0));
    }

    [Theory]
    [InlineData(new[] { 0, 2, 1 })]
    [InlineData(new[] { -1, 0, 1 })]
    [InlineData(new[] { 0, 1, 9 })]
    [InlineData(new[] { 0, int.MaxValue, int.MaxValue })]
    public void Offsets_that_do_not_ascend_within_the_text_are_refused(int[] offsets) => Assert.Contains("offset",
        Refusal(ForeignStream.SchemaOf(Metadata.Utf8), ForeignStream.RawBatch(2, 0, [[], MemoryMarshal.AsBytes(offsets.AsSpan()).ToArray(), "abc"u8.ToArray()])));

    [Fact]
    public void Empty_text_may_come_without_its_one_offset() =>
        Assert.Equal(0, Ipc.Read(false, ForeignStream.Of(ForeignStream.SchemaOf(Metadata.Utf8), ForeignStream.RawBatch(0, 0, [[], [], []]))).Batches[0].Length);

    [Fact]
    public void Figures_that_contradict_each_other_are_refused_by_column()
    {
        var int8 = ForeignStream.SchemaOf(Metadata.Int, b => b.AddInt32(0, 8));
        Assert.Contains("3 nulls among 2", Refusal(int8, ForeignStream.RawBatch(2, 3, [[1], [1, 2]])));
        Assert.Contains("1 nulls by its count", Refusal(int8, ForeignStream.RawBatch(2, 1, [[0], [1, 2]])));
        Assert.Contains("where 9 are needed", Refusal(int8, ForeignStream.RawBatch(9, 0, [[], [1, 2]])));
        Assert.Contains("fewer buffers", Refusal(int8, ForeignStream.RawBatch(2, 0, [[]])));
        Assert.Contains("3 buffers", Refusal(int8, ForeignStream.RawBatch(2, 0, [[], [1, 2], []])));
        Assert.Contains("a batch of -1 rows", Refusal(int8, ForeignStream.RawBatch(-1, 0, [[], []])));
        Assert.Contains("where 17179869176 are needed", Refusal(ForeignStream.SchemaOf(Metadata.Int, b =>
        {
            b.AddInt32(0, 64);
            b.AddBool(1, true);
        }), ForeignStream.RawBatch(int.MaxValue, 0, [[], [1]])));
    }

    [Fact]
    public void A_stream_must_start_with_one_schema()
    {
        var schema = ForeignStream.SchemaOf(Metadata.Bool);
        Assert.Contains("empty", Assert.Throws<ArrowFormatException>(() => Ipc.Read(false, ReadOnlyMemory<byte>.Empty)).Message);
        Assert.Contains("does not start with a schema", Refusal(ForeignStream.RawBatch(0, 0, [[], []])));
        Assert.Contains("kind 1", Refusal(schema, schema));
    }

    [Fact]
    public void What_is_not_arrow_at_all_is_said_to_be_so()
    {
        Assert.Contains("not Arrow", Assert.Throws<ArrowFormatException>(() => Ipc.Read(false, "VendorID,fare_amount\n1,2\n"u8.ToArray())).Message);
        Assert.Contains("not an Arrow file", Assert.Throws<ArrowFormatException>(() => Ipc.Read(true, "VendorID,fare_amount\n1,2\n"u8.ToArray())).Message);
        Assert.Contains("an Arrow file, not a stream", Assert.Throws<ArrowFormatException>(() => Ipc.Read(false, Ipc.Write(true, new Schema([])))).Message);
        Assert.Throws<ArrowFormatException>(() => Ipc.Read(true, Ipc.Write(false, new Schema([]))));
    }
}
