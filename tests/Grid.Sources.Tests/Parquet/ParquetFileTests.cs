using System.Globalization;
using ParquetSharp;

namespace Grid.Sources.Tests;

/// <summary>Files of Parquet, whoever wrote them, are tables: all codecs, all cuts, from a disk and from a bucket.</summary>
public sealed class ParquetFileTests : IDisposable
{
    private const string Trips = """
        select (i % 3)::int as vendor, i::bigint as id, case when i % 7 = 0 then null else (i * 37 % 1000) / 100.0::double end as fare,
            case i % 11 when 0 then null when 1 then '' else 'zone ' || (i % 23) end as zone, 'note ' || i as note,
            timestamp '2023-01-01' + interval (i) minute as at, date '2023-01-01' + (i % 40)::int as day, (i % 2 = 0) as flag, (i % 100)::decimal(9, 2) / 4 as tip
        from range(20000) t(i)
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string In(string name) => Path.Combine(_folder.Path, name);

    private static object? Plain(object? value, string type) => value switch
    {
        null => null,
        DateTime moment => type == "date32" ? (moment - DateTime.UnixEpoch).Days : (object)((moment - DateTime.UnixEpoch).Ticks / 10),
        DateOnly day => (long)(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
        decimal or float => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        int or short or sbyte => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>Fails unless Grid reads of a file what DuckDB reads.</summary>
    private static async Task SameAsDuck(Duck db, string path, CsvOptions? options = null)
    {
        var table = await Loading.Load(options ?? new CsvOptions(), path);
        var rows = db.Rows($"select * from read_parquet('{path}')");
        for (int i = 0; i < table.Schema.Count; i++)
        {
            string type = table.Schema[i].Type.ToString();
            Assert.Equal(rows.Select(row => Plain(row[i], type)), table[i].Select(value => value is int day ? (long)day : value));
        }
    }

    [Theory]
    [InlineData("snappy")]
    [InlineData("zstd")]
    [InlineData("gzip")]
    [InlineData("lz4_raw")]
    [InlineData("brotli")]
    [InlineData("uncompressed")]
    public async Task What_DuckDB_writes_is_read_in_every_codec(string codec)
    {
        using var db = new Duck();
        db.Run($"copy ({Trips}) to '{In("t.parquet")}' (format parquet, compression {codec}, row_group_size 4096)");
        await SameAsDuck(db, In("t.parquet"));
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Both_versions_of_its_encodings_are_read(string version)
    {
        using var db = new Duck();
        db.Run($"copy ({Trips}) to '{In("t.parquet")}' (format parquet, parquet_version {version})");
        await SameAsDuck(db, In("t.parquet"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public async Task However_it_is_cut_it_is_the_same_table(long splitBytes)
    {
        using var db = new Duck();
        db.Run($"copy ({Trips} limit 3000) to '{In("t.parquet")}' (format parquet, row_group_size 2048)");
        if (splitBytes == 1)
            splitBytes = new FileInfo(In("t.parquet")).Length / 40;
        await SameAsDuck(db, In("t.parquet"), new CsvOptions { SplitBytes = splitBytes });
    }

    [Fact]
    public async Task Small_row_groups_share_a_split_and_the_splits_of_a_file_are_all_of_it()
    {
        ParquetMaker.Write(In("t.parquet"), Compression.Snappy, ParquetMaker.Groups("a", null, [.. Enumerable.Range(0, 30).Select(g => Enumerable.Range(g * 10_000, 10_000).ToArray())]));
        var plan = await Loading.Plan(new CsvOptions(), In("t.parquet"));
        Assert.Equal([(0L, 140_000L), (140_000L, 140_000L), (280_000L, 20_000L)], plan.Splits.Select(split => (split.First, split.Count)));
        Assert.Equal(plan.Bytes, plan.Splits.Sum(split => split.Length));
        Assert.Equal("Parquet", plan.Kind);
        Assert.Equal(Enumerable.Range(0, 300_000).Select(i => (object)(long)i), Loading.Load(plan)["a"]);
    }

    [Fact]
    public async Task One_large_row_group_is_cut_into_ranges_of_rows()
    {
        ParquetMaker.Write(In("t.parquet"), Compression.Snappy, ParquetMaker.Of("a", [.. Enumerable.Range(0, 1_200_000).Select(i => i % 5 == 0 ? (int?)null : i % 1000)]));
        var plan = await Loading.Plan(new CsvOptions(), In("t.parquet"));
        Assert.Equal([(0L, 600_000L), (600_000L, 600_000L)], plan.Splits.Select(split => (split.First, split.Count)));
        var table = Loading.Load(plan);
        Assert.Equal(1_200_000, table.Rows);
        Assert.Equal(240_000, table.Splits.Sum(split => split.Batches[0].Columns[0].NullCount));
        Assert.Equal(Enumerable.Range(0, 1_200_000).Where(i => i % 5 != 0).Sum(i => i % 1000L), table["a"].Sum(value => (long?)value ?? 0));
    }

    [Fact]
    public async Task Files_without_rows_have_columns()
    {
        ParquetMaker.Write(In("0.parquet"), Compression.Snappy, ParquetMaker.Groups<long?>("a", null, []));
        ParquetMaker.Write(In("1.parquet"), Compression.Snappy, ParquetMaker.Groups<string?>("b", null, [[]]));
        var table = await Loading.Load(new CsvOptions(), _folder.Path);
        Assert.Equal((0, "int64, utf8"), (table.Rows, table.Types));
        ParquetMaker.Write(In("2.parquet"), Compression.Snappy, ParquetMaker.Of("a", 1L));
        Assert.Equal([1L], (await Loading.Load(new CsvOptions(), _folder.Path))["a"]);
    }

    [Fact]
    public async Task Thousands_of_columns_are_read_or_those_alone_that_are_asked_for()
    {
        ParquetMaker.Write(In("w.parquet"), Compression.Snappy, [.. Enumerable.Range(0, 5000).Select(i => ParquetMaker.Of($"c{i}", i, i + 1))]);
        var table = await Loading.Load(new CsvOptions(), In("w.parquet"));
        Assert.Equal(5000, table.Schema.Count);
        Assert.Equal([4999L, 5000L], table["c4999"]);
        var some = await Loading.Load(new CsvOptions { Columns = ["c7", "c4000"] }, In("w.parquet"));
        Assert.Equal(["c7", "c4000"], some.Schema.Fields.Select(field => field.Name));
        Assert.Equal([4000L, 4001L], some["c4000"]);
    }

    [Fact]
    public async Task Names_that_occur_twice_are_numbered()
    {
        ParquetMaker.Write(In("t.parquet"), Compression.Snappy, ParquetMaker.Of("a", 1), ParquetMaker.Of("b", 2), ParquetMaker.Of("a", 3));
        var table = await Loading.Load(new CsvOptions(), In("t.parquet"));
        Assert.Equal(["a", "b", "a.1"], table.Schema.Fields.Select(field => field.Name));
        Assert.Equal([3L], table["a.1"]);
        Assert.Equal([3L], (await Loading.Load(new CsvOptions { Columns = ["a.1"] }, In("t.parquet")))["a.1"]);
    }

    [Fact]
    public async Task The_magic_bytes_tell_what_a_name_does_not()
    {
        ParquetMaker.Write(In("t.csv"), Compression.Snappy, ParquetMaker.Of("a", 1L));
        ParquetMaker.Write(In("t"), Compression.Snappy, ParquetMaker.Of("a", 2L));
        Assert.Equal([1L, 2L], (await Loading.Load(new CsvOptions(), In("t.csv"), In("t")))["a"]);
    }

    [Fact]
    public async Task Files_of_other_types_and_columns_are_one_table_by_name()
    {
        ParquetMaker.Write(In("1.parquet"), Compression.Snappy, ParquetMaker.Of("id", 1L, 2L), ParquetMaker.Typed<int?>("fee", null, null, null), ParquetMaker.Of("x", 1, 2));
        ParquetMaker.Write(In("2.parquet"), Compression.Snappy, ParquetMaker.Of("fee", 0.5, double.NaN), ParquetMaker.Of("id", 3, 4), ParquetMaker.Of("new", "a", "b"));
        ParquetMaker.Write(In("3.parquet"), Compression.Snappy, ParquetMaker.Of("x", "n", "m"), ParquetMaker.Typed("fee", LogicalType.Decimal(9, 2), 1.25m, 2m));
        _folder.Write("4.csv", "new,id,fee\nc,5,7\n");
        var table = await Loading.Load(new CsvOptions(), _folder.Path);
        Assert.Equal("int64, float64, utf8, utf8", table.Types);
        Assert.Equal([1L, 2L, 3L, 4L, null, null, 5L], table["id"]);
        Assert.Equal([null, null, 0.5, double.NaN, 1.25, 2.0, 7.0], table["fee"]);
        Assert.Equal(["1", "2", null, null, "n", "m", null], table["x"]);
        Assert.Equal([null, null, "a", "b", null, null, "c"], table["new"]);
        var plan = await Loading.Plan(new CsvOptions(), _folder.Path);
        Assert.Equal("files", plan.Kind);
        Assert.Equal(
            [
                "4 files: id int32 and int64 as int64", "id is in 3 of 4 files, and null in the others", "4 files: fee decimal(9,2) and double and int32 (null) and int64 as float64",
                "4 files: x int32 and string as utf8", "x is in 2 of 4 files, and null in the others", "4 files: new string and utf8 as utf8", "new is in 2 of 4 files, and null in the others",
            ],
            plan.NotesOf(SourceNotes.None, TestContext.Current.CancellationToken).Items.Select(note => note.ToString()));
    }

    [Fact]
    public async Task Many_digits_among_few_make_text_of_the_same_digits_in_every_file()
    {
        ParquetMaker.Write(In("1.parquet"), Compression.Snappy, ParquetMaker.Typed("d", LogicalType.Decimal(29, 3), 1.5m, 2m));
        ParquetMaker.Write(In("2.parquet"), Compression.Snappy, ParquetMaker.Typed("d", LogicalType.Decimal(29, 3), 12345678901234567.891m));
        var table = await Loading.Load(new CsvOptions(), _folder.Path);
        Assert.Equal(["1.500", "2.000", "12345678901234567.891"], table["d"]);
        Assert.Equal("d is text because a decimal(29,3) has more digits than a number keeps in 2.parquet (--schema d:double)", table.Splits.SelectMany(split => split.Notes.Items).Single().ToString());
    }

    [Fact]
    public async Task Units_and_zones_are_joined_as_those_of_csv_are()
    {
        ParquetMaker.Write(In("1.parquet"), Compression.Snappy, ParquetMaker.Of("d", new Date(1)), ParquetMaker.Typed("t", LogicalType.Timestamp(false, ParquetSharp.TimeUnit.Millis), DateTime.UnixEpoch.AddSeconds(1)));
        ParquetMaker.Write(In("2.parquet"), Compression.Snappy, ParquetMaker.Typed("d", LogicalType.Timestamp(false, ParquetSharp.TimeUnit.Millis), DateTime.UnixEpoch), ParquetMaker.Typed("t", LogicalType.Timestamp(true, ParquetSharp.TimeUnit.Micros), DateTime.UnixEpoch));
        var table = await Loading.Load(new CsvOptions(), _folder.Path);
        Assert.Equal("timestamp[ms], utf8", table.Types);
        Assert.Equal([86_400_000L, 0L], table["d"]);
        Assert.Equal(["1970-01-01T00:00:01.000", "1970-01-01T00:00:00.000000Z"], table["t"]);
    }

    [Fact]
    public async Task A_csv_and_a_parquet_of_the_same_rows_are_the_same_bits()
    {
        using var db = new Duck();
        string rows = "select i as id, (i * 37 % 1000) / 100.0::double as fare, case when i % 9 = 0 then null else 'z' || i % 5 end as zone, date '2020-01-01' + (i % 99)::int as day from range(5000) t(i)";
        db.Run($"copy ({rows}) to '{In("t.csv")}' (format csv, header)");
        db.Run($"copy ({rows}) to '{In("t.parquet")}' (format parquet)");
        var fromCsv = await Loading.Load(new CsvOptions(), In("t.csv"));
        var fromParquet = await Loading.Load(new CsvOptions(), In("t.parquet"));
        Assert.Equal(Tables.Bytes(fromCsv), Tables.Bytes(fromParquet));
    }

    [Theory]
    [InlineData(TableFormat.Parquet, TableCompression.Snappy)]
    [InlineData(TableFormat.Parquet, TableCompression.Zstd)]
    [InlineData(TableFormat.Arrow, TableCompression.None)]
    public async Task What_Grid_saves_is_read_back_to_the_bit(TableFormat format, TableCompression compression)
    {
        string text = "id,fare,zone,day,at,flag\n" + string.Concat(Enumerable.Range(0, 5000).Select(i =>
            $"{(i % 17 == 0 ? "" : i)},{(i % 13 == 0 ? "" : $"{i * 37 % 1000 / 100.0:F2}")},{(i % 5 == 0 ? "" : $"z{i % 7}")},2020-01-{1 + i % 28:D2},2020-01-01T00:{i % 60:D2}:00.123,{(i % 2 == 0 ? "true" : "false")}\n"));
        var table = await Loading.Load(new CsvOptions(), _folder.Write("t.csv", text));
        string path = In(format == TableFormat.Arrow ? "t.arrow" : "t.parquet");
        using (var stream = File.Create(path))
        {
            using var writer = TableWriter.Create(new TableForm(format, compression), table.Schema, stream, 1);
            foreach (var batch in table.Splits.SelectMany(split => split.Batches))
                writer.Write(writer.Prepare(batch));
            writer.Finish();
        }
        Assert.Equal(Tables.Bytes(table), Tables.Bytes(await Loading.Load(new CsvOptions(), path)));
    }

    [Fact]
    public async Task From_a_bucket_it_is_the_same_and_only_ranges_are_fetched()
    {
        using var db = new Duck();
        var bucket = Buckets.Make();
        db.Run($"copy ({Trips}) to '{In("t.parquet")}' (format parquet, row_group_size 4096)");
        bucket.PutAll(_folder.Path);
        var expected = await Loading.Load(new CsvOptions(), In("t.parquet"));
        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(await Loading.Load(new CsvOptions(), bucket["t.parquet"])));
        var two = new CsvOptions { Columns = ["vendor", "day"] };
        Assert.Equal(Tables.Bytes(await Loading.Load(two, In("t.parquet"))), Tables.Bytes(await Loading.Load(two, bucket["t.parquet"])));
    }

    [Fact]
    public async Task An_object_that_changes_between_its_footer_and_its_data_is_refused()
    {
        var bucket = Buckets.Make();
        ParquetMaker.Write(In("t.parquet"), Compression.Snappy, ParquetMaker.Of("a", 1L, 2L));
        bucket.PutAll(_folder.Path);
        var plan = await Loading.Plan(new CsvOptions(), bucket["t.parquet"]);
        ParquetMaker.Write(In("t.parquet"), Compression.Snappy, ParquetMaker.Of("a", 3L, 4L));
        bucket.PutAll(_folder.Path);
        Assert.EndsWith("has changed since the load was planned; plan the load again.", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message);
    }
}
