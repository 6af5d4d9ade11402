using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains.Tests.Datasets;

public sealed class LoadTests
{
    private static readonly CsvOptions SmallSplits = new() { SplitBytes = 4096 };

    [Fact]
    public async Task A_load_returns_at_once_and_is_observed_to_its_end()
    {
        await using var grid = new TestGrid();
        string path = grid.WriteTrips("trips.csv", 5000);
        await grid.PlanAsync(path, SmallSplits);
        var planned = await grid.Dataset().ObserveAsync(0, Test.Token);

        var status = await grid.LoadPlannedAsync();

        Assert.Equal(DatasetPhase.Planned, planned.Phase);
        Assert.Equal(0, planned.BytesRead);
        Assert.Equal(DatasetPhase.Ready, status.Phase);
        Assert.Equal(5000, status.Rows);
        Assert.Equal((1, status.Partitions), (status.Files, status.PartitionsReady));
        Assert.True(status.Partitions > 10);
        Assert.Equal(planned.BytesTotal, status.BytesRead);
        Assert.Equal(status.BytesTotal, status.BytesRead);
        Assert.InRange(new FileInfo(path).Length - status.BytesTotal, 0, "id,vendor,fare,note\n".Length);
        Assert.Equal(status.BytesHeld, grid.Memory.Used);
        Assert.True(status.Seconds > 0);
        Assert.Equal("id: int64, vendor: int64, fare: float64, note: utf8", string.Join(", ", status.Schema!.Value.Fields.Select(f => $"{f.Name}: {f.Type}")));
    }

    [Fact]
    public async Task Progress_never_falls_and_never_passes_the_total()
    {
        await using var grid = new TestGrid();
        await grid.PlanAsync(grid.WriteTrips("trips.csv", 50_000), SmallSplits);
        await grid.Dataset().LoadAsync(Test.Token);

        var seen = new List<DatasetStatus> { await grid.Dataset().ObserveAsync(0, Test.Token) };
        while (seen[^1].Phase == DatasetPhase.Loading)
            seen.Add(await grid.Dataset().ObserveAsync(seen[^1].Version, Test.Token));

        Assert.True(seen.Count > 3, "No progress was seen.");
        Assert.All(seen.Zip(seen.Skip(1)), pair =>
        {
            Assert.True(pair.Second.BytesRead >= pair.First.BytesRead);
            Assert.True(pair.Second.Rows >= pair.First.Rows);
            Assert.True(pair.Second.PartitionsReady >= pair.First.PartitionsReady);
        });
        Assert.All(seen, s => Assert.True(s.BytesRead <= s.BytesTotal));
    }

    [Fact]
    public async Task Rows_keep_the_order_of_files_and_lines()
    {
        await using var grid = new TestGrid();
        grid.WriteTrips("a.csv", 3000);
        grid.WriteTrips("b.csv", 3000, firstId: 3000);
        await grid.LoadAsync(Path.Combine(grid.Folder, "*.csv"), SmallSplits);

        var head = (HeadAnswer)await grid.AskAsync(new HeadQuestion(6000) { Transforms = [new SelectTransform(["id"])] });

        Assert.Equal(Enumerable.Range(0, 6000).Select(i => (long)i), head.Rows.Select(row => row[0].AsInt64));
    }

    [Fact]
    public async Task A_dropped_dataset_frees_its_memory_and_can_be_planned_anew()
    {
        await using var grid = new TestGrid();
        string path = grid.WriteTrips("trips.csv", 5000);
        await grid.LoadAsync(path, SmallSplits);
        Assert.NotEqual(0, grid.Memory.Used);

        await grid.Dataset().DropAsync(Test.Token);

        Assert.Equal(0, grid.Memory.Used);
        await Assert.ThrowsAsync<DatasetException>(() => grid.AskAsync(new MissingQuestion()));
        Assert.Equal(DatasetPhase.Ready, (await grid.LoadAsync(path)).Phase);
    }

