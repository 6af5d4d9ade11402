using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Arrow files and streams as sources: every type, any encoding, many batches, and what is damaged.</summary>
public sealed class ArrowSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string In(string name) => Path.Combine(_folder.Path, name);

    private string WriteFile(string name, params RecordBatch[] batches)
    {
        using var stream = File.Create(In(name));
        using var writer = new ArrowFileWriter(stream, batches[0].Schema);
        foreach (var batch in batches)
            writer.Write(batch);
        writer.Finish();
        return In(name);
    }

    private static RecordBatch Batch(params (string Name, Column Column)[] columns) =>
        new(new Schema(columns.Select(c => new Field(c.Name, c.Column.Type))), [.. columns.Select(c => c.Column)], columns[0].Column.Length);

    private static RecordBatch AllTypes(int seed) => Batch(
        ("bool", ColumnFactory.Bool(true, null, seed % 2 == 0)),
        ("int8", ColumnFactory.Primitive<sbyte>(DataType.Int8, new sbyte?[] { sbyte.MinValue, null, (sbyte)seed })),
        ("uint8", ColumnFactory.Primitive<byte>(DataType.UInt8, new byte?[] { byte.MaxValue, null, (byte)seed })),
        ("int16", ColumnFactory.Primitive<short>(DataType.Int16, new short?[] { short.MinValue, null, (short)seed })),
        ("uint16", ColumnFactory.Primitive<ushort>(DataType.UInt16, new ushort?[] { ushort.MaxValue, null, (ushort)seed })),
        ("int32", ColumnFactory.Primitive<int>(DataType.Int32, new int?[] { int.MinValue, null, seed })),
        ("uint32", ColumnFactory.Primitive<uint>(DataType.UInt32, new uint?[] { uint.MaxValue, null, (uint)seed })),
        ("int64", ColumnFactory.Int64(long.MinValue, null, seed)),
        ("uint64", ColumnFactory.Primitive<ulong>(DataType.UInt64, new ulong?[] { ulong.MaxValue, null, (ulong)seed })),
        ("float32", ColumnFactory.Primitive<float>(DataType.Float32, new float?[] { 0.1f, null, seed })),
        ("float64", ColumnFactory.Float64(-0.0, null, seed / 7.0)),
        ("utf8", ColumnFactory.Utf8("", null, $"ä{seed}")),
        ("date", ColumnFactory.Primitive<int>(DataType.Date32, new int?[] { -1, null, seed })),
        ("at", ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Nanosecond, "Europe/Berlin"), new long?[] { -1, null, seed })),
        ("huge", ColumnFactory.Primitive<Int128>(DataType.Decimal128, new Int128?[] { Int128.Parse("-99999999999999999999"), null, seed })),
        ("coded", new DictionaryColumn(ColumnFactory.Primitive<int>(DataType.Int32, new int?[] { 1, null, 0 }), ColumnFactory.Utf8("z", $"a{seed}"))),
        ("codedNumbers", new DictionaryColumn(ColumnFactory.Primitive<byte>(DataType.UInt8, new byte?[] { 1, null, 0 }), ColumnFactory.Int64(9, seed))));

    private static object?[][] Expected(int seed) =>
    [
        [true, null, seed % 2 == 0], [-128L, null, (long)seed], [255L, null, (long)seed], [-32768L, null, (long)seed], [65535L, null, (long)seed], [(long)int.MinValue, null, (long)seed],
        [4294967295L, null, (long)seed], [long.MinValue, null, (long)seed], [ulong.MaxValue, null, (ulong)seed], [(double)0.1f, null, (double)seed], [-0.0, null, seed / 7.0],
        ["", null, $"ä{seed}"], [-1L, null, (long)seed], [-1L, null, (long)seed], ["-99999999999999999999", null, $"{seed}"], [$"a{seed}", null, "z"], [(long)seed, null, 9L],
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Every_type_is_read_from_every_batch(long splitBytes)
    {
        string path = WriteFile("t.arrow", [.. Enumerable.Range(1, 20).Select(AllTypes)]);
        var table = await Loading.Load(new CsvOptions { SplitBytes = splitBytes }, path);
        Assert.Equal(splitBytes == 0 ? 1 : 20, table.Splits.Length);
        Assert.Equal("bool, int64, int64, int64, int64, int64, int64, int64, uint64, float64, float64, utf8, date32, timestamp[ns, UTC], utf8, utf8, int64", table.Types);
        for (int i = 0; i < table.Schema.Count; i++)
            Assert.Equal(Enumerable.Range(1, 20).SelectMany(seed => Expected(seed)[i]), table[i]);
    }

    [Fact]
    public async Task A_stream_is_one_split()
    {
        using (var stream = File.Create(In("t.arrows")))
        {
            using var writer = new ArrowStreamWriter(stream, AllTypes(1).Schema);
            writer.Write(AllTypes(1));
            writer.Write(AllTypes(2));
            writer.Finish();
        }
        var table = await Loading.Load(new CsvOptions(), In("t.arrows"));
        Assert.Equal(6, table.Rows);
        Assert.Equal([1L, null, 9L, 2L, null, 9L], table["codedNumbers"]);
        File.Copy(In("t.arrows"), In("nameless"));
        Assert.Equal(Tables.Bytes(table), Tables.Bytes(await Loading.Load(new CsvOptions(), In("nameless"))));
    }

    [Fact]
    public async Task It_is_encoded_as_the_same_csv_is()
    {
        string text = "a,b,c\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i % 300},{(i % 11 == 0 ? "" : $"t{i % 40}")},{i * 7 % 100 / 4.0}\n"));
        var fromCsv = await Loading.Load(new CsvOptions(), _folder.Write("t.csv", text));
        var wide = Batch(
            ("a", ColumnFactory.Primitive<int>(DataType.Int32, [.. Enumerable.Range(0, 3000).Select(i => (int?)(i % 300))])),
            ("b", ColumnFactory.Utf8([.. Enumerable.Range(0, 3000).Select(i => i % 11 == 0 ? null : $"t{i % 40}")])),
            ("c", ColumnFactory.Float64([.. Enumerable.Range(0, 3000).Select(i => (double?)(i * 7 % 100 / 4.0))])));
        Assert.Equal(Tables.Bytes(fromCsv), Tables.Bytes(await Loading.Load(new CsvOptions(), WriteFile("t.arrow", wide))));
        // And what was loaded is read back as it is, whatever order its dictionaries are in.
        Assert.Equal(Tables.Bytes(fromCsv), Tables.Bytes(await Loading.Load(new CsvOptions(), WriteFile("u.arrow", fromCsv.Splits[0].Batches[0]))));
    }

    [Fact]
    public async Task With_files_of_other_formats_it_is_one_table_by_name()
    {
        WriteFile("1.arrow", Batch(("a", ColumnFactory.Int64(1)), ("b", ColumnFactory.Utf8("x"))));
        _folder.Write("2.csv", "b,c\ny,2.5\n");
        ParquetMaker.Write(In("3.parquet"), ParquetSharp.Compression.Snappy, ParquetMaker.Of("c", 7), ParquetMaker.Of("a", 0.5));
        var table = await Loading.Load(new CsvOptions(), _folder.Path);
        Assert.Equal([1.0, null, 0.5], table["a"]);
        Assert.Equal(["x", "y", null], table["b"]);
        Assert.Equal([null, 2.5, 7.0], table["c"]);
    }

    [Fact]
    public async Task Files_without_batches_have_columns()
    {
        using (var stream = File.Create(In("t.arrow")))
        {
            using var writer = new ArrowFileWriter(stream, new Schema([new Field("a", DataType.Int64)]));
            writer.Finish();
        }
        var table = await Loading.Load(new CsvOptions(), In("t.arrow"));
        Assert.Equal((0, "int64"), (table.Rows, table.Types));
    }

    [Fact]
    public async Task From_a_bucket_it_is_the_same()
    {
        var bucket = Buckets.Make();
        WriteFile("t.arrow", [.. Enumerable.Range(1, 20).Select(AllTypes)]);
        bucket.PutAll(_folder.Path);
        Assert.Equal(Tables.Bytes(await Loading.Load(new CsvOptions(), In("t.arrow"))), Tables.Bytes(await Loading.Load(new CsvOptions(), bucket["t.arrow"])));
    }

    [Fact]
    public async Task What_is_damaged_is_refused_by_name()
    {
        byte[] sound = File.ReadAllBytes(WriteFile("sound", AllTypes(1), AllTypes(2)));
        for (int length = sound.Length - 1; length >= 0; length -= length > sound.Length - 20 ? 1 : 211)
        {
            string path = _folder.Write("bad.arrow", sound[..length]);
            Assert.StartsWith(path, (await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions(), path))).Message);
        }
        var random = new Random(1);
        for (int round = 0; round < 100; round++)
        {
            byte[] bytes = [.. sound];
            for (int i = random.Next(1, 5); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            string path = _folder.Write("bad.arrow", bytes);
            try
            {
                await Loading.Load(new CsvOptions(), path);
            }
            catch (SourceException e)
            {
                Assert.StartsWith(path, e.Message);
            }
        }
    }
}
