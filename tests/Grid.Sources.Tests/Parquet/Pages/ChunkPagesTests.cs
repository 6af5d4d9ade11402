using ParquetSharp;
using Encoding = System.Text.Encoding;
using LogicalType = Grid.Columns.LogicalType;

namespace Grid.Sources.Tests;

/// <summary>Pages in an order, and of a kind, that no writer makes, but files of strangers may have.</summary>
public sealed class ChunkPagesTests : IDisposable
{
    private static readonly ParquetLeaf s_whole = new(0, "whole", ParquetKind.Whole, [LogicalType.Whole], "int32", 0) { Physical = PhysicalType.Int32 };
    private static readonly ParquetLeaf s_text = new(0, "text", ParquetKind.Text, [LogicalType.Text], "string", 0) { Physical = PhysicalType.ByteArray };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static byte[] Number(int number)
    {
        var bytes = new List<byte>();
        uint left = (uint)number << 1;
        for (; left >= 0x80; left >>= 7)
            bytes.Add((byte)(left | 0x80));
        bytes.Add((byte)left);
        return [.. bytes];
    }

    private static byte[] Start(PageKind kind, int stored, int decompressed) => [0x15, .. Number((int)kind), 0x15, .. Number(decompressed), 0x15, .. Number(stored)];

    private static byte[] Dictionary(int values, byte[] page) =>
        [.. Start(PageKind.Dictionary, page.Length, page.Length), 0x4C, 0x15, .. Number(values), 0x15, 0, 0, 0, .. page];

    private static byte[] Data(int values, PageEncoding encoding, byte[] page) =>
        [.. Start(PageKind.Data, page.Length, page.Length), 0x2C, 0x15, .. Number(values), 0x15, .. Number((int)encoding), 0x15, 6, 0x15, 6, 0, 0, .. page];

    // Of no levels, and said to be stored as it is.
    private static byte[] Data2(int values, byte[] page, int decompressed) =>
        [.. Start(PageKind.Data2, page.Length, decompressed), 0x5C, 0x15, .. Number(values), 0x15, 0, 0x15, .. Number(values), 0x15, 0, 0x15, 0, 0x15, 0, 0x12, 0, 0, .. page];

    // Indices of one bit: so many times the same.
    private static byte[] Coded(int values, byte index) => Data(values, PageEncoding.RleDictionary, [1, .. Run(values), index]);

    private static byte[] Run(int count) => Number(count);

    private static byte[] Wholes(params int[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static byte[] Texts(IEnumerable<string> values) => [.. values.SelectMany(value => (byte[])[.. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)])];

    private (int Rows, object?[]? Cells) Read(ParquetLeaf leaf, int rows, params byte[][] pages) => Read(leaf, rows, int.MaxValue, PageCodec.None, isAmbiguous: false, pages);

    private (int Rows, object?[]? Cells) Read(ParquetLeaf leaf, int rows, long values, PageCodec codec, bool isAmbiguous, params byte[][] pages)
    {
        byte[] chunk = [.. pages.SelectMany(page => page)];
        string path = _folder.Write("pages", chunk);
        using var source = SourceStore.Open(new FileStamp(path, chunk.Length, File.GetLastWriteTimeUtc(path).Ticks), TestContext.Current.CancellationToken);
        using var read = new ChunkPages(source);
        using var pass = ColumnPass.Create(leaf, leaf.Types[0], rows, isRounded: false);
        Assert.True(read.TryOpen(new ChunkPlace(0, chunk.Length, codec, values, isAmbiguous)));
        Assert.True(pass.TryRead(read, 0, rows, TestContext.Current.CancellationToken));
        return (pass.Rows, pass.Rows == rows ? Cells.Of(pass.Finish()) : null);
    }

    [Fact]
    public void A_dictionary_that_would_take_much_more_memory_than_its_file_is_left_to_ParquetSharp()
    {
        foreach (int values in new[] { 2 << 20, (2 << 20) + 1 })
        {
            var (rows, _) = Read(s_whole, 100, Dictionary(values, new byte[sizeof(int) * values]), Coded(100, 1));
            Assert.Equal(values == 2 << 20 ? 100 : 0, rows);
        }
    }

    [Fact]
    public void Indices_may_follow_values()
    {
        var (rows, cells) = Read(s_whole, 10, Dictionary(2, Wholes(7, 9)), Coded(4, 1), Data(2, PageEncoding.Plain, Wholes(5, 6)), Coded(4, 0));
        Assert.Equal(10, rows);
        Assert.Equal([9L, 9L, 9L, 9L, 5L, 6L, 7L, 7L, 7L, 7L], cells);
    }

    [Fact]
    public void Indices_may_follow_texts_that_are_too_many_for_codes()
    {
        string[] plain = [.. Enumerable.Range(0, 20_000).Select(i => $"text {i}")];
        var (rows, cells) = Read(s_text, 20_008, Dictionary(2, Texts(["a", "b"])), Coded(4, 1), Data(plain.Length, PageEncoding.Plain, Texts(plain)), Coded(4, 0));
        Assert.Equal(20_008, rows);
        Assert.Equal(["b", "b", "b", "b", .. plain, "a", "a", "a", "a"], cells);
    }

    [Fact]
    public void What_ParquetSharp_does_not_read_on_from_is_left_to_it()
    {
        byte[] dictionary = Dictionary(2, Wholes(7, 9));
        Assert.Equal(4, Read(s_whole, 8, dictionary, Coded(4, 1), dictionary, Coded(4, 1)).Rows);
        Assert.Equal(4, Read(s_whole, 8, dictionary, Coded(4, 1), Data(0, PageEncoding.Plain, []), Coded(4, 1)).Rows);
        Assert.Equal(2, Read(s_whole, 6, Data(2, PageEncoding.Plain, Wholes(1, 2)), Coded(4, 1)).Rows);
        Assert.Equal(6, Read(s_whole, 6, Data(2, PageEncoding.Plain, Wholes(1, 2)), dictionary, Coded(4, 1)).Rows);
    }

    [Fact]
    public void Indices_of_nulls_alone_want_a_dictionary_too()
    {
        var leaf = s_whole with { MaxLevel = 1 };
        byte[] nulls = Data(4, PageEncoding.RleDictionary, [2, 0, 0, 0, .. Run(4), 0]);
        Assert.Equal(0, Read(leaf, 4, nulls).Rows);
        Assert.Equal([null, null, null, null], Read(leaf, 4, Dictionary(1, Wholes(3)), nulls).Cells);
    }

    [Fact]
    public void Pages_behind_the_values_that_the_footer_says_are_left()
    {
        byte[] page = Data(2, PageEncoding.Plain, Wholes(1, 2));
        Assert.Equal(4, Read(s_whole, 6, 3, PageCodec.None, isAmbiguous: false, page, page, page).Rows);
        Assert.Equal(6, Read(s_whole, 6, 6, PageCodec.None, isAmbiguous: false, page, page, page).Rows);
    }

    [Fact]
    public void Pages_that_may_be_compressed_or_not_are_left()
    {
        byte[] page = Data2(2, Wholes(1, 2), 8);
        Assert.Equal([1L, 2L], Read(s_whole, 2, 2, PageCodec.Snappy, isAmbiguous: false, page).Cells);
        Assert.Equal([1L, 2L], Read(s_whole, 2, 2, PageCodec.None, isAmbiguous: true, page).Cells);
        Assert.Equal(0, Read(s_whole, 2, 2, PageCodec.Snappy, isAmbiguous: true, page).Rows);
    }
}
