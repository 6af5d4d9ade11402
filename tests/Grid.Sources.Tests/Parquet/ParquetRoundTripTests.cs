using ParquetSharp;

namespace Grid.Sources.Tests;

/// <summary>Made-up tables of every type, with nulls everywhere, somewhere and nowhere, in row groups and splits of any size, are read as they were written.</summary>
public sealed class ParquetRoundTripTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private sealed record Kind(string Name, Func<Random, int, (ParquetMaker.Values Values, object?[][] Expected)> Make);

    private static Kind Of<T>(string name, LogicalType? type, Func<Random, T?> value, Func<T, object> read) where T : struct => new(name, (random, variety) =>
    {
        var groups = Groups(random, variety, r => value(r));
        return (ParquetMaker.Groups(name, type, groups), [.. groups.Select(group => group.Select(v => v is { } one ? read(one) : null).ToArray())]);
    });

    private static Kind OfText(string name, Func<Random, string?> value) => new(name, (random, variety) =>
    {
        var groups = Groups(random, variety, value);
        return (ParquetMaker.Groups(name, null, groups), [.. groups.Select(group => group.Cast<object?>().ToArray())]);
    });

    // Groups of the same sizes for all columns of a table, as the first numbers of the table's seed say.
    [ThreadStatic]
    private static int[]? t_sizes;

    private static T?[][] Groups<T>(Random random, int variety, Func<Random, T?> value)
    {
        int nulls = random.Next(4);
        var pool = Enumerable.Range(0, variety).Select(_ => value(random)).ToArray();
        return [.. t_sizes!.Select(size => Enumerable.Range(0, size).Select(_ => nulls == 3 || (nulls > 0 && random.Next(nulls == 1 ? 20 : 2) == 0) ? default : pool[random.Next(variety)]).ToArray())];
    }

    private static readonly Kind[] s_kinds =
    [
        Of<bool>("bool", null, r => r.Next(2) == 0, v => v),
        Of<int>("int32", null, r => r.Next(int.MinValue, int.MaxValue), v => (long)v),
        Of<sbyte>("int8", null, r => (sbyte)r.Next(-128, 128), v => (long)v),
        Of<ushort>("uint16", null, r => (ushort)r.Next(65536), v => (long)v),
        Of<uint>("uint32", null, r => (uint)r.NextInt64(uint.MaxValue), v => (long)v),
        Of<long>("int64", null, r => r.NextInt64(long.MinValue, long.MaxValue), v => v),
        Of<long>("small", null, r => r.NextInt64(-50, 50), v => v),
        Of<ulong>("uint64", null, r => (ulong)r.NextInt64(long.MinValue, long.MaxValue), v => v),
        Of<float>("float", null, r => r.Next(9) switch { 0 => float.NaN, 1 => -0f, _ => (float)r.NextDouble() }, v => (double)v),
        Of<double>("double", null, r => r.Next(9) switch { 0 => double.NaN, 1 => -0.0, 2 => double.PositiveInfinity, _ => r.NextDouble() * 1e6 }, v => v),
        Of<double>("cents", null, r => r.Next(-100_000, 100_000) / 100.0, v => v),
        Of<double>("manyDigits", null, r => r.Next(3) == 0 ? r.NextInt64(1L << 53) / 1e7 : r.Next(1000), v => v),
        Of<decimal>("decimal", LogicalType.Decimal(29, 4), r => r.Next(-1_000_000, 1_000_000) / 10_000m, v => (double)v),
        Of<Date>("date", null, r => new Date(r.Next(-700_000, 2_900_000)), v => (long)v.Days),
        Of<DateTime>("ms", LogicalType.Timestamp(true, ParquetSharp.TimeUnit.Millis), r => DateTime.UnixEpoch.AddMilliseconds(r.NextInt64(-1L << 40, 1L << 42)), v => (v - DateTime.UnixEpoch).Ticks / 10_000),
        Of<DateTime>("us", LogicalType.Timestamp(false, ParquetSharp.TimeUnit.Micros), r => DateTime.UnixEpoch.AddMicroseconds(r.NextInt64(-1L << 50, 1L << 52)), v => (v - DateTime.UnixEpoch).Ticks / 10),
        Of<DateTimeNanos>("ns", null, r => new DateTimeNanos(r.NextInt64(-1L << 62, 1L << 62)), v => v.Ticks),
        Of<Guid>("uuid", null, r => { byte[] bytes = new byte[16]; r.NextBytes(bytes); return new Guid(bytes); }, v => v.ToString()),
        OfText("text", r => new string('ä', r.Next(4)) + r.Next(100_000)),
        OfText("words", r => r.Next(3) == 0 ? "" : "word " + r.Next(5)),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task What_is_written_is_read(int seed)
    {
        var random = new Random(seed);
        int[] sizes = t_sizes = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(5) == 0 ? 0 : random.Next(1, seed == 1 ? 40_000 : 3000))];
        var columns = s_kinds.Select(kind => (kind.Name, Made: kind.Make(random, random.Next(3) switch { 0 => 1, 1 => 30, _ => 20_000 }))).ToArray();
        string path = Path.Combine(_folder.Path, "t.parquet");
        var codec = (Compression[])[Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli, Compression.Zstd, Compression.Lz4];
        ParquetMaker.Write(path, codec[seed % codec.Length], builder =>
        {
            if (random.Next(2) == 0)
                builder.DisableDictionary();
            builder.DataPagesize(random.Next(2) == 0 ? 1024 : 1 << 20);
        }, [.. columns.Select(column => column.Made.Values)]);
        var table = await Loading.Load(new CsvOptions { SplitBytes = random.Next(2) == 0 ? 0 : random.Next(1000, 100_000) }, path);
        Assert.Equal(sizes.Sum(), table.Rows);
        foreach (var (name, made) in columns)
        {
            object?[] expected = [.. made.Expected.SelectMany(group => group)], read = table[name];
            Assert.Equal(expected, read);
            for (int i = 0; i < expected.Length; i++)
            {
                if (expected[i] is double value)
                    Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits((double)read[i]!));
            }
        }
    }
}
