using Apache.Arrow;
using Apache.Arrow.Types;
using Grid.Columns;
using Grid.Sources;
using Field = Apache.Arrow.Field;
using RecordBatch = Apache.Arrow.RecordBatch;
using Schema = Apache.Arrow.Schema;

namespace Grid.Client.Tests;

/// <summary>Frames made of batches of Apache.Arrow's.</summary>
public sealed class FromBatchesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-from-batches-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Batches_are_asked_and_come_back_as_they_were()
    {
        string[] before = Spools();
        await using (var grid = await GridClient.OpenAsync(cancellation: Cancellation))
        {
            var frame = await grid.FromBatchesAsync([Batch(0, 1000), Batch(1000, 0), Batch(1000, 500)], cancellation: Cancellation);
            var answer = await frame.AggregateAsync(["sum(id)", "nunique(word)", "count(real)"], Cancellation);
            Assert.Equal((1499 * 750, 7, 1125), (answer.Values[0].AsInt64, answer.Values[1].AsInt64, answer.Values[2].AsInt64));
            var back = await frame.CollectAsync(cancellation: Cancellation);
            Assert.Equal(Enumerable.Range(0, 1500).Select(i => (long)i), back.SelectMany(b => ((Int64Array)b.Column("id")).Values.ToArray()));
            Assert.Equal(Enumerable.Range(0, 1500).Select(i => i % 4 == 3 ? null : (double?)(i / 8.0)), back.SelectMany(b => Enumerable.Range(0, b.Length).Select(i => ((DoubleArray)b.Column("real")).GetValue(i))));
            Assert.Single(Spools().Except(before));
            await frame.ReleaseAsync(Cancellation);
            Assert.Empty(Spools().Except(before));
            await grid.FromBatchesAsync([Batch(0, 10)], cancellation: Cancellation);
        }
        Assert.Empty(Spools().Except(before));
    }

    [Fact]
    public async Task Encodings_may_differ_by_batch_and_rows_be_none()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var plain = Grid.Columns.RecordBatch.From(("word", ColumnFactory.Utf8("a", null, "c"))).ToArrow();
        var coded = Grid.Columns.RecordBatch.From(("word", new DictionaryColumn(new PrimitiveColumn<byte>(DataType.UInt8, new byte[] { 1, 0 }), ColumnFactory.Utf8("x", "y"), ordered: true))).ToArrow();
        var frame = await grid.FromBatchesAsync([plain, coded], cancellation: Cancellation);
        Assert.Equal(["a", null, "c", "y", "x"], (await frame.HeadAsync(10, cancellation: Cancellation)).Rows.Select(row => row[0].AsText));
        var none = await grid.FromBatchesAsync([Batch(0, 0)], cancellation: Cancellation);
        Assert.Equal(["id", "word", "real"], none.SourceSchema.Fields.Select(f => f.Name));
        Assert.Equal(0, Assert.Single(await none.CollectAsync(cancellation: Cancellation)).Length);
    }

    [Fact]
    public async Task A_path_that_is_given_keeps_the_rows()
    {
        string path = Path.Combine(_folder, "rows.arrow");
        await using (var grid = await GridClient.OpenAsync(cancellation: Cancellation))
        {
            await using var frame = await grid.FromBatchesAsync([Batch(0, 10)], path, Cancellation);
            Assert.Equal(45, (await frame.AggregateAsync(["sum(id)"], Cancellation)).Values[0].AsInt64);
            var fault = await Assert.ThrowsAsync<OutputException>(() => grid.FromBatchesAsync([Batch(0, 10)], path, Cancellation));
            Assert.Contains("a file stands here already", fault.Message, StringComparison.Ordinal);
        }
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_leaves_nothing()
    {
        string[] before = Spools();
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        Assert.Contains("There is no batch", (await Assert.ThrowsAsync<ArgumentException>(() => grid.FromBatchesAsync([], cancellation: Cancellation))).Message, StringComparison.Ordinal);
        var other = new RecordBatch(new Schema([new Field("id", StringType.Default, true)], []), [new StringArray.Builder().Append("x").Build()], 1);
        Assert.Contains("Batch 2 has the columns [id: utf8], and the first one [id: int64, word: utf8, real: float64]",
            (await Assert.ThrowsAsync<ArgumentException>(() => grid.FromBatchesAsync([Batch(0, 1), other], cancellation: Cancellation))).Message, StringComparison.Ordinal);
        var list = new RecordBatch(new Schema([new Field("odd", BinaryType.Default, true)], []), [new BinaryArray.Builder().Append((byte)1).Build()], 1);
        Assert.Contains("column 'odd' is of type binary, which Grid does not hold", (await Assert.ThrowsAsync<ArrowFormatException>(() => grid.FromBatchesAsync([list], cancellation: Cancellation))).Message, StringComparison.Ordinal);
        Assert.Empty(Spools().Except(before));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string[] Spools() => Directory.GetDirectories(Path.GetTempPath(), "grid-batches-*");

    // Built by the library, in its own memory.
    private static RecordBatch Batch(int first, int rows)
    {
        var (ids, words, reals) = (new Int64Array.Builder(), new StringArray.Builder(), new DoubleArray.Builder());
        for (int i = first; i < first + rows; i++)
        {
            ids.Append(i);
            words.Append($"w{i % 7}");
            if (i % 4 == 3)
                reals.AppendNull();
            else
                reals.Append(i / 8.0);
        }
        return new RecordBatch(
            new Schema([new Field("id", Int64Type.Default, true), new Field("word", StringType.Default, true), new Field("real", DoubleType.Default, true)], []),
            [ids.Build(), words.Build(), reals.Build()], rows);
    }
}
