using ParquetSharp;

namespace Grid.Sources.Tests;

/// <summary>Files that are no Parquet, or no whole one, are refused by name, and never end the process.</summary>
public sealed class BadParquetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string In(string name) => Path.Combine(_folder.Path, name);

    private async Task<string> Fails(byte[] bytes)
    {
        string path = _folder.Write("bad.parquet", bytes);
        return (await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), path))).Message[(path.Length - "bad.parquet".Length)..];
    }

    private byte[] Sound(Compression codec = Compression.Snappy, bool checksums = false)
    {
        int?[] numbers = [.. Enumerable.Range(0, 3000).Select(i => i % 10 == 0 ? (int?)null : i)];
        string?[] texts = [.. Enumerable.Range(0, 3000).Select(i => i % 7 == 0 ? null : $"t{i % 50}")];
        double[] reals = [.. Enumerable.Range(0, 3000).Select(i => i / 7.0)];
        ParquetMaker.Write(
            In("sound"), codec, builder => { if (checksums) builder.EnablePageChecksum(); },
            ParquetMaker.Groups("n", null, [numbers, numbers]), ParquetMaker.Groups("t", null, [texts, texts]), ParquetMaker.Groups("r", null, [reals, reals]),
            ParquetMaker.Groups("d", LogicalType.Decimal(29, 3), [reals.Select(r => (decimal)Math.Round(r, 3)).ToArray(), reals.Select(r => (decimal)Math.Round(r, 3)).ToArray()]));
        return File.ReadAllBytes(In("sound"));
    }

    [Fact]
    public async Task What_is_no_Parquet_is_told_so()
    {
        Assert.StartsWith("bad.parquet is empty; expected a table in Parquet", await Fails([]));
        Assert.StartsWith("bad.parquet has 4 bytes, and is no Parquet file", await Fails("PAR1"u8.ToArray()));
        Assert.StartsWith("bad.parquet does not start with PAR1", await Fails("a,b,c\n1,2,3\n1,2,3\n"u8.ToArray()));
        Assert.StartsWith("bad.parquet is encrypted Parquet", await Fails([.. "PARE"u8, .. new byte[20], .. "PARE"u8]));
        Assert.Contains("the footer: it cannot be read", await Fails([.. "PAR1"u8, .. new byte[20], .. "PAR1"u8]));
        Assert.Contains("the footer: it cannot be read", await Fails([.. "PAR1"u8, 255, 255, 255, 127, .. "PAR1"u8]));
    }

    [Fact]
    public async Task Truncated_anywhere_it_is_refused()
    {
        byte[] sound = Sound();
        for (int length = sound.Length - 1; length > 0; length -= length > sound.Length - 20 ? 1 : 997)
            Assert.StartsWith("bad.parquet", await Fails(sound[..length]));
    }

    [Fact]
    public async Task Data_cut_out_of_the_middle_is_told_by_row_group_and_column()
    {
        byte[] sound = Sound();
        for (int i = 4; i < 400; i++)
            sound[i] = 0xFF;
        Assert.Matches("^bad.parquet, row group 1, column 'n': it cannot be read: .*; the file is damaged or was cut short: copy it again, or have its writer write it anew.$", await Fails(sound));
    }

    [Fact]
    public async Task A_page_whose_checksum_does_not_agree_is_refused()
    {
        byte[] sound = Sound(Compression.Uncompressed, checksums: true);
        // A value in the middle of the column of doubles, which nothing else would notice.
        int at = sound.AsSpan().IndexOf(BitConverter.GetBytes(1000 / 7.0));
        Assert.True(at > 0);
        sound[at] ^= 1;
        Assert.Contains("row group 1, column 'r'", await Fails(sound));
    }

    [Fact]
    public async Task A_codec_that_is_not_there_is_named()
    {
        byte[] bytes = File.ReadAllBytes(ParquetMaker.Write(In("sound"), Compression.Snappy, ParquetMaker.Of("a", 1L, 2L, 3L)));
        // In the footer, behind the path of the column: the codec, snappy by its number. Three is LZO.
        int at = bytes.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x19, 0x18, 0x01, (byte)'a', 0x15, 0x02, 0x16]);
        Assert.True(at > 0);
        bytes[at + 5] = 0x06;
        string message = await Fails(bytes);
        Assert.StartsWith("bad.parquet, row group 1, column 'a': it cannot be read:", message);
        Assert.EndsWith("write it with snappy, zstd, gzip, brotli, LZ4_RAW or without compression.", message);
    }

    [Fact]
    public async Task A_page_that_is_more_than_it_says_is_refused()
    {
        ParquetMaker.Write(In("sound"), Compression.Snappy, builder => builder.DisableDictionary(), ParquetMaker.Of("a", [.. Enumerable.Range(0, 1000).Select(i => (long)i * i)]));
        byte[] bytes = File.ReadAllBytes(In("sound"));
        // A data page's header: its kind, then the bytes that it decompresses to, in two bytes of seven bits.
        Assert.Equal([0x15, 0x00, 0x15], bytes[4..7]);
        Assert.True(bytes[7] >= 0x80 && bytes[8] is > 0x10 and < 0x80);
        bytes[8] = 0x10;
        Assert.StartsWith("bad.parquet, row group 1, column 'a': it cannot be read:", await Fails(bytes));
    }

    [Fact]
    public async Task A_footer_whose_rows_are_not_those_of_its_columns_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(ParquetMaker.Write(In("sound"), Compression.Uncompressed, ParquetMaker.Of("a", [.. Enumerable.Range(0, 50)])));
        // Fifty values, behind the path and the codec.
        int at = bytes.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x19, 0x18, 0x01, (byte)'a', 0x15, 0x00, 0x16, 100]);
        Assert.True(at > 0);
        bytes[at + 7] = 102;
        Assert.Contains("row group 1, column 'a': it has 51 values by the footer, and the row group 50 rows;", await Fails(bytes));
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_told()
    {
        byte[] sound = Sound(Compression.Uncompressed);
        int at = sound.AsSpan().IndexOf("t17"u8);
        sound[at] = 0xFF;
        Assert.EndsWith("column 't': text that is not UTF-8; the file is damaged or was cut short: copy it again, or have its writer write it anew.", await Fails(sound));
    }

    [Theory]
    [InlineData(Compression.Snappy, 1)]
    [InlineData(Compression.Uncompressed, 2)]
    [InlineData(Compression.Zstd, 3)]
    public async Task Damaged_bytes_are_refused_or_read_and_nothing_worse(Compression codec, int seed)
    {
        byte[] sound = Sound(codec);
        int rounds = int.Parse(Environment.GetEnvironmentVariable("GRID_MUTATIONS") ?? "40", System.Globalization.CultureInfo.InvariantCulture);
        var random = new Random(seed);
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = [.. sound];
            // Half of them in the footer, where lies are worst.
            for (int i = random.Next(1, 6); i > 0; i--)
                bytes[round % 2 == 0 ? random.Next(bytes.Length) : bytes.Length - 1 - random.Next(Math.Min(1500, bytes.Length))] = (byte)random.Next(256);
            string path = _folder.Write("bad.parquet", bytes);
            try
            {
                var table = await Loading.Load(new CsvOptions(), path);
                Assert.True(table.Rows >= 0);
            }
            catch (SourceException e)
            {
                Assert.StartsWith(path, e.Message);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }
}
