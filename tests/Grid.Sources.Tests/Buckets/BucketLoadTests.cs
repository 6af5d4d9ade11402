using System.Text;
using System.Text.Json;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Tables in a bucket are the tables that they are on a disk.</summary>
public sealed class BucketLoadTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LoopbackBucket _bucket = Buckets.Make();

    public void Dispose() => _folder.Dispose();

    private async Task SameFromBoth(CsvOptions options, string pattern)
    {
        _bucket.PutAll(_folder.Path);
        var expected = await Loading.Plan(options, Path.Combine(_folder.Path, pattern));
        var plan = await Loading.Plan(options, _bucket[pattern]);
        Tables.AssertSame(expected, plan);
        Assert.Equal(Tables.Bytes(Loading.Load(expected)), Tables.Bytes(Loading.Load(plan)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    [InlineData(70_000)]
    public Task Files_give_the_same_batches_to_the_bit(long splitBytes)
    {
        Tables.WriteTrips(_folder);
        return SameFromBoth(new CsvOptions { SplitBytes = splitBytes }, "trips/*.csv");
    }

    [Fact]
    public async Task Types_that_are_found_too_narrow_are_widened_from_the_bucket()
    {
        Tables.WriteTrips(_folder);
        _bucket.PutAll(_folder.Path);
        var options = new CsvOptions { SplitBytes = 20_000 };
        var narrow = new Schema([new("id", DataType.Int64), new("distance", DataType.Int64), new("zone", DataType.Int64), new("note", DataType.Utf8), new("at", DataType.Timestamp(TimeUnit.Second))]);
        var expected = Loading.Load(await Loading.Plan(options, Path.Combine(_folder.Path, "trips")), narrow);
        var table = Loading.Load(await Loading.Plan(options, _bucket["trips"]), narrow);
        Assert.Equal("int64, float64, utf8, utf8, timestamp[s]", table.Types);
        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(table));
    }

    [Fact]
    public async Task A_large_object_of_many_pieces_is_the_same_and_its_bytes_are_fetched_once()
    {
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < 500_000; i++)
            text.Append($"{i},{(i % 1000 == 0 ? "\"x\ny\"" : $"plain {i % 9}")}\n");
        byte[] bytes = Encoding.ASCII.GetBytes(text.ToString());
        string local = _folder.Write("large.csv", bytes);
        Assert.True(bytes.Length > 3 * RangedStretch.PieceBytes);
        _bucket.Put("large.csv", bytes);
        var expected = await Loading.Plan(new CsvOptions(), local);
        var plan = await Loading.Plan(new CsvOptions(), _bucket["large.csv"]);
        int planned = _bucket.Requests.Count;
        var split = Assert.Single(plan.Splits);

        var read = SplitReader.Read(split, plan.Schema, plan.Options, null, TestContext.Current.CancellationToken);

        long[][] ranges = [.. _bucket.Requests.Skip(planned).Select(r => r[(r.IndexOf('=', StringComparison.Ordinal) + 1)..].Split('-').Select(long.Parse).ToArray()).OrderBy(r => r[0])];
        long at = split.Offset;
        foreach (long[] range in ranges)
        {
            Assert.Equal(at, range[0]);
            Assert.InRange(range[1] + 1 - range[0], 1, RangedStretch.PieceBytes);
            at = range[1] + 1;
        }
        Assert.Equal(bytes.Length, at);
        Assert.Equal(Tables.Bytes(Loading.Load(expected)), Tables.Bytes(Loading.Load(plan)));
        Assert.Equal(500_000, read.Rows);
    }

    [Fact]
    public async Task A_reader_has_three_pieces_under_way_and_no_more()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("some,text of a row\n", 10 * RangedStretch.PieceBytes / 19)));
        var plan = await Loading.Plan(new CsvOptions { SplitBytes = bytes.Length }, _bucket.Put("t.csv", bytes));
        int planned = _bucket.Requests.Count;
        _bucket.Hangs = true;
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() => SplitReader.Read(plan.Splits[0], plan.Schema, plan.Options, null, stop.Token), CancellationToken.None);
        while (_bucket.Requests.Count - planned < RangedStretch.Ahead)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(RangedStretch.Ahead, _bucket.Requests.Count - planned);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Reading_goes_on_beyond_where_it_was_expected_to_end_but_not_beyond_the_object()
    {
        byte[] bytes = [.. Enumerable.Range(0, 700_000).Select(i => (byte)(i * 31 >> 3))];
        var plan = await PathExpander.ExpandAsync([_bucket.Put("t.csv", bytes)], repeated: null, leftOut: null, TestContext.Current.CancellationToken);
        using var file = SourceStore.Open(plan[0], TestContext.Current.CancellationToken);
        using var stretch = file.Stretch(100, 1000);
        var read = new byte[bytes.Length - 100];
        stretch.ReadExactly(read);
        Assert.Equal(bytes[100..], read);
        Assert.Throws<SourceException>(() => stretch.Read(read));
    }

    [Fact]
    public async Task Quotes_that_no_sample_shows_are_counted_over_the_object()
    {
        // A split that starts within quotes, as in UnprovenSplitTests, but in a bucket.
        string hidden = "x,\"" + string.Concat(Enumerable.Repeat("a,b\n", 200)) + "\"\n";
        string text = "a,b\n" + string.Concat(Enumerable.Repeat("some,text\n", 300)) + hidden + string.Concat(Enumerable.Repeat("more,text\n", 300));
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        string path = _bucket.Put("t.csv", bytes);
        var plan = await Loading.Plan(new CsvOptions(), path);
        var whole = Assert.Single(plan.Splits);
        int middle = Array.IndexOf(bytes, (byte)'\n', 4 + 3000 + 400) + 1;
        var cut = plan with
        {
            Splits = [whole with { Length = middle - whole.Offset }, whole with { Offset = middle, Length = bytes.Length - middle, Proven = false }],
        };
        Assert.Equal(Loading.Load(plan)["b"], Loading.Load(cut)["b"]);
    }

    [Fact]
    public async Task A_fault_in_a_row_is_told_as_of_a_file()
    {
        string text = "a,b\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => i == 7777 ? "1,2,3\n" : $"{i},2\n"));
        string local = _folder.Write("bad.csv", text), path = _bucket.Put("bad.csv", text);
        var options = new CsvOptions { SplitBytes = 10_000 };
        var expected = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(options, local));
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(options, path));
        Assert.Equal(7779, error.Line);
        Assert.Equal(expected.Message.Replace(local, path, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public async Task Files_and_objects_may_be_mixed()
    {
        string local = _folder.Write("a.csv", "x\n1\n"), path = _bucket.Put("b.csv", "x\n2.5\n");
        Assert.Equal([1.0, 2.5], (await Loading.Load(new CsvOptions(), local, path))[0]);
    }

    [Fact]
    public async Task A_plan_of_objects_survives_serialisation_and_one_of_before_there_were_tags_does()
    {
        var split = (await Loading.Plan(new CsvOptions(), _bucket.Put("t.csv", "a\n1\n"))).Splits[0];
        Assert.Equal(_bucket.Objects["t.csv"].Tag.Trim('"'), split.ETag);
        Assert.Equal(split, JsonSerializer.Deserialize<SourceSplit>(JsonSerializer.Serialize(split)));
        const string Old = """{"Path":"/a.csv","FileIndex":0,"FileLength":4,"Stamp":5,"Offset":2,"Length":2,"Proven":true}""";
        Assert.Null(JsonSerializer.Deserialize<SourceSplit>(Old)!.ETag);
    }
}