    [Fact]
    public async Task An_unloaded_dataset_frees_its_memory_and_can_be_loaded_again()
    {
        await using var grid = new TestGrid();
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000), SmallSplits);

        await grid.Dataset().UnloadAsync(Test.Token);

        Assert.Equal(0, grid.Memory.Used);
        Assert.Equal(DatasetPhase.Planned, (await grid.Dataset().ObserveAsync(0, Test.Token)).Phase);
        Assert.Equal(5000, (await grid.LoadPlannedAsync()).Rows);
    }

    [Fact]
    public async Task A_loaded_dataset_is_not_planned_over_and_one_without_a_plan_is_not_loaded()
    {
        await using var grid = new TestGrid();
        string path = grid.WriteTrips("trips.csv", 50);
        Assert.Contains("plan it before", (await Assert.ThrowsAsync<DatasetException>(() => grid.Dataset().LoadAsync(Test.Token))).Message, StringComparison.Ordinal);
        await grid.LoadAsync(path);

        await grid.Dataset().LoadAsync(Test.Token);
        Assert.Contains("'grid drop trips'", (await Assert.ThrowsAsync<DatasetException>(() => grid.PlanAsync(path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partitions_that_found_wider_types_widen_the_whole_dataset()
    {
        await using var grid = new TestGrid();
        // Whole numbers for longer than samples reach, then a fraction; and a code that turns out to be text.
        var a = Enumerable.Range(0, 40_000).Select(i => $"{i % 10},{i % 500}");
        string path = grid.Write("tolls.csv", "tolls,code\n" + string.Join('\n', a.Append("5.54,7").Append("1,7A").Concat(a)) + "\n");
        await grid.PlanAsync(path, SmallSplits);

        var status = await grid.LoadPlannedAsync();

        Assert.Equal([DataType.Float64, DataType.Utf8], status.Schema!.Value.Fields.Select(f => f.Type));
        Assert.Equal(80_002, status.Rows);
        Assert.Equal(status.BytesTotal, status.BytesRead);
        var total = (AggregateAnswer)await grid.AskAsync(new AggregateQuestion(["sum(tolls)", "nunique(code)", "count(code)"]));
        Assert.Equal(8000 * 45 + 5.54 + 1, total.Values[0].AsDouble, 6);
        Assert.Equal([501, 80_002], total.Values.Skip(1).Select(v => v.AsInt64));
    }

    [Fact]
    public async Task A_date_that_has_the_day_first_turns_the_dates_of_all_partitions()
    {
        await using var grid = new TestGrid(stored: true);
        // Dates of two readings for longer than samples reach, then one that has the day first.
        var rows = Enumerable.Range(0, 60_000).Select(i => $"{i % 12 + 1:00}/{i / 12 % 12 + 1:00}/2020,{i}");
        string path = grid.Write("days.csv", "day,n\n" + string.Join('\n', rows.Append("25/12/2020,7").Concat(rows)) + "\n");
        await grid.PlanAsync(path, SmallSplits);

        var status = await grid.LoadPlannedAsync();

        Assert.Equal(DataType.Date32, status.Schema!.Value[0].Type);
        Assert.Equal(status.BytesTotal, status.BytesRead);
        Assert.Equal("dates of day read day first because of '25/12/2020' at line 60,002 of days.csv", Assert.Single(status.Notes!.Value.Items).ToString());
        var expected = Enumerable.Range(0, 60_000).Select(i => i % 12 + 1 + 100 * (i / 12 % 12 + 1)).Sum() * 2L + 1225;
        var question = new AggregateQuestion(["sum(day(day) + 100 * month(day))", "count(day)"]);
        Assert.Equal([expected, 120_001], ((AggregateAnswer)await grid.AskAsync(question)).Values.Select(v => v.AsInt64));
        // Partitions that are loaded again read their dates in that order.
        await grid.RestartAsync();
        Assert.Equal([expected, 120_001], ((AggregateAnswer)await grid.AskAsync(question)).Values.Select(v => v.AsInt64));
    }

    [Fact]
    public async Task A_stored_manifest_outlives_the_silo_and_partitions_are_loaded_again_when_they_are_asked()
    {
        await using var grid = new TestGrid(stored: true);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000), SmallSplits);
        var before = WireCodec.Encode(await grid.AskAsync(new DescribeQuestion()));

        await grid.RestartAsync();

        var status = await grid.Dataset().ObserveAsync(0, Test.Token);
        Assert.Equal((DatasetPhase.Ready, 5000L, 0L), (status.Phase, status.Rows, grid.Memory.Used));
        Assert.Equal(before, WireCodec.Encode(await grid.AskAsync(new DescribeQuestion())));
        Assert.Equal(status.BytesHeld, grid.Memory.Used);
    }

    [Fact]
    public async Task A_lost_partition_is_loaded_again_on_the_next_touch_with_the_same_answer()
    {
        await using var grid = new TestGrid();
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000), SmallSplits);
        var before = WireCodec.Encode(await grid.AskAsync(new DescribeQuestion()));
        long held = grid.Memory.Used;
        var manifest = await grid.Dataset().GetManifestAsync(Test.Token);

        foreach (int lost in new[] { 0, 3, manifest.Partitions.Count - 1 })
            await grid.Grains.GetGrain<IPartitionGrain>(manifest.Partitions[lost].Key).DropAsync(Test.Token);
        Assert.True(grid.Memory.Used < held);

        Assert.Equal(before, WireCodec.Encode(await grid.AskAsync(new DescribeQuestion())));
        Assert.Equal(held, grid.Memory.Used);
    }

    [Fact]
    public async Task A_lost_partition_whose_file_has_changed_says_so()
    {
        await using var grid = new TestGrid();
        string path = grid.WriteTrips("trips.csv", 5000);
        await grid.LoadAsync(path, SmallSplits);
        var manifest = await grid.Dataset().GetManifestAsync(Test.Token);
        await grid.Grains.GetGrain<IPartitionGrain>(manifest.Partitions[2].Key).DropAsync(Test.Token);
        File.AppendAllText(path, "1,2,3,4\n");

        var thrown = await Assert.ThrowsAsync<SourceException>(() => grid.AskAsync(new MissingQuestion()));

        Assert.Equal(path, thrown.Path);
    }
}
