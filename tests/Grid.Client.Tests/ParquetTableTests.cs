using System.Globalization;
using System.Text.Json;
using Grid.Query;
using Grid.Sources;
using ParquetSharp;

namespace Grid.Client.Tests;

/// <summary>Two months of trips whose schemas differ are one table: real ones where they are beside the checkout, and made-up ones like them.</summary>
public sealed class ParquetTableTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grid-parquet-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static string? Shared()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", "data", "tlc");
            if (File.Exists(Path.Combine(path, "expected-2023-01-02.json")))
                return path;
        }
        return null;
    }

    [Fact]
    public async Task Green_cabs_of_two_months_agree_with_DuckDB()
    {
        string? path = Shared();
        Assert.SkipWhen(path is null, "The shared taxi months are not beside this checkout.");
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(path!, "expected-2023-01-02.json"), Test.Token));
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var trips = await grid.ReadAsync(path!, cancellation: Test.Token);
        var described = (await trips.DescribeAsync(percentiles: [0.5, 0.99], cancellation: Test.Token)).Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var unique = (await trips.NUniqueAsync(cancellation: Test.Token)).Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);

        Assert.Equal(expected.RootElement.GetProperty("rows").GetInt64(), trips.Load.Rows);
        Assert.Equal(expected.RootElement.GetProperty("columns").GetArrayLength(), described.Count);
        foreach (var column in expected.RootElement.GetProperty("columns").EnumerateArray())
        {
            string name = column.GetProperty("name").GetString()!;
            var found = described[name];
            Assert.Equal(column.GetProperty("c").GetInt64(), found.Count);
            Assert.Equal(column.GetProperty("d").GetInt64(), unique[name].Distinct.Count);
            Assert.Equal(
                column.GetProperty("type").GetString() switch { "BIGINT" => "int64", "DOUBLE" => "float64", "VARCHAR" => "utf8", _ => "timestamp[us]" }, found.Type.ToString());
            if (!column.TryGetProperty("mean", out var mean))
            {
                Assert.Equal(Moment(column, "mn"), found.Min.ToString());
                Assert.Equal(Moment(column, "mx"), found.Max.ToString());
                continue;
            }
            if (mean.ValueKind == JsonValueKind.Null)
            {
                Assert.True(found.Mean.IsNull);
                continue;
            }
            Close(mean.GetDouble(), found.Mean.AsDouble);
            Close(column.GetProperty("std").GetDouble(), found.Std!.Value);
            Assert.Equal(double.Parse(column.GetProperty("mn").GetString()!, CultureInfo.InvariantCulture), found.Min.AsDouble);
            Assert.Equal(double.Parse(column.GetProperty("mx").GetString()!, CultureInfo.InvariantCulture), found.Max.AsDouble);
            Assert.Equal(column.GetProperty("p50").GetDouble(), found.Percentiles[0].Value.AsDouble);
            Assert.Equal(column.GetProperty("p99").GetDouble(), found.Percentiles[1].Value.AsDouble);
        }

        static string Moment(JsonElement column, string property) =>
            DateTime.TryParse(column.GetProperty(property).GetString(), CultureInfo.InvariantCulture, out var moment) ? moment.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture) : column.GetProperty(property).GetString()!;
    }

    [Fact]
    public async Task Months_of_other_types_are_one_table()
    {
        const int rows = 2000;
        static double? Distance(int i) => i % 13 == 0 ? null : i * 7 % 500 / 100.0;
        Write("1.parquet",
            (new Column<long>("VendorID"), g => g.WriteBatch(Each(rows, i => 1L + i % 2))),
            (new Column<int?>("ehail_fee", LogicalType.Null()), g => g.WriteBatch(Each(rows, _ => (int?)null))),
            (new Column<double?>("distance"), g => g.WriteBatch(Each(rows, Distance))));
        Write("2.parquet",
            (new Column<int>("VendorID"), g => g.WriteBatch(Each(rows, i => 2 + i % 2))),
            (new Column<double?>("ehail_fee"), g => g.WriteBatch(Each(rows, _ => (double?)null))),
            (new Column<float?>("distance"), g => g.WriteBatch(Each(rows, i => (float?)Distance(i + rows)))),
            (new Column<string>("zone"), g => g.WriteBatch(Each(rows, i => $"z{i % 3}"))));
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var trips = await grid.ReadAsync(_folder.FullName, cancellation: Test.Token);
        var described = (await trips.DescribeAsync(cancellation: Test.Token)).Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);

        double[] distances = [.. Enumerable.Range(0, rows).Select(Distance).OfType<double>(), .. Enumerable.Range(rows, rows).Select(i => (double?)(float?)Distance(i)).OfType<double>()];
        Assert.Equal(distances.Length, described["distance"].Count);
        Close(distances.Average(), described["distance"].Mean.AsDouble);
        Assert.Equal((2L * rows, 0L), (described["VendorID"].Count, described["VendorID"].Nulls));
        Close(2.0, described["VendorID"].Mean.AsDouble);
        Assert.Equal(("float64", 0L), (described["ehail_fee"].Type.ToString(), described["ehail_fee"].Count));
        Assert.Equal((rows, rows), ((int)described["zone"].Count, (int)described["zone"].Nulls));
        var groups = await trips.GroupBy("VendorID").AggregateAsync(["count(distance)"], cancellation: Test.Token);
        Assert.Equal(3, groups.Groups.Count);
        Assert.Equal(
            ["2 files: VendorID int32 and int64 as int64", "2 files: ehail_fee double (null) and null as float64", "2 files: distance double and float as float64", "zone is in 1 of 2 files, and null in the others"],
            trips.Notes.Select(note => note.ToString()));
    }

    [Fact]
    public async Task Columns_that_are_not_asked_for_are_not_there()
    {
        Write("1.parquet", (new Column<long>("a"), g => g.WriteBatch([1L, 2L])), (new Column<string>("b"), g => g.WriteBatch(["x", "y"])));
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var table = await grid.ReadAsync(_folder.FullName, new CsvOptions { Columns = ["a"] }, Test.Token);
        Assert.Equal(["a"], (await table.HeadAsync(cancellation: Test.Token)).Columns);
        await Assert.ThrowsAsync<QuestionException>(() => table.ValueCountsAsync("b", cancellation: Test.Token));
    }

    private static T[] Each<T>(int rows, Func<int, T> value) => [.. Enumerable.Range(0, rows).Select(value)];

    private static void Close(double expected, double actual) => Assert.InRange(Math.Abs(actual - expected), 0, 1e-9 * Math.Max(1e-9, Math.Abs(expected)));

    private void Write(string name, params (Column Column, Action<ColumnValues> Write)[] columns)
    {
        using var file = new ParquetFileWriter(Path.Combine(_folder.FullName, name), [.. columns.Select(column => column.Column)]);
        using (var group = file.AppendRowGroup())
        {
            foreach (var column in columns)
                column.Write(new ColumnValues(group));
        }
        file.Close();
    }

    private sealed record ColumnValues(RowGroupWriter Group)
    {
        public void WriteBatch<T>(T[] values)
        {
            using var writer = Group.NextColumn().LogicalWriter<T>();
            writer.WriteBatch(values);
        }
    }
}
