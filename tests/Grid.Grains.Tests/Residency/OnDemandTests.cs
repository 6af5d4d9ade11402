using System.Text;
using Grid.Grains.Tests.Queries;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains.Tests.Residency;

/// <summary>Tables that are larger than memory: their answers are those of the same table in memory, to the bit.</summary>
public sealed class OnDemandTests
{
    internal const int Rows = 20_000;

    // A quarter of what the trips take.
    internal const long Little = 48 << 10;

    internal static readonly CsvOptions Splits = new() { SplitBytes = 16 << 10 };

    [Theory]
    [InlineData(true, null)]
    [InlineData(true, 20_000L)]
    [InlineData(false, null)]
    public async Task Every_question_has_the_bits_of_the_run_in_memory(bool cached, long? cacheBytes)
    {
        await using var grid = new TestGrid(budget: Little, cached: cached, cacheBytes: cacheBytes);
        string path = grid.WriteTrips("trips.csv", Rows);

        var status = await grid.LoadAsync(path, Splits);

        Assert.Equal(DatasetPhase.Ready, status.Phase);
        Assert.Equal((Rows, cached ? grid.Cache : null), (status.Rows, status.OnDemand!.Cache));
        Assert.True(status.OnDemand.Needed > 2 * Little && status.OnDemand.Given <= Little, $"{status.OnDemand}");
        var expected = await InMemoryAsync([path], QueryTests.Questions);
        foreach (bool again in new[] { false, true })
        {
            foreach (var (question, bits) in QueryTests.Questions.Zip(expected))
            {
                Assert.Equal(bits, WireCodec.Encode(await grid.AskAsync(question)));
                Assert.InRange(grid.Memory.Used, 0, Little);
            }
            Assert.False(again && cacheBytes is not null && grid.CacheFiles.Sum(file => new FileInfo(file).Length) > cacheBytes);
        }
        Assert.Equal(cached, grid.CacheFiles.Length > 0);
    }

