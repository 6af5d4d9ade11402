using Grid.Columns;
using ParquetSharp;
using DataType = Grid.Columns.DataType;
using LogicalType = ParquetSharp.LogicalType;

namespace Grid.Sources.Tests;

/// <summary>What footers say of row groups bounds what is read of them.</summary>
public sealed class RowGroupBoundsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<ColumnBounds>> Bounds<T>(LogicalType? type, params T[][] groups) => await Bounds(null, type, groups);

    private async Task<IReadOnlyList<ColumnBounds>> Bounds<T>(Action<WriterPropertiesBuilder>? more, LogicalType? type, params T[][] groups)
    {
        using (type)
        {
            string path = ParquetMaker.Write(Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.parquet"), Compression.Snappy, more, ParquetMaker.Groups("a", type, groups));
            var plan = await Loading.Plan(new CsvOptions(), path);
            var split = Assert.Single(plan.Splits);
            return [.. SplitReader.Bounds(split, ["a", "not there"], plan.Options, TestContext.Current.CancellationToken).Select(rows =>
            {
                Assert.Same(ColumnBounds.Unknown, rows["not there"]);
                return rows["a"];
            })];
        }
    }

    private async Task Check<T>(string type, object least, object greatest, LogicalType? logical, params T[] values)
    {
        var bounds = Assert.Single(await Bounds(logical, values));
        Assert.Equal([least, greatest], Cells.Of(bounds.Extremes!));
        Assert.Equal((type, true), (bounds.Extremes!.Type.ToString(), bounds.MayHaveValues));
    }

    [Fact]
    public async Task Of_every_type_that_has_an_order()
    {
        await Check<bool?>("bool", false, true, null, true, null, false);
        await Check<sbyte>("int64", -128L, 127L, null, sbyte.MinValue, sbyte.MaxValue);
        await Check<int?>("int64", (long)int.MinValue, 5L, null, 5, null, int.MinValue);
        await Check<long>("int64", long.MinValue, long.MaxValue, null, 0, long.MinValue, long.MaxValue);
        await Check<uint>("int64", 1L, 4294967295L, null, uint.MaxValue, 1);
        await Check<ulong>("uint64", 1UL, ulong.MaxValue, null, ulong.MaxValue, 1);
        await Check<float>("float64", -1.5, 2.5, null, float.NaN, 2.5f, -1.5f);
        await Check<double?>("float64", -1.5, double.PositiveInfinity, null, double.NaN, null, double.PositiveInfinity, -1.5);
        await Check<string?>("utf8", "", "éa", null, "zz", null, "", "éa");
        await Check<decimal>("float64", -1.5, 12.25, LogicalType.Decimal(9, 2), 12.25m, -1.5m, 0m);
        await Check<decimal>("float64", -99999999999999.5, 12.25, LogicalType.Decimal(29, 2), 12.25m, -99999999999999.5m);
        await Check<decimal>("int64", -3L, 123456789012345678L, LogicalType.Decimal(29, 0), 123456789012345678m, -3m);
    }

    [Fact]
    public async Task Of_days_and_moments_in_the_unit_of_the_file()
    {
        var days = Assert.Single(await Bounds(null, new[] { new Date(2020, 1, 2), new Date(1969, 12, 31) }));
        Assert.Equal((DataType.Date32, -1, 18263), (days.Extremes!.Type, ((PrimitiveColumn<int>)days.Extremes).Values[0], ((PrimitiveColumn<int>)days.Extremes).Values[1]));
        var ticks = Assert.Single(await Bounds(LogicalType.Timestamp(false, ParquetSharp.TimeUnit.Millis), new[] { new DateTime(1970, 1, 1, 0, 0, 1), new DateTime(1970, 1, 1) }));
        Assert.Equal((DataType.Timestamp(Grid.Columns.TimeUnit.Millisecond), 0, 1000), (ticks.Extremes!.Type, ((PrimitiveColumn<long>)ticks.Extremes).Values[0], ((PrimitiveColumn<long>)ticks.Extremes).Values[1]));
    }

    [Fact]
    public async Task A_row_group_after_the_other()
    {
        var groups = await Bounds<int?>((LogicalType?)null, [1, 2], [null, null], [7, null]);
        Assert.Equal([[1L, 2L], [], [7L, 7L]], groups.Select(g => g.Extremes is { } extremes ? Cells.Of(extremes) : []));
        Assert.Equal([true, false, true], groups.Select(g => g.MayHaveValues));
        Assert.All(groups, g => Assert.True(g.MayHaveNulls));
        Assert.False(Assert.Single(await Bounds<int>((LogicalType?)null, [1, 2])).MayHaveNulls);
    }

    [Fact]
    public async Task Nothing_is_known_without_statistics_or_of_types_whose_bytes_are_ordered_otherwise()
    {
        Assert.Null(Assert.Single(await Bounds<int>(builder => builder.DisableStatistics(), null, [1, 2])).Extremes);
        Assert.Null(Assert.Single(await Bounds<Guid>((LogicalType?)null, [Guid.Empty, Guid.NewGuid()])).Extremes);
        Assert.Null(Assert.Single(await Bounds<TimeSpan>((LogicalType?)null, [TimeSpan.Zero, TimeSpan.FromHours(3)])).Extremes);
        Assert.Null(Assert.Single(await Bounds<double>((LogicalType?)null, [double.NaN])).Extremes);
        Assert.Null(Assert.Single(await Bounds<decimal>(LogicalType.Decimal(29, 0), [12345678901234567890123m])).Extremes);
    }

    [Fact]
    public async Task A_text_says_nothing()
    {
        string path = Path.Combine(_folder.Path, "a.csv");
        await File.WriteAllTextAsync(path, "a\n1\n2\n", TestContext.Current.CancellationToken);
        var plan = await Loading.Plan(new CsvOptions(), path);
        Assert.Empty(SplitReader.Bounds(plan.Splits[0], ["a"], plan.Options, TestContext.Current.CancellationToken));
    }
}
