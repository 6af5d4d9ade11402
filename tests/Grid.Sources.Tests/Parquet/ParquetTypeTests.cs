using System.Globalization;
using Grid.Columns;
using ParquetSharp;
using DataType = Grid.Columns.DataType;
using LogicalType = ParquetSharp.LogicalType;

namespace Grid.Sources.Tests;

/// <summary>Every type of Parquet that Grid reads is what it says, and its nulls are null.</summary>
public sealed class ParquetTypeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<(object?[] Values, string Type)> Read<T>(LogicalType? type, params T[] values)
    {
        using (type)
        {
            string path = ParquetMaker.Write(Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.parquet"), Compression.Snappy, ParquetMaker.Typed("a", type, values));
            var table = await Loading.Load(new CsvOptions(), path);
            return (table["a"], table.Types);
        }
    }

    private async Task Check<T>(string type, object?[] expected, LogicalType? logical, params T[] values)
    {
        var (read, types) = await Read(logical, values);
        Assert.Equal(type, types);
        Assert.Equal(expected, read);
    }

    [Fact]
    public async Task Truth_values() => await Check<bool?>("bool", [true, null, false], null, true, null, false);

    [Fact]
    public async Task Whole_numbers_of_all_widths()
    {
        await Check<sbyte?>("int64", [-128L, null, 127L], null, sbyte.MinValue, null, sbyte.MaxValue);
        await Check<short?>("int64", [(long)short.MinValue, null, (long)short.MaxValue], null, short.MinValue, null, short.MaxValue);
        await Check<int?>("int64", [(long)int.MinValue, null, (long)int.MaxValue], null, int.MinValue, null, int.MaxValue);
        await Check("int64", [long.MinValue, 0L, long.MaxValue], null, long.MinValue, 0L, long.MaxValue);
    }

    [Fact]
    public async Task Whole_numbers_without_a_sign_keep_their_upper_half()
    {
        await Check<byte?>("int64", [0L, null, 255L], null, 0, null, 255);
        await Check<ushort?>("int64", [0L, null, 65535L], null, 0, null, 65535);
        await Check<uint?>("int64", [0L, null, 4294967295L], null, 0u, null, uint.MaxValue);
        await Check<ulong?>("uint64", [0UL, null, ulong.MaxValue], null, 0UL, null, ulong.MaxValue);
    }

    [Fact]
    public async Task Real_numbers_to_the_bit()
    {
        var (read, type) = await Read<double?>(null, -0.0, null, double.NaN, double.NegativeInfinity, double.Epsilon, 0.1);
        Assert.Equal("float64", type);
        Assert.Equal([-0.0, null, double.NaN, double.NegativeInfinity, double.Epsilon, 0.1], read);
        Assert.True(double.IsNegative((double)read[0]!));
        await Check<float?>("float64", [(double)0.1f, null, double.NaN, (double)float.MaxValue], null, 0.1f, null, float.NaN, float.MaxValue);
        await Check<Half?>("float64", [(double)(Half)0.1, null, 65504.0], null, (Half)0.1, null, Half.MaxValue);
    }

    [Fact]
    public async Task Decimals_of_few_digits_are_numbers_and_the_doubles_that_csv_gives()
    {
        await Check<decimal?>("float64", [2.76, null, -0.05, 12345678.9], LogicalType.Decimal(29, 2), 2.76m, null, -0.05m, 12345678.90m);
        await Check<decimal?>("float64", [0.1, null], LogicalType.Decimal(29, 20), 0.1m, null);
    }

    [Fact]
    public async Task Decimals_of_more_digits_than_a_double_keeps_are_text_with_all_of_them()
    {
        await Check<decimal?>("utf8", ["1.50", null, "12345678901234567.89", "-0.01"], LogicalType.Decimal(29, 2), 1.5m, null, 12345678901234567.89m, -0.01m);
        string path = ParquetMaker.Write(Path.Combine(_folder.Path, "d.parquet"), Compression.Snappy, ParquetMaker.Typed("a", LogicalType.Decimal(29, 2), 12345678901234567.89m));
        var rounded = await Loading.Load(new CsvOptions { Schema = new Schema([new Field("a", DataType.Float64)]) }, path);
        Assert.Equal([12345678901234567.89], rounded["a"]);
    }

    [Fact]
    public async Task Whole_decimals_are_whole_numbers_as_long_as_these_hold_them()
    {
        await Check<decimal?>("int64", [1L, null, -9223372036854775808L], LogicalType.Decimal(29, 0), 1m, null, -9223372036854775808m);
        await Check<decimal?>("uint64", [1UL, null, 18446744073709551615UL], LogicalType.Decimal(29, 0), 1m, null, 18446744073709551615m);
        await Check<decimal?>("utf8", ["1", null, "18446744073709551616"], LogicalType.Decimal(29, 0), 1m, null, 18446744073709551616m);
    }

    [Fact]
    public async Task Dates_and_times()
    {
        await Check<Date?>("date32", [0L, null, -1L], null, new Date(0), null, new Date(-1));
        var when = new DateTime(2023, 1, 31, 23, 59, 59).AddTicks(1_234_560);
        long us = (when - DateTime.UnixEpoch).Ticks / 10;
        await Check<DateTime?>("timestamp[us]", [us, null], LogicalType.Timestamp(false, ParquetSharp.TimeUnit.Micros), when, null);
        await Check<DateTime?>("timestamp[us, UTC]", [us, null], LogicalType.Timestamp(true, ParquetSharp.TimeUnit.Micros), when, null);
        await Check<DateTime?>("timestamp[ms]", [us / 1000, null], LogicalType.Timestamp(false, ParquetSharp.TimeUnit.Millis), when, null);
        await Check<DateTimeNanos?>("timestamp[ns]", [1_700_000_000_123_456_789L, null], LogicalType.Timestamp(false, ParquetSharp.TimeUnit.Nanos), new DateTimeNanos(1_700_000_000_123_456_789L), null);
        await Check<TimeSpan?>("utf8", ["08:30:00.000001", null, "23:59:59.999999"], LogicalType.Time(false, ParquetSharp.TimeUnit.Micros), new TimeSpan(8, 30, 0) + TimeSpan.FromMicroseconds(1), null, new TimeSpan(0, 23, 59, 59, 999, 999));
    }

    [Fact]
    public async Task The_outdated_timestamps_of_96_bits_keep_what_they_have()
    {
        static Int96 Of(long seconds, int nanoseconds)
        {
            var (day, second) = Math.DivRem(seconds, 86_400);
            long ofDay = second * 1_000_000_000 + nanoseconds;
            return new Int96((int)ofDay, (int)(ofDay >> 32), (int)(day + 2_440_588));
        }
        await Check<Int96?>("timestamp[us]", [1_600_000_000_000_001L, null, 0L], null, Of(1_600_000_000, 1000), null, Of(0, 0));
        await Check<Int96?>("timestamp[ns]", [1_600_000_000_000_000_001L, null], null, Of(1_600_000_000, 1), null);
        await Check<Int96?>("timestamp[us]", [253_402_214_400_000_000L], null, Of(253_402_214_400, 0));
        await Check<Int96?>("utf8", ["9999-12-31T00:00:00.000000001"], null, Of(253_402_214_400, 1));
    }

    [Fact]
    public async Task Texts_and_what_is_written_as_text()
    {
        await Check<string?>("utf8", ["", null, "ä", "N", "N"], null, "", null, "ä", "N", "N");
        await Check<string?>("utf8", ["{}", null], LogicalType.Json(), "{}", null);
        await Check<Guid?>("utf8", ["01234567-89ab-cdef-0123-456789abcdef", null], null, Guid.Parse("01234567-89ab-cdef-0123-456789abcdef"), null);
        await Check<byte[]?>("utf8", ["00ff", null, ""], null, [0, 255], null, []);
    }

    [Fact]
    public async Task Texts_that_mostly_differ_and_texts_that_mostly_do_not()
    {
        string?[] distinct = [.. Enumerable.Range(0, 70_000).Select(i => i % 9 == 0 ? null : $"text number {i}")];
        string?[] few = [.. Enumerable.Range(0, 70_000).Select(i => i % 9 == 0 ? null : $"a text of some length {i % 300}")];
        foreach (var values in new[] { distinct, few })
        {
            var (read, _) = await Read(null, values);
            Assert.Equal(values, read);
        }
    }

    [Fact]
    public async Task A_column_of_the_type_null_takes_the_type_of_other_files()
    {
        ParquetMaker.Write(Path.Combine(_folder.Path, "1.parquet"), Compression.Snappy, ParquetMaker.Typed<int?>("a", LogicalType.Null(), null, null));
        ParquetMaker.Write(Path.Combine(_folder.Path, "2.parquet"), Compression.Snappy, ParquetMaker.Of("a", "x"));
        Assert.Equal([null, null, "x"], (await Loading.Load(new CsvOptions(), _folder.Path))["a"]);
    }

    [Fact]
    public async Task A_type_that_is_asked_for_is_given_or_refused_by_name()
    {
        string path = ParquetMaker.Write(Path.Combine(_folder.Path, "t.parquet"), Compression.Snappy, ParquetMaker.Of("a", 7L, 8L), ParquetMaker.Of("b", "x", "y"));
        Task<Table> As(string name, DataType type) => Loading.Load(new CsvOptions { Schema = new Schema([new Field(name, type)]) }, path);
        Assert.Equal(["7", "8"], (await As("a", DataType.Utf8))["a"]);
        Assert.Equal([7.0, 8.0], (await As("a", DataType.Float64))["a"]);
        var error = await Assert.ThrowsAsync<SourceException>(() => As("b", DataType.Int64));
        Assert.EndsWith("t.parquet, column 'b': it is string, and its values are not all int64; ask for a wider type (utf8 holds anything), or none.", error.Message);
    }

    [Fact]
    public async Task Nested_columns_are_refused_left_out_or_taken_apart()
    {
        string path = Path.Combine(_folder.Path, "n.parquet");
        using (var db = new Duck())
            db.Run($"copy (select i as id, {{'x': i * 2, 'y': case when i = 1 then null else 'v' || i end}} as point, [i, i + 1] as list from range(3) t(i)) to '{path}' (format parquet)");
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), path));
        Assert.EndsWith("n.parquet, column 'point': it is nested (a struct), and a table has one value in each row and column; leave such columns out (--nested leave-out), or take the fields of structs for columns (--nested flatten).", error.Message);
        Assert.Equal(["id"], (await Loading.Load(new CsvOptions { Nested = NestedColumns.LeaveOut }, path)).Schema.Fields.Select(field => field.Name));
        error = await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions { Nested = NestedColumns.Flatten }, path));
        Assert.Contains("column 'list': it is nested (a list or a map)", error.Message);
        var flat = await Loading.Load(new CsvOptions { Nested = NestedColumns.Flatten, Columns = ["id", "point.x", "point.y"] }, path);
        Assert.Equal(["v0", null, "v2"], flat["point.y"]);
        Assert.Equal([0L, 2L, 4L], flat["point.x"].Select(x => Convert.ToInt64(x, CultureInfo.InvariantCulture)).Cast<object?>());
    }
}
