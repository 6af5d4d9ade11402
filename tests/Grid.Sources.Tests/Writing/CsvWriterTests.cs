using System.IO.Compression;
using System.Text;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>What is written as CSV reads back as it was.</summary>
public sealed class CsvWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_type_reads_back_as_it_was(int seed)
    {
        var random = new RandomTables(seed);
        RecordBatch[] batches = [random.Batch(RandomTables.EveryType, 150), random.Batch(RandomTables.EveryType, 0), random.Batch(RandomTables.EveryType, 700)];
        await AssertReadsBack(RandomTables.EveryType, batches, RandomTables.EveryType);
    }

    [Fact]
    public async Task Types_are_inferred_as_they_were_where_the_values_show_them()
    {
        var schema = new Schema(RandomTables.Types.Where(t => t != DataType.Utf8).Select((t, i) => new Field($"c{i}", t)));
        var random = new RandomTables(17);
        var batch = new RecordBatch(schema, schema.Fields.Select(f => PlainColumn.Of(random.Encoded(f.Type, 400, 0.2), f.Logical)), 400);
        await AssertReadsBack(schema, [batch], given: null);
    }

    [Fact]
    public async Task One_column_keeps_its_nulls_and_empty_texts()
    {
        var text = ColumnFactory.Utf8("a", null, "", "NA", null, "");
        await AssertReadsBack(new Schema([new Field("t", DataType.Utf8)]), [RecordBatch.From(("t", text))], given: null);
        await AssertReadsBack(new Schema([new Field("n", DataType.Int64)]), [RecordBatch.From(("n", ColumnFactory.Int64(1, null, 3, null)))], given: null);
    }

    [Fact]
    public async Task Texts_and_names_that_start_as_comments_do_are_in_quotes()
    {
        var batch = RecordBatch.From(("#a", ColumnFactory.Utf8("x", "#y", "a#", "#")), (";b", ColumnFactory.Utf8("#", ";", ";z", "z;")));
        var schema = batch.Schema;
        Assert.Equal("\"#a\",;b\nx,\"#\"\n\"#y\",;\na#,;z\n\"#\",z;\n", Encoding.UTF8.GetString(Saved.Bytes(new(TableFormat.Csv, TableCompression.None), schema, [batch])));

        // Another character starts comments where it was said to, and quotes keep it.
        foreach (char comment in "#;")
        {
            var options = new CsvOptions { Comment = comment };
            await AssertReadsBack(schema, [batch], given: null, options);
        }
    }

    [Fact]
    public async Task Words_that_are_null_to_who_reads_it_are_in_quotes()
    {
        var batch = RecordBatch.From(("s", ColumnFactory.Utf8("zz", null, "NA", "", "z")), ("n", ColumnFactory.Int64(1, 2, 3, 4, 5)));
        var options = new CsvOptions { NullWords = ["zz", "-"] };
        Assert.Equal("s,n\n\"zz\",1\n,2\n\"NA\",3\n\"\",4\nz,5\n", Encoding.UTF8.GetString(Saved.Bytes(new(TableFormat.Csv, TableCompression.None) { ReadBy = options }, batch.Schema, [batch])));
        await AssertReadsBack(batch.Schema, [batch], given: null, options);
        await AssertReadsBack(batch.Schema, [batch], given: null, options with { DefaultNullWords = false });
    }

    [Fact]
    public async Task Values_that_are_null_to_who_reads_it_are_told_from_null()
    {
        var batch = RecordBatch.From(
            ("n", ColumnFactory.Int64(0, null, 1, -999)), ("x", ColumnFactory.Float64(0, null, 1.5, double.PositiveInfinity)), ("t", ColumnFactory.Utf8("0", null, "1.5", "true")), ("b", ColumnFactory.Bool(true, null, false, true)),
            ("d", ColumnFactory.Primitive<int>(DataType.Date32, [18262, null, 18263, 0])), ("u", ColumnFactory.Primitive<ulong>(DataType.UInt64, [18446744073709551615, null, 3, 4])));
        var options = new CsvOptions { NullWords = ["0", " 0", "-999", "1.5", "0.0", "inf", "true", "2020-01-01", "18446744073709551615"] };
        Assert.Equal(
            "n,x,t,b,d,u\n  0, 0.0,\"0\", true, 2020-01-01, 18446744073709551615\n,,,,,\n1, 1.5,\"1.5\",false,2020-01-02,3\n -999, inf,\"true\", true,1970-01-01,4\n",
            Encoding.UTF8.GetString(Saved.Bytes(new(TableFormat.Csv, TableCompression.None) { ReadBy = options }, batch.Schema, [batch])));
        await AssertReadsBack(batch.Schema, [batch], given: null, options);
        var nan = RecordBatch.From(("x", ColumnFactory.Float64(double.NaN, 1, null, 2.5)));
        await AssertReadsBack(nan.Schema, [nan], given: null, new CsvOptions { NullWords = ["NaN"] });
        await AssertReadsBack(nan.Schema, [nan], given: null, new CsvOptions { NullWords = ["nan"] });
    }

    [Fact]
    public async Task One_column_whose_name_and_values_are_all_in_quotes_keeps_its_texts()
    {
        foreach (string name in new[] { "#a", "a,b", "say \"hi\"", ";a" })
        {
            var batch = RecordBatch.From((name, ColumnFactory.Utf8("NA", "", "null", "#")));
            await AssertReadsBack(batch.Schema, [batch], given: null, new CsvOptions { Comment = ';' });
        }
    }

    [Fact]
    public void What_is_written_is_what_pandas_writes_of_it()
    {
        var batch = RecordBatch.From(
            ("whole", ColumnFactory.Int64(1, null)), ("real", ColumnFactory.Float64(2, -0.0)), ("text, with \"quotes\"", ColumnFactory.Utf8("", "a\nb")), ("yes", ColumnFactory.Bool(true, null)));
        Assert.Equal("whole,real,\"text, with \"\"quotes\"\"\",yes\n1,2.0,\"\",true\n,-0.0,\"a\nb\",\n", Encoding.UTF8.GetString(Saved.Bytes(new(TableFormat.Csv, TableCompression.None), batch.Schema, [batch])));
    }

    [Fact]
    public async Task A_table_without_rows_and_one_of_5000_columns()
    {
        var schema = new Schema([new Field("a", DataType.Int64), new Field("b", DataType.Utf8)]);
        Assert.Equal("a,b\n", Encoding.UTF8.GetString(Saved.Bytes(new(TableFormat.Csv, TableCompression.None), schema, [])));
        var wide = RecordBatch.From([.. Enumerable.Range(0, 5000).Select(i => ($"c{i}", (Column)ColumnFactory.Int64(i, null, -i)))]);
        await AssertReadsBack(wide.Schema, [wide], given: null);
    }

    [Fact]
    public void Gzip_and_zstd_hold_the_same_text()
    {
        var random = new RandomTables(5);
        var batch = random.Batch(RandomTables.EveryType, 3000);
        foreach (var format in new[] { TableFormat.Csv, TableFormat.JsonLines })
        {
            byte[] plain = Saved.Bytes(new(format, TableCompression.None), RandomTables.EveryType, [batch]);
            using var gzip = new GZipStream(new MemoryStream(Saved.Bytes(new(format, TableCompression.Gzip), RandomTables.EveryType, [batch])), CompressionMode.Decompress);
            Assert.Equal(plain, Read(gzip));
            using var zstd = new ZstdSharp.DecompressionStream(new MemoryStream(Saved.Bytes(new(format, TableCompression.Zstd), RandomTables.EveryType, [batch])));
            Assert.Equal(plain, Read(zstd));
        }
    }

    private static byte[] Read(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private async Task AssertReadsBack(Schema schema, IReadOnlyList<RecordBatch> batches, Schema? given, CsvOptions? readBy = null)
    {
        string path = _folder.Write("t.csv", Saved.Bytes(new(TableFormat.Csv, TableCompression.None) { ReadBy = readBy }, schema, batches));
        var table = await Loading.Load((readBy ?? new CsvOptions()) with { Schema = given, SplitBytes = 10_000 }, path);
        Assert.Equal(schema, table.Schema);
        for (int i = 0; i < schema.Count; i++)
            Assert.Equal(Saved.Column(batches, i), table[i].Select(Saved.Bits));
    }
}
