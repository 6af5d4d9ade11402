using Grid.Columns;
using ParquetSharp;
using LogicalType = ParquetSharp.LogicalType;

namespace Grid.Sources.Tests;

/// <summary>Columns of which files have several types: what is planned of them, what comes of them, and what is told are one.</summary>
public sealed class UnionTests : IDisposable
{
    private const ulong Huge = 18446744073709551615;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private void Parquet(string name, params ParquetMaker.Values[] columns) => ParquetMaker.Write(Path.Combine(_folder.Path, name), Compression.Snappy, columns);

    private void Arrow(string name, Grid.Columns.Column column)
    {
        using var stream = File.Create(Path.Combine(_folder.Path, name));
        var batch = new RecordBatch(new Schema([new Field("a", column.Type)]), [column], column.Length);
        using var writer = new ArrowFileWriter(stream, batch.Schema);
        writer.Write(batch);
        writer.Finish();
    }

    private static ParquetMaker.Values<DateTimeNanos> Nanoseconds(string name, long ticks) =>
        ParquetMaker.Typed(name, LogicalType.Timestamp(false, ParquetSharp.TimeUnit.Nanos), new DateTimeNanos(ticks));

    /// <summary>The only column as it comes out, and what is told; fails where the footers alone say otherwise.</summary>
    private async Task<(string Type, object?[] Values, string[] Notes)> Load(CsvOptions? options = null)
    {
        var plan = await Loading.Plan(options ?? new CsvOptions(), _folder.Path);
        var table = Loading.Load(plan);
        if (plan.Columns is not null)
            Assert.Equal(plan.Schema, table.Schema);
        var notes = table.Splits.Aggregate(SourceNotes.None, (all, split) => all.Merge(split.Notes));
        return (table.Types, table[0], [.. plan.NotesOf(notes, table.Schema, TestContext.Current.CancellationToken).Items.Select(note => note.ToString())]);
    }

    private static CsvOptions As(DataType type) => new() { Schema = new Schema([new Field("a", type)]) };