    [Fact]
    public async Task Several_questions_at_once_are_answered_within_the_budget()
    {
        await using var grid = new TestGrid(threads: 4, budget: Little);
        string path = grid.WriteTrips("trips.csv", Rows);
        await grid.LoadAsync(path, Splits);
        var expected = await InMemoryAsync([path], QueryTests.Questions);
        long most = 0;
        using var done = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                most = Math.Max(most, grid.Memory.Used);
                await Task.Delay(1, CancellationToken.None);
            }
        }, Test.Token);

        var answers = await Task.WhenAll(QueryTests.Questions.Concat(QueryTests.Questions).Select(question => grid.AskAsync(question)));

        await done.CancelAsync();
        await watch;
        Assert.Equal([.. expected, .. expected], answers.Select(answer => WireCodec.Encode(answer)));
        Assert.InRange(most, 1, Little);
        Assert.Equal(grid.Residents.Held + grid.Residents.Known, grid.Memory.Used);
    }

    [Fact]
    public async Task A_question_brings_in_its_own_columns_alone()
    {
        await using var grid = new TestGrid(budget: Little);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", Rows), Splits);
        await grid.AskAsync(new AggregateQuestion(["sum(id)"]));

        var before = grid.CacheFiles.Select(File.ReadAllBytes).ToArray();
        await grid.AskAsync(new ValueCountsQuestion("vendor"));

        // One byte a row, or less: all of it fits.
        Assert.InRange(grid.Memory.Used, Rows, Little);
        Assert.Equal(before, grid.CacheFiles.Select(File.ReadAllBytes));
    }

    [Fact]
    public async Task What_was_asked_before_is_known_without_a_look_at_the_rows()
    {
        await using var grid = new TestGrid(budget: Little);
        string path = grid.WriteTrips("trips.csv", Rows);
        await grid.LoadAsync(path, Splits);
        byte[] first = WireCodec.Encode(await grid.AskAsync(new MissingQuestion()));
        await grid.AskAsync(new AggregateQuestion(["sum(id)"]));

        File.Delete(path);
        Array.ForEach(grid.CacheFiles, File.Delete);

        Assert.Equal(first, WireCodec.Encode(await grid.AskAsync(new MissingQuestion())));
        await Assert.ThrowsAsync<SourceException>(() => grid.AskAsync(new AggregateQuestion(["sum(fare * 3)"])));
    }

    [Fact]
    public async Task A_source_that_has_changed_is_told_and_not_mixed_with_what_is_cached()
    {
        await using var grid = new TestGrid(budget: Little, cached: false);
        string path = grid.WriteTrips("trips.csv", Rows);
        await grid.LoadAsync(path, Splits);
        File.AppendAllText(path, "1,1,1.0,more\n");

        var thrown = await Assert.ThrowsAsync<SourceException>(() => grid.AskAsync(new DescribeQuestion()));

        Assert.Contains("has changed", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_turns_out_larger_than_foreseen_goes_on_without_memory()
    {
        var random = new Random(1);
        string rows = string.Join('\n', Enumerable.Range(0, 60_000).Select(i => $"{random.NextDouble():0.######},{random.NextDouble():0.######}"));
        await using var grid = new TestGrid(threads: 1, budget: 600 << 10);
        string path = grid.Write("wide.csv", "a,b\n" + rows + "\n");
        var options = new CsvOptions { SplitBytes = 64 << 10 };
        await grid.PlanAsync(path, options);
        Assert.InRange((await grid.Dataset().ObserveAsync(0, Test.Token)).BytesTotal / 2, 1, 600 << 10);

        var status = await grid.LoadPlannedAsync();

        Assert.Equal(DatasetPhase.Ready, status.Phase);
        Assert.True(status.OnDemand!.Needed > 600 << 10);
        Question[] questions = [new DescribeQuestion(), new CorrelationQuestion(), new AggregateQuestion(["median(a + b)"])];
        foreach (var (question, bits) in questions.Zip(await InMemoryAsync([path], questions, options)))
            Assert.Equal(bits, WireCodec.Encode(await grid.AskAsync(question)));
        Assert.InRange(grid.Memory.Used, 1, 600 << 10);
    }

    [Fact]
    public async Task What_was_thought_not_to_fit_and_fits_is_in_memory_and_no_note_is_made()
    {
        // A word of one byte in memory, and of twenty in the file.
        string rows = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a word of some length {i % 10}\n"));
        await using var grid = new TestGrid(budget: 64 << 10);

        var status = await grid.LoadAsync(grid.Write("words.csv", "word\n" + rows), Splits);

        Assert.Equal((DatasetPhase.Ready, null), (status.Phase, status.OnDemand));
        Assert.InRange(grid.Memory.Used, 1, status.BytesHeld);
        Assert.Equal(10, ((ValueCountsAnswer)await grid.AskAsync(new ValueCountsQuestion("word"))).Counts.Count);
        Assert.Equal(status.BytesHeld, grid.Memory.Used);
    }

    [Fact]
    public async Task Types_that_widen_late_widen_all_partitions()
    {
        // Whole numbers, then a real, a text among numbers, days, then moments, and dates that show late that the day is first.
        var text = new StringBuilder("number,word,when,day\n");
        for (int i = 0; i < 12_000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"{(i == 11_000 ? "0.5" : $"{i}")},{(i == 9_000 ? "x7" : $"{i % 50}")},2020-01-{1 + (i % 28):00}{(i == 11_500 ? "T10:00:00" : "")},{(i == 10_500 ? "13" : $"{1 + (i % 12):00}")}/{1 + (i % 11):00}/2020\n");
        }
        await using var grid = new TestGrid(budget: 40 << 10);
        string path = grid.Write("late.csv", text.ToString());

        var status = await grid.LoadAsync(path, Splits);

        Assert.NotNull(status.OnDemand);
        Assert.Equal("number: float64, word: utf8", string.Join(", ", status.Schema!.Value.Fields.Take(2)));
        Question[] questions = [new DescribeQuestion(), new ValueCountsQuestion("word"), new GroupByQuestion(["month(`day`)"], ["count()", "min(`when`)", "max(`when`)", "sum(number)"]), new HeadQuestion(5) { Order = ["`day` desc", "number"] }];
        foreach (var (question, bits) in questions.Zip(await InMemoryAsync([path], questions)))
            Assert.Equal(bits, WireCodec.Encode(await grid.AskAsync(question)));
    }

    [Fact]
    public async Task What_is_loaded_in_memory_meanwhile_has_its_room_and_questions_go_on()
    {
        await using var grid = new TestGrid(budget: 100 << 10);
        string path = grid.WriteTrips("trips.csv", Rows), small = grid.WriteTrips("small.csv", 4_000);
        await grid.LoadAsync(path, Splits);
        var expected = await InMemoryAsync([path], [new DescribeQuestion()]);
        Assert.Equal(expected[0], WireCodec.Encode(await grid.AskAsync(new DescribeQuestion())));

        var status = await grid.LoadAsync(small, name: "small");

        Assert.Null(status.OnDemand);
        Assert.Equal(expected[0], WireCodec.Encode(await grid.AskAsync(new DescribeQuestion())));
        Assert.Equal(4_000, ((HeadAnswer)await grid.AskAsync(new HeadQuestion(4_000), "small")).Rows.Count);
    }

    [Fact]
    public async Task A_partition_that_does_not_fit_by_itself_is_refused_with_the_figures()
    {
        await using var grid = new TestGrid(budget: 20 << 10);

        var status = await grid.LoadAsync(grid.WriteTrips("trips.csv", Rows));

        var refusal = Assert.IsType<MemoryBudgetException>(status.Fault!.ToException());
        Assert.Matches(@"^4 columns of partition 0 of 'trips' take about .* at once, and silo 'local' has 20\.5 kB left of its budget of 20\.5 kB\. Drop other datasets, allow more memory", refusal.Message);
        Assert.Equal(0, grid.Memory.Used);
        Assert.Empty(grid.CacheFiles);
    }

    [Fact]
    public async Task Rows_are_read_in_their_order()
    {
        await using var grid = new TestGrid(budget: Little);
        string path = grid.WriteTrips("trips.csv", Rows);
        await grid.LoadAsync(path, Splits);
        var manifest = await grid.Dataset().GetManifestAsync(Test.Token);
        Assert.True(manifest.IsOnDemand);

        long next = 0;
        foreach (var partition in manifest.Partitions)
        {
            var batches = await DatasetRows.ReadAsync(grid.Grains, partition.Key, new RowsSpec([new WithColumnTransform("twice", "id * 2")], ["twice", "note"]), Test.Token);
            foreach (var batch in batches)
            {
                Assert.Equal(["twice", "note"], batch.Schema.Fields.Select(f => f.Name));
                next += batch.Length;
            }
        }

        Assert.Equal(Rows, next);
        Assert.InRange(grid.Memory.Used, 0, Little);
    }

    [Fact]
    public async Task What_is_dropped_is_gone_from_memory_and_disk()
    {
        await using var grid = new TestGrid(budget: Little);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", Rows), Splits);
        await grid.AskAsync(new DescribeQuestion());

        await grid.Dataset().DropAsync(Test.Token);

        Assert.Equal((0, 0), (grid.Memory.Used, grid.Residents.Held));
        Assert.Empty(grid.CacheFiles);
        Assert.Equal(DatasetPhase.Ready, (await grid.LoadAsync(Path.Combine(grid.Folder, "trips.csv"), Splits)).Phase);
    }

    [Fact]
    public async Task A_question_that_is_given_up_lets_go_of_what_it_used()
    {
        await using var grid = new TestGrid(threads: 1, budget: Little);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", Rows), Splits);
        var query = grid.Grains.GetGrain<IQueryGrain>(Guid.NewGuid().ToString("N"));
        using (grid.Block())
        {
            await query.AskAsync(new QueryRequest("trips", new DescribeQuestion()), 0, Test.Token);
            var end = query.EndAsync(Test.Token);
            await Task.WhenAny(end, Task.Delay(500, Test.Token));
        }

        Assert.NotNull(await grid.AskAsync(new CorrelationQuestion()));
        Assert.Equal(grid.Residents.Held + grid.Residents.Known, grid.Memory.Used);
    }

    internal static async Task<List<byte[]>> InMemoryAsync(string[] paths, Question[] questions, CsvOptions? options = null)
    {
        await using var grid = new TestGrid();
        await grid.PlanAsync(paths, options ?? Splits, inMemory: true);
        Assert.Null((await grid.LoadPlannedAsync()).OnDemand);
        var answers = new List<byte[]>();
        foreach (var question in questions)
            answers.Add(WireCodec.Encode(await grid.AskAsync(question)));
        return answers;
    }
}
