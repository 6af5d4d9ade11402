using Grid.Columns;
using Grid.Query;

namespace Grid.Client.Tests;

/// <summary>The README's session, and the figures that it must give.</summary>
public sealed class ExplorationTests : IAsyncLifetime
{
    private readonly SampleFolder _data = new SampleFolder().WithTrips("a.csv", 600).WithTrips("b.csv", 400);
    private GridClient _grid = null!;
    private GridFrame _trips = null!;

    public async ValueTask InitializeAsync()
    {
        _grid = await GridClient.OpenAsync(cancellation: Test.Token);
        _trips = await _grid.ReadCsvAsync(_data["*.csv"], cancellation: Test.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _grid.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public void A_frame_knows_its_columns_and_files_before_anything_is_loaded()
    {
        Assert.Equal(
            [
                ("VendorID", DataType.Int64), ("pickup", DataType.Timestamp(TimeUnit.Second)), ("trip_distance", DataType.Float64),
                ("fare_amount", DataType.Float64), ("tip_amount", DataType.Float64), ("payment", DataType.Utf8),
            ],
            _trips.SourceSchema.Fields.Select(f => (f.Name, f.Type)));
        Assert.Equal(2, _trips.Files);
        Assert.False(_trips.Load.IsDone);
        Assert.Equal(0, _trips.Load.Rows);
    }

    [Fact]
    public async Task Persisting_loads_all_rows_and_reports_them()
    {
        var seen = new Reports<LoadProgress>();

        var same = await _trips.PersistAsync(seen, Test.Token);

        Assert.Same(_trips, same);
        Assert.True(seen.Last.IsDone);
        Assert.Equal((1000L, 1.0), (seen.Last.Rows, seen.Last.Share));
        Assert.Equal(seen.Last.BytesTotal, seen.Last.BytesRead);
        Assert.True(seen.Last.BytesHeld > 0 && seen.Last.RowsPerSecond > 0 && seen.Last.BytesPerSecond > 0);
        Assert.Equal(1000, _trips.Load.Rows);
    }

    [Fact]
    public async Task A_frame_that_is_asked_before_it_is_persisted_is_persisted_by_that()
    {
        Assert.Equal(1000, (await _trips.NullCountAsync(cancellation: Test.Token)).Rows);
        Assert.True(_trips.Load.IsDone);
    }

    [Fact]
    public async Task Describe_gives_exact_figures()
    {
        var answer = await _trips.DescribeAsync(["tip_amount", "VendorID"], [0.01, 0.5], Test.Token);

        var tips = answer.Columns[0];
        Assert.Equal((1000L, 900L, 100L), (answer.Rows, tips.Count, tips.Nulls));
        // Fares are 2.5 to 101.5 in steps of 1, each equally often; those that end in 9.5 + 2 have no tip.
        var known = Enumerable.Range(0, 100).Where(i => i % 10 != 9).Select(i => (2.5 + i) / 5).ToArray();
        Assert.Equal(known.Average(), tips.Mean.AsDouble, 12);
        Assert.Equal(known[0], tips.Min.AsDouble);
        Assert.Equal(known[^1], tips.Max.AsDouble);
        Assert.Equal((known[44] + known[45]) / 2, tips.Percentiles[1].Value.AsDouble, 12);
        Assert.Equal(1.5, answer.Columns[1].Mean.AsDouble);
    }

    [Fact]
    public async Task Groups_are_sorted_by_key()
    {
        var answer = await _trips.GroupBy("VendorID").AggregateAsync(["sum(trip_distance)", "count(tip_amount)"], Test.Token);

        Assert.Equal([1L, 2L], answer.Groups.Select(g => g.Keys[0].AsInt64));
        Assert.Equal([12_250.0, 12_750.0], answer.Groups.Select(g => g.Values[0].AsDouble));
        Assert.Equal([500L, 400L], answer.Groups.Select(g => g.Values[1].AsInt64));
    }

    [Fact]
    public async Task Transforms_give_new_frames_over_the_same_data()
    {
        var card = _trips.Filter("payment == 'card'");
        var shares = card.WithColumn("share", "tip_amount / fare_amount").FillNulls("share", 0).Select("share");

        Assert.Equal(750, (await card.NullCountAsync(cancellation: Test.Token)).Rows);
        var share = Assert.Single((await shares.DescribeAsync(cancellation: Test.Token)).Columns);
        Assert.Equal(("share", 750L, 0L), (share.Name, share.Count, share.Nulls));
        Assert.Equal(0.2, share.Max.AsDouble, 12);
        Assert.Equal(0.0, share.Min.AsDouble);
        Assert.Equal(["pickup"], (await _trips.Drop("VendorID", "trip_distance", "fare_amount", "tip_amount", "payment")
            .NullCountAsync(cancellation: Test.Token)).Columns.Select(c => c.Name));
        Assert.Equal(1000, (await _trips.NullCountAsync(cancellation: Test.Token)).Rows);
    }

    [Fact]
    public async Task The_other_questions_answer_too()
    {
        var correlation = await _trips.CorrelationAsync(["fare_amount", "tip_amount"], Test.Token);
        Assert.Equal(1.0, correlation.R[0][1], 12);
        Assert.Equal(900, correlation.N[0][1]);

        var counts = await _trips.ValueCountsAsync("payment", cancellation: Test.Token);
        Assert.Equal([("card", 750L), ("cash", 250L)], counts.Counts.Select(c => (c.Value.AsText!, c.Count)));

        var distinct = await _trips.NUniqueAsync(["trip_distance"], Test.Token);
        Assert.Equal(new DistinctCount(50, IsExact: true), distinct.Columns[0].Distinct);

        var histogram = await _trips.HistogramAsync("trip_distance", 7, Test.Token);
        Assert.Equal([160L, 140, 140, 140, 140, 140, 140], histogram.Counts.OrderDescending());

        var head = await _trips.HeadAsync(3, cancellation: Test.Token);
        Assert.Equal([1L, 2, 1], head.Rows.Select(r => r[0].AsInt64));

        var whole = await _trips.AggregateAsync(["count(VendorID)", "max(fare_amount)"], Test.Token);
        Assert.Equal([1000.0, 101.5], whole.Values.Select(v => v.AsDouble));
    }

    [Fact]
    public async Task Questions_report_their_progress_and_any_question_can_be_asked()
    {
        var answer = await _trips.Filter("VendorID == 1").AskAsync(new MissingQuestion { Transforms = [new WhereTransform("payment == 'cash'")] }, null, Test.Token);

        Assert.Equal(250, Assert.IsType<MissingAnswer>(answer).Rows);
    }

    [Fact]
    public async Task Answers_print_as_tables()
    {
        var text = (await _trips.GroupBy("VendorID").AggregateAsync(["sum(trip_distance)"], Test.Token)).ToString();

        Assert.Contains("VendorID", text, StringComparison.Ordinal);
        Assert.Contains("12250", text.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(text.Split('\n').Length >= 3, text);
    }
}