    private static string Digits(string value, string file) =>
        $"a is text because '{value}' in {file} has more digits than float64 keeps, the one type for it and numbers with a sign or a fraction (--schema a:double)";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_whole_number_that_no_double_keeps_makes_text_beside_reals_and_is_named(bool isSwapped)
    {
        Parquet(isSwapped ? "2.parquet" : "1.parquet", ParquetMaker.Of("a", 7L, 9007199254740993L));
        Parquet(isSwapped ? "1.parquet" : "2.parquet", ParquetMaker.Of("a", 0.5));
        var (type, values, notes) = await Load();
        Assert.Equal("utf8", type);
        Assert.Equal(isSwapped ? ["0.5", "7", "9007199254740993"] : ["7", "9007199254740993", "0.5"], values);
        Assert.Equal([Digits("9007199254740993", isSwapped ? "2.parquet" : "1.parquet")], notes);
        (type, values, notes) = await Load(As(DataType.Float64));
        Assert.Equal("float64", type);
        Assert.Equal([0.5, 7.0, 9007199254740992.0], values.Order());
        Assert.DoesNotContain(notes, note => note.Contains("text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whole_numbers_that_doubles_keep_are_doubles_beside_reals_by_the_footers_alone()
    {
        Parquet("1.parquet", ParquetMaker.Of("a", -9007199254740992L, 9007199254740992L));
        Parquet("2.parquet", ParquetMaker.Of("a", 0.5));
        var (type, values, notes) = await Load();
        Assert.Equal("float64", type);
        Assert.Equal([-9007199254740992.0, 9007199254740992.0, 0.5], values);
        Assert.Equal(["2 files: a double and int64 as float64"], notes);
        Assert.NotNull((await Loading.Plan(new CsvOptions(), _folder.Path)).Columns);
    }

    [Fact]
    public async Task Numbers_with_a_sign_and_numbers_without_have_room_in_one_type_or_are_text()
    {
        Parquet("1.parquet", ParquetMaker.Of("a", Huge, 1UL));
        Parquet("2.parquet", ParquetMaker.Of("a", -1L, 1L));
        var (type, values, notes) = await Load();
        Assert.Equal("utf8", type);
        Assert.Equal(["18446744073709551615", "1", "-1", "1"], values);
        Assert.Equal([Digits("18446744073709551615", "1.parquet")], notes);
        (type, values, _) = await Load(As(DataType.Float64));
        Assert.Equal("float64", type);
        Assert.Equal([18446744073709551616.0, 1.0, -1.0, 1.0], values);

        Parquet("2.parquet", ParquetMaker.Of("a", 5L));
        (type, values, notes) = await Load();
        Assert.Equal("uint64", type);
        Assert.Equal([Huge, 1UL, 5UL], values);
        Assert.Equal(["2 files: a int64 and uint64 as uint64"], notes);

        Parquet("1.parquet", ParquetMaker.Of("a", 3UL));
        Parquet("2.parquet", ParquetMaker.Of("a", -1L));
        (type, values, notes) = await Load();
        Assert.Equal("float64", type);
        Assert.Equal([3.0, -1.0], values);
        Assert.Equal(["2 files: a int64 and uint64 as float64"], notes);
    }

    [Fact]
    public async Task Numbers_without_a_sign_beside_reals_keep_their_upper_half()
    {
        // Its bits are a small negative number.
        Parquet("1.parquet", ParquetMaker.Of("a", 18440000000000000000UL, 1UL));
        Parquet("2.parquet", ParquetMaker.Of("a", 0.5));
        var (type, values, _) = await Load();
        Assert.Equal("float64", type);
        Assert.Equal([18440000000000000000.0, 1.0, 0.5], values);
    }

    [Fact]
    public async Task A_csv_beside_parquet_and_arrow_is_told_as_it_comes_out()
    {
        Parquet("1.parquet", ParquetMaker.Of("a", Huge));
        _folder.Write("2.csv", "a\n0.5\n");
        var (type, values, notes) = await Load();
        Assert.Equal("utf8", type);
        Assert.Equal(["18446744073709551615", "0.5"], values);
        Assert.Equal([Digits("18446744073709551615", "1.parquet")], notes);
        (type, values, _) = await Load(As(DataType.Float64));
        Assert.Equal("float64", type);
        Assert.Equal([18446744073709551616.0, 0.5], values);

        File.Delete(Path.Combine(_folder.Path, "1.parquet"));
        Arrow("1.arrow", ColumnFactory.Primitive<ulong>(DataType.UInt64, new ulong?[] { Huge, null }));
        (type, values, notes) = await Load();
        Assert.Equal("utf8", type);
        Assert.Equal(["18446744073709551615", null, "0.5"], values);
        Assert.Equal([Digits("18446744073709551615", "1.arrow")], notes);
        (_, values, _) = await Load(As(DataType.Float64));
        Assert.Equal([18446744073709551616.0, null, 0.5], values);
    }

    [Fact]
    public async Task A_type_of_doubles_that_is_given_rounds_whatever_whole_numbers_a_file_has()
    {
        Parquet("1.parquet", ParquetMaker.Of("a", Huge, 9007199254740993UL));
        Assert.Equal([18446744073709551616.0, 9007199254740992.0], (await Load(As(DataType.Float64))).Values);
        Parquet("1.parquet", ParquetMaker.Of("a", 9007199254740993L));
        Assert.Equal([9007199254740992.0], (await Load(As(DataType.Float64))).Values);
        Parquet("1.parquet", ParquetMaker.Typed("a", LogicalType.Decimal(25, 0), 1234567890123456789012345m, -1m));
        Assert.Equal([1234567890123456789012345.0, -1.0], (await Load(As(DataType.Float64))).Values);
        File.Delete(Path.Combine(_folder.Path, "1.parquet"));
        Arrow("1.arrow", ColumnFactory.Primitive<Int128>(DataType.Decimal128, new Int128?[] { Int128.Parse("-99999999999999999999"), null }));
        Assert.Equal([-99999999999999999999.0, null], (await Load(As(DataType.Float64))).Values);
        Arrow("1.arrow", ColumnFactory.Int64(9007199254740993, null));
        Assert.Equal([9007199254740992.0, null], (await Load(As(DataType.Float64))).Values);
        File.Delete(Path.Combine(_folder.Path, "1.arrow"));
        _folder.Write("1.jsonl", "{\"a\":18446744073709551615}\n{\"a\":0.5}\n");
        Assert.Equal([18446744073709551616.0, 0.5], (await Load(As(DataType.Float64))).Values);
    }

    [Fact]
    public async Task A_day_that_no_nanoseconds_reach_makes_text_beside_them_and_is_named()
    {
        Parquet("1.parquet", Nanoseconds("a", 1));
        Parquet("2.parquet", ParquetMaker.Of("a", new Date(1600, 1, 1)));
        var (type, values, notes) = await Load();
        Assert.Equal("utf8", type);
        Assert.Equal(["1970-01-01T00:00:00.000000001", "1600-01-01"], values);
        Assert.Equal(["a is text because '1600-01-01' in 2.parquet and others have no unit in common, as nanoseconds are held from 1677 to 2262"], notes);

        Parquet("2.parquet", ParquetMaker.Of("a", new Date(1700, 1, 1)));
        (type, _, notes) = await Load();
        Assert.Equal("timestamp[ns]", type);
        Assert.Equal(["2 files: a date and timestamp[ns] as timestamp[ns]"], notes);
    }

    [Fact]
    public async Task Of_days_and_nanoseconds_in_csv_one_note_says_what_came_of_them()
    {
        _folder.Write("1.csv", "a\n1970-01-01T00:00:00.000000001\n");
        _folder.Write("2.csv", "a\n1600-01-01\n");
        var (type, values, notes) = await Load();
        Assert.Equal("utf8", type);
        Assert.Equal(["1970-01-01T00:00:00.000000001", "1600-01-01"], values);
        Assert.Single(notes, note => note.StartsWith("a is text because '1600-01-01' at line 2 of 2.csv", StringComparison.Ordinal) || note == "2 files: a date32 and timestamp[ns] as utf8");
        Assert.DoesNotContain(notes, note => note.EndsWith("as timestamp[ns]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_with_and_without_a_zone_are_told_by_the_first_that_parts_them()
    {
        Parquet("1.parquet", Nanoseconds("a", 1));
        _folder.Write("2.csv", "a\n2020-01-01T00:00Z\n");
        var (type, _, notes) = await Load();
        Assert.Equal("utf8", type);
        Assert.Equal(["2 files: a timestamp[ns] and timestamp[s, UTC] as utf8: 2.csv has timestamp[s, UTC]"], notes);
    }
}
