using Apache.Arrow;
using Grid.Sources;

namespace Grid.Client.Tests;

/// <summary>Rows as batches of Apache.Arrow's.</summary>
public sealed class CollectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-collect-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rows_come_in_their_order_under_one_schema_of_logical_types()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = (await grid.ReadCsvAsync(WriteRows(5000), new CsvOptions { SplitBytes = 9000 }, Cancellation)).Filter("id >= 10");
        var batches = await frame.CollectAsync(cancellation: Cancellation);
        Assert.InRange(batches.Count, 2, frame.Partitions);
        Assert.Equal(["int64", "utf8", "double", "date32"], batches[0].Schema.FieldsList.Select(f => f.DataType.Name));
        long[] ids = [.. batches.SelectMany(b => ((Int64Array)b.Column("id")).Values.ToArray())];
        Assert.Equal(Enumerable.Range(10, 4990).Select(i => (long)i), ids);
        string?[] words = [.. batches.SelectMany(b => Enumerable.Range(0, b.Length).Select(i => ((StringArray)b.Column("word")).GetString(i)))];
        Assert.Equal(Enumerable.Range(10, 4990).Select(i => i % 3 == 0 ? null : $"w{i % 7}"), words);

        var streamed = new List<long>();
        await foreach (var batch in frame.StreamAsync(cancellation: Cancellation))
            streamed.AddRange(((Int64Array)batch.Column("id")).Values);
        Assert.Equal(ids, streamed);
    }

    [Fact]
    public async Task What_partitions_hold_comes_as_it_is_where_that_is_asked_for()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = await grid.ReadCsvAsync(WriteRows(500), cancellation: Cancellation);
        var batch = Assert.Single(await frame.CollectAsync(encoded: true, Cancellation));
        var words = Assert.IsType<DictionaryArray>(batch.Column("word"));
        Assert.Equal("w1", ((StringArray)words.Dictionary).GetString(((UInt8Array)words.Indices).GetValue(1)!.Value));
        Assert.True(words.IsNull(0));
    }

    [Fact]
    public async Task A_table_without_rows_is_a_batch_without()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = (await grid.ReadCsvAsync(WriteRows(500), cancellation: Cancellation)).Filter("id < 0");
        Assert.Equal((0, 4), (Assert.Single(await frame.CollectAsync(cancellation: Cancellation)) is var none ? none.Length : -1, none.ColumnCount));
        int batches = 0;
        await foreach (var batch in frame.StreamAsync(cancellation: Cancellation))
            batches += 1 + batch.Length;
        Assert.Equal(1, batches);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string WriteRows(int count)
    {
        string path = Path.Combine(_folder, "rows.csv");
        File.WriteAllText(path, $"id,word,real,day\n{string.Concat(Enumerable.Range(0, count).Select(i => $"{i},{(i % 3 == 0 ? "" : $"w{i % 7}")},{i / 4.0:0.0##},2020-01-{1 + i % 28:D2}\n"))}");
        return path;
    }
}
