using FsCheck;
using FsCheck.Fluent;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>What is saved in any format is read back by Grid as it was: every type, nulls everywhere and nowhere, any split.</summary>
public sealed class SavedRoundTripTests : IDisposable
{
    private static readonly (string Name, TableForm Form)[] s_forms =
    [
        ("t.csv", new(TableFormat.Csv, TableCompression.None)),
        ("t.csv.gz", new(TableFormat.Csv, TableCompression.Gzip)),
        ("t.csv.zst", new(TableFormat.Csv, TableCompression.Zstd)),
        ("t.parquet", new(TableFormat.Parquet, TableCompression.Snappy)),
        ("t.parquet", new(TableFormat.Parquet, TableCompression.Zstd)),
        ("t.arrow", new(TableFormat.Arrow, TableCompression.None)),
        ("t.arrow", new(TableFormat.Arrow, TableCompression.Lz4)),
        ("t.arrow", new(TableFormat.Arrow, TableCompression.Zstd)),
        ("t.jsonl", new(TableFormat.JsonLines, TableCompression.None)),
        ("t.jsonl.gz", new(TableFormat.JsonLines, TableCompression.Gzip)),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Random_tables_come_back_as_they_were() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => RoundTrip(seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Every_type_comes_back_from_every_format()
    {
        foreach (var (name, form) in s_forms)
        {
            var random = new RandomTables(form.GetHashCode() & 0xFFFF);
            AssertReadsBack(name, form, RandomTables.EveryType, [random.Batch(RandomTables.EveryType, 300), random.Batch(RandomTables.EveryType, 0), random.Batch(RandomTables.EveryType, 1200)], 0);
        }
    }

    [Fact]
    public void Nulls_everywhere_and_nowhere()
    {
        foreach (var (name, form) in s_forms)
        {
            foreach (double nulls in new double[] { 0, 1 })
            {
                var random = new RandomTables(3);
                Column[] columns = [.. RandomTables.EveryType.Fields.Select(f => random.Encoded(f.Type, 100, nulls))];
                var batch = new RecordBatch(new Schema(RandomTables.EveryType.Fields.Select((f, i) => f with { Type = columns[i].Type })), columns, 100);
                AssertReadsBack(name, form, RandomTables.EveryType, [batch], 0);
            }
        }
    }

    [Fact]
    public void A_table_without_rows_keeps_its_columns()
    {
        // A file of JSON lines without any says nothing of columns.
        foreach (var (name, form) in s_forms.Where(f => f.Form.Format != TableFormat.JsonLines))
            AssertReadsBack(name, form, RandomTables.EveryType, [], 0);
    }

    [Fact]
    public void Five_thousand_columns_come_back()
    {
        var wide = RecordBatch.From([.. Enumerable.Range(0, 5000).Select(i => ($"c{i}", (Column)ColumnFactory.Int64(i, null, -i)))]);
        foreach (var (name, form) in s_forms)
            AssertReadsBack(name, form, wide.Schema, [wide], 0);
    }

    private void RoundTrip(int seed)
    {
        var chance = new Random(seed);
        var random = new RandomTables(seed);
        var schema = new Schema(Enumerable.Range(0, chance.Next(1, 8)).Select(i => new Field($"c{i}", RandomTables.Types[chance.Next(RandomTables.Types.Count)])));
        RecordBatch[] batches = [.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => random.Batch(schema, chance.Next(4) == 0 ? 0 : chance.Next(1, 400)))];
        var (name, form) = s_forms[chance.Next(s_forms.Length)];
        if (form.Format != TableFormat.JsonLines || batches.Any(b => b.Length > 0))
            AssertReadsBack(name, form, schema, batches, chance.Next(3) == 0 ? 0 : chance.Next(1, 5000));
    }

    private void AssertReadsBack(string name, TableForm form, Schema schema, IReadOnlyList<RecordBatch> batches, long splitBytes)
    {
        string path = _folder.Write(name, Saved.Bytes(form, schema, batches));
        // Text has no types of its own: a text that looks like a number is one, until it is said.
        var given = form.Format is TableFormat.Csv or TableFormat.JsonLines ? schema : null;
        var table = Loading.Load(new CsvOptions { Schema = given, SplitBytes = splitBytes, QuotedNulls = form.Format == TableFormat.Csv ? false : null }, path).GetAwaiter().GetResult();
        Assert.Equal(schema.Fields.Select(f => (f.Name, Read(form, f.Type))), table.Schema.Fields.Select(f => (f.Name, f.Type)));
        for (int i = 0; i < schema.Count; i++)
        {
            var type = schema[i].Type;
            Assert.Equal(Saved.Column(batches, i).Select(cell => cell is long ticks && Read(form, type) != type ? ticks * 1000 : cell), table[i].Select(Saved.Bits));
        }
    }

    // Milliseconds are the coarsest that Parquet has.
    private static DataType Read(TableForm form, DataType type) =>
        form.Format == TableFormat.Parquet && type is TimestampType { Unit: TimeUnit.Second } t ? DataType.Timestamp(TimeUnit.Millisecond, t.TimeZone) : type;
}
