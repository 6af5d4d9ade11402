using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Grid.Sources.Tests;

/// <summary>Compressed texts are the tables that they are without; what is cut off, damaged or of another kind is an error.</summary>
public sealed class CompressedTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static byte[] Gzip(byte[] text, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var stored = new MemoryStream();
        using (var stream = new System.IO.Compression.GZipStream(stored, level))
            stream.Write(text);
        return stored.ToArray();
    }

    private static byte[] Zstd(byte[] text, int window = 0)
    {
        using var compressor = new Compressor(3);
        compressor.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        if (window > 0)
            compressor.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_windowLog, window);
        return compressor.Wrap(text).ToArray();
    }

    private static byte[] Stored(string extension, byte[] text) => extension == ".gz" ? Gzip(text) : Zstd(text);

    private static string Text(int rows) =>
        "id,name,value,at\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i},{(i % 500 == 0 ? "\"x\ny\"" : $"n{i % 17}")},{i * 0.25},2017-03-{1 + i % 28:D2} 10:00:00\n"));

    private Task<Table> Load(string name, byte[] bytes) => Loading.Load(new CsvOptions(), _folder.Write(name, bytes));

    private async Task<SourceException> Fails(string name, byte[] bytes)
    {
        string path = _folder.Write(name, bytes);
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), path));
        Assert.Equal(path, error.Path);
        Assert.Contains(path, error.Message);
        Assert.DoesNotContain('\n', error.Message);
        return error;
    }

    [Theory]
    [InlineData(".gz", 10)]
    [InlineData(".gz", 200_000)]
    [InlineData(".zst", 10)]
    [InlineData(".zst", 200_000)]
    public async Task The_table_is_that_of_the_text_whatever_the_name(string extension, int rows)
    {
        byte[] text = Encoding.ASCII.GetBytes(Text(rows));
        var expected = await Loading.Load(new CsvOptions { SplitBytes = 1 << 30 }, _folder.Write("plain.csv", text));
        foreach (string name in new[] { "x.csv" + extension, "x.CSV" + extension.ToUpperInvariant(), "x.csv", "x" })
            Assert.Equal(Tables.Bytes(expected), Tables.Bytes(await Load(name, Stored(extension, text))));
        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(await Load("x.csv" + extension, Stored(extension, Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Text(rows))).ToArray()))));
        // Several members, or frames, are one text; one may be empty.
        byte[][] parts = [Stored(extension, text[..(text.Length / 3)]), Stored(extension, []), Stored(extension, text[(text.Length / 3)..]), Stored(extension, [])];
        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(await Load("x.csv" + extension, [.. parts.SelectMany(part => part)])));
    }

    [Fact]
    public async Task Folders_and_buckets_have_them_among_their_tables()
    {
        byte[] text = Encoding.ASCII.GetBytes(Text(50));
        _folder.Write("t/1.csv", text);
        _folder.Write("t/2.csv.gz", Gzip(text));
        _folder.Write("t/3.csv.zst", Zstd(text));
        _folder.Write("t/4.tar.gz", Gzip(text));
        Assert.Equal(150, (await Loading.Load(new CsvOptions(), Path.Combine(_folder.Path, "t"))).Rows);
        var bucket = Buckets.Make();
        bucket.PutAll(_folder.Path);
        Assert.Equal(150, (await Loading.Load(new CsvOptions(), bucket["t"])).Rows);
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".zst")]
    public async Task What_is_cut_off_anywhere_is_an_error(string extension)
    {
        byte[] whole = Stored(extension, Encoding.ASCII.GetBytes(Text(100)));
        for (int length = 0; length < whole.Length; length++)
            await Fails("x.csv" + extension, whole[..length]);
        byte[] two = [.. whole, .. whole];
        for (int length = whole.Length + 1; length < two.Length; length += 7)
            await Fails("x.csv" + extension, two[..length]);
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".zst")]
    public async Task What_has_a_bit_flipped_is_an_error_or_the_same_table(string extension)
    {
        byte[] text = Encoding.ASCII.GetBytes(Text(100)), whole = Stored(extension, text);
        byte[] expected = Tables.Bytes(await Load("x.csv" + extension, whole));
        int refused = 0;
        for (int bit = 0; bit < whole.Length * 8; bit += 3)
        {
            byte[] bytes = [.. whole];
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            try
            {
                // A time or a system in the header says nothing of the text.
                Assert.Equal(expected, Tables.Bytes(await Load("x.csv" + extension, bytes)));
            }
            catch (SourceException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, whole.Length * 8 / 3 - 40, whole.Length * 8 / 3 + 1);
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".zst")]
    public async Task Damage_far_into_a_file_is_an_error_when_it_is_loaded(string extension)
    {
        byte[] whole = Stored(extension, Encoding.ASCII.GetBytes(Text(300_000)));
        byte[] bad = [.. whole];
        bad[^(whole.Length / 4)] ^= 0x10;
        Assert.Contains("cut off or damaged", (await Fails("x.csv" + extension, bad)).Message);
        Assert.Contains("cut off or damaged", (await Fails("x.csv" + extension, whole[..^1])).Message);
        Assert.Contains("cut off or damaged", (await Fails("x.csv" + extension, [.. whole, .. "more"u8])).Message);
        Assert.Equal(900_002, (await Fails("x.csv" + extension, Stored(extension, Encoding.ASCII.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n3,4\n5,6\n", 300_000)) + "7\n")))).Line);
    }

    [Fact]
    public async Task Members_with_names_remarks_and_padding_are_read()
    {
        byte[] whole = Gzip(Encoding.ASCII.GetBytes("a,b\n1,2\n"));
        byte[] named = [.. whole[..3], 0x1E, .. whole[4..10], 3, 0, 1, 2, 3, .. new byte[70_000].Select(_ => (byte)'n'), 0, .. "remark\0"u8, 9, 9, .. whole[10..]];
        Assert.Equal([1L], (await Load("x.csv.gz", named))["a"]);
        Assert.Equal([1L], (await Load("x.csv.gz", [.. named, .. new byte[1000]]))["a"]);
        Assert.Equal([1L], (await Load("x.csv.gz", [.. Gzip([]), .. Gzip([]), .. whole, .. Gzip([])]))["a"]);
        Assert.Contains("cut off or damaged", (await Fails("x.csv.gz", [.. named, 0, 0, 1])).Message);
        Assert.Contains("cut off or damaged", (await Fails("x.csv.gz", [.. whole[..3], 0xE0, .. whole[4..]])).Message);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public async Task Members_of_every_length_end_where_they_do(CompressionLevel level)
    {
        // Ends at all places of the pieces that are handed to who inflates them.
        var random = new Random(1);
        byte[] text = Encoding.ASCII.GetBytes("a\n" + string.Concat(Enumerable.Range(0, 400_000).Select(_ => $"{random.Next(1000)}\n")));
        var parts = new List<byte[]>();
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(text.Length - at, random.Next(4) == 0 ? random.Next(3) : random.Next(30_000));
            parts.Add(Gzip(text[at..(at + length)], level));
            at += length;
        }
        var expected = await Load("plain.csv", text);
        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(await Load("x.csv.gz", [.. parts.SelectMany(part => part)])));
    }

    [Fact]
    public async Task Other_compressions_are_refused_with_what_to_do()
    {
        Assert.Contains("with bzip2, which is not read: decompress it first (bunzip2)", (await Fails("x.csv.bz2", [.. "BZh91AY&SY"u8, 1, 2, 3])).Message);
        Assert.Contains("(unxz)", (await Fails("x.csv.xz", [0xFD, .. "7zXZ"u8, 0, 1])).Message);
        Assert.Contains("(unzip)", (await Fails("x.csv", [.. "PK\u0003\u0004"u8, 0, 1])).Message);
        Assert.Contains("(lz4 -d)", (await Fails("x", [0x04, 0x22, 0x4D, 0x18, 0])).Message);
        Assert.Contains("take .gz off its name", (await Fails("x.csv.gz", "a,b\n1,2\n"u8.ToArray())).Message);
        Assert.Contains("take .zst off its name", (await Fails("x.csv.zst", "a,b\n1,2\n"u8.ToArray())).Message);
        Assert.Equal([1L], (await Load("x.csv.zst", Gzip("a,b\n1,2\n"u8.ToArray())))["a"]);
        Assert.Equal([1L], (await Load("BZh.csv", "BZh,b\n1,2\n"u8.ToArray()))["BZh"]);
    }

    [Fact]
    public async Task A_window_that_takes_much_memory_is_refused_with_what_to_do()
    {
        // The header of a frame with a window of 1 GiB, and no content size.
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 20 << 3, 0x01, 0, 0];
        Assert.Contains("zstd -d --long=31", (await Fails("x.csv.zst", frame)).Message);
    }

    [Fact]
    public async Task A_row_that_decompresses_to_very_much_is_refused_before_it_fills_the_memory()
    {
        byte[] zeros = Gzip([.. "a,b\n1,\""u8, .. new byte[64 << 20].Select(_ => (byte)'x')], CompressionLevel.Fastest);
        Assert.Contains("longer than", (await Fails("x.csv.gz", zeros)).Message);
    }

    [Fact]
    public async Task Progress_is_in_bytes_of_the_file_and_grows()
    {
        byte[] whole = Gzip(Encoding.ASCII.GetBytes(Text(400_000)), CompressionLevel.NoCompression);
        var plan = await Loading.Plan(new CsvOptions(), _folder.Write("x.csv.gz", whole));
        var split = Assert.Single(plan.Splits);
        Assert.Equal(whole.Length, split.Length);
        var told = new List<long>();
        SplitReader.Read(split, plan.Schema, plan.Options, new Told(told), TestContext.Current.CancellationToken);
        Assert.True(told.Count > 5);
        Assert.Equal(whole.Length, told.Sum());
        Assert.InRange(plan.BytesExpected, 400_000 * 10, 400_000 * 40);
    }

    [Fact]
    public async Task A_read_that_is_cancelled_ends()
    {
        var plan = await Loading.Plan(new CsvOptions(), _folder.Write("x.csv.gz", Gzip(Encoding.ASCII.GetBytes(Text(300_000)))));
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => SplitReader.Read(plan.Splits[0], plan.Schema, plan.Options, new Cancels(cancel), cancel.Token));
    }

    private sealed class Told(List<long> told) : IProgress<long>
    {
        public void Report(long value) => told.Add(value);
    }

    private sealed class Cancels(CancellationTokenSource cancel) : IProgress<long>
    {
        public void Report(long value) => cancel.Cancel();
    }
}
