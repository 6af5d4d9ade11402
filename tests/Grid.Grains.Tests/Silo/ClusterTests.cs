using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains.Tests.Silo;

public sealed class ClusterTests
{
    private const int Rows = 20_000;
    private static readonly CsvOptions SmallSplits = new() { SplitBytes = 16 << 10 };

    private static readonly Question[] Questions =
    [
        new DescribeQuestion(null, [0.01, 0.25, 0.5, 0.99]),
        new GroupByQuestion(["vendor", "note"], ["sum(fare)", "count(fare)", "mean(fare)", "std(fare)", "nunique(id)"]),
        new MissingQuestion(), new CorrelationQuestion(), new HeadQuestion(20), new HistogramQuestion("fare", 7),
        new GroupByQuestion(["vendor", "note"], ["median(fare)", "quantile(fare, 0.9) as high", "mode(note)", "first(id)", "last(fare)", "corr(fare, id) ^ 2", "var(fare where id > 10)"]) { Having = "count() > 1", Order = ["high desc", "vendor"], Limit = 20 },
        new AggregateQuestion(["median(fare)", "mode(note)", "first(note)", "last(id)", "max(fare) - min(fare) as range", "cov(fare, id)"]),
        new GroupByQuestion(["case when fare > 20 then 'high' else 'low' end", "cut(fare, 0, 10, 100)"], ["count()", "any(id > 10)"]),
        new HeadQuestion(15) { Order = ["fare desc", "note"] }, new HeadQuestion(2) { By = ["vendor"], Order = ["fare"] }, new HeadQuestion(7) { Distinct = ["note"] },
        new GroupByQuestion(["note"], ["sum(vendor_1)", "count()"]) { Transforms = [new OneHotTransform("vendor", LogicalType.Whole, [Scalar.Int64(1), Scalar.Int64(9)], true), new OrdinalTransform("note", LogicalType.Text, [Scalar.Text("a"), Scalar.Text("note 1"), Scalar.Text("note 2")])] },
        new HeadQuestion(50) { Transforms = [new SplitTransform(3, "vendor", [Scalar.Int64(1)], [new SplitRange(0, 1UL << 60), new SplitRange(1UL << 61, 1UL << 62)], Inside: true)] },
        new HeadQuestion(50) { Transforms = [new DropNullsTransform(["vendor"]), new FilledTransform("note", LogicalType.Text, Scalar.Text("none")), new ClippedTransform("fare", LogicalType.Real, Scalar.Float64(5), default), new ScaledTransform("fare", LogicalType.Real, 0.1, 3)] },
        new HeadQuestion(50) { SampleSeed = 3 }, new HeadQuestion(1000) { Transforms = [new SampleTransform(0.02, 3)] },
    ];

    [Fact]
    public async Task Answers_of_1_2_and_4_silos_are_those_of_the_process_to_the_bit()
    {
        await using var grid = new TestGrid();
        string path = grid.WriteTrips("trips.csv", Rows);
        await grid.LoadAsync(path, SmallSplits);
        var expected = new List<byte[]>();
        foreach (var question in Questions)
            expected.Add(WireCodec.Encode(await grid.AskAsync(question)));

        foreach (int silos in new[] { 1, 2, 4 })
        {
            await using var cluster = await TestSilos.StartAsync(silos);
            var status = await cluster.LoadAsync(path, SmallSplits);
            Assert.Equal((DatasetPhase.Ready, (long)Rows), (status.Phase, status.Rows));
            var answers = new List<byte[]>();
            foreach (var question in Questions)
                answers.Add(WireCodec.Encode(await cluster.AskAsync(question)));
            Assert.Equal(expected, answers);
        }
    }

    [Fact]
    public async Task A_silo_that_is_lost_under_questions_costs_no_answer()
    {
        await using var cluster = await TestSilos.StartAsync(3);
        await cluster.LoadAsync(Write(cluster), SmallSplits);
        byte[] expected = WireCodec.Encode(await cluster.AskAsync(Questions[0]));

        // The eldest leads, and most likely holds more than partitions; then the next, until one is left.
        for (int left = 3; left > 1; left--)
        {
            var asked = Enumerable.Range(0, 4).Select(_ => cluster.AskAsync(Questions[0])).ToArray();
            await Task.Delay(20, Test.Token);
            await cluster.EndAsync(cluster.Silos[0]);
            foreach (var answer in asked)
                Assert.Equal(expected, WireCodec.Encode(await answer));
        }
    }

    [Fact]
    public async Task A_load_whose_silos_are_lost_one_after_the_other_is_taken_up_and_ends()
    {
        await using var cluster = await TestSilos.StartAsync(3);
        await cluster.Dataset.PlanAsync(new PlanRequest([Write(cluster, 100_000)], SmallSplits, IsNamed: true), Test.Token);
        await cluster.ReachAsync(s => s.Phase == DatasetPhase.Planned);
        await cluster.Dataset.LoadAsync(Test.Token);
        await cluster.ReachAsync(s => s.PartitionsReady > 3 || s.Phase == DatasetPhase.Ready);

        await cluster.EndAsync(cluster.Silos[0]);
        await cluster.EndAsync(cluster.Silos[0]);

        var status = await cluster.ReachAsync(s => s.Phase is DatasetPhase.Ready or DatasetPhase.Failed);
        Assert.Equal((DatasetPhase.Ready, 100_000L), (status.Phase, status.Rows));
        Assert.Equal(100_000, ((MissingAnswer)await cluster.AskAsync(new MissingQuestion())).Rows);
    }

    [Fact]
    public async Task A_dataset_that_was_planned_by_silos_that_are_lost_is_planned_anew_and_loads()
    {
        await using var cluster = await TestSilos.StartAsync(2);
        await cluster.Dataset.PlanAsync(new PlanRequest([Write(cluster)], SmallSplits, IsNamed: true), Test.Token);
        await cluster.ReachAsync(s => s.Phase == DatasetPhase.Planned);
        await cluster.AddAsync();
        await cluster.EndAsync(cluster.Silos[0]);
        await cluster.EndAsync(cluster.Silos[0]);

        await cluster.Dataset.LoadAsync(Test.Token);

        var status = await cluster.ReachAsync(s => s.Phase is DatasetPhase.Ready or DatasetPhase.Failed);
        Assert.Equal((DatasetPhase.Ready, (long)Rows), (status.Phase, status.Rows));
    }

    [Fact]
    public async Task A_frame_whose_client_is_lost_goes_and_one_that_is_observed_stays()
    {
        await using var cluster = await TestSilos.StartAsync(2, frameLease: TimeSpan.FromSeconds(2));
        string path = Write(cluster);
        var (left, held) = (cluster.Client.GetGrain<IDatasetGrain>("left"), cluster.Client.GetGrain<IDatasetGrain>("held"));
        foreach (var frame in new[] { left, held })
        {
            await frame.PlanAsync(new PlanRequest([path], SmallSplits, IsLeased: true), Test.Token);
            await frame.LoadAsync(Test.Token);
        }

        for (int i = 0; i < 50; i++)
        {
            await held.ObserveAsync(0, Test.Token);
            await Task.Delay(100, Test.Token);
        }

        Assert.Equal(DatasetPhase.Ready, (await held.ObserveAsync(0, Test.Token)).Phase);
        Assert.Equal(DatasetPhase.Empty, (await left.ObserveAsync(0, Test.Token)).Phase);
        Assert.Equal((await held.ObserveAsync(0, Test.Token)).BytesHeld, cluster.Client.Silos.Sum(s => s.Bytes));
    }

    [Fact]
    public async Task Manifests_survive_a_restart_of_all_silos()
    {
        await using var cluster = await TestSilos.StartAsync(2);
        await cluster.LoadAsync(Write(cluster), SmallSplits);
        byte[] expected = WireCodec.Encode(await cluster.AskAsync(Questions[0]));
        await cluster.Client.DisposeAsync();
        await cluster.EndAsync(cluster.Silos[0]);
        await cluster.EndAsync(cluster.Silos[0]);

        await cluster.AddAsync();
        await cluster.AddAsync();
        cluster.Connect();

        Assert.Equal(["trips"], (await cluster.Client.GetGrain<ICatalogGrain>(ICatalogGrain.Key).ListAsync(Test.Token)).Datasets);
        Assert.Equal(expected, WireCodec.Encode(await cluster.AskAsync(Questions[0])));
    }

    [Fact]
    public async Task A_silo_that_joins_takes_its_share_of_the_bytes_without_a_failed_question()
    {
        await using var cluster = await TestSilos.StartAsync(3);
        var status = await cluster.LoadAsync(Write(cluster, 60_000), SmallSplits);
        byte[] expected = WireCodec.Encode(await cluster.AskAsync(Questions[0]));
        await Task.Delay(1200, Test.Token); // what partitions hold is reported twice a second

        var joined = await cluster.AddAsync();
        double share = 0;
        for (int i = 0; i < 100 && share < 0.2; i++)
        {
            Assert.Equal(expected, WireCodec.Encode(await cluster.AskAsync(Questions[0])));
            share = (double)cluster.Client.Silos.Single(s => s.Name == joined.Name).Bytes / status.BytesHeld;
        }
        Assert.InRange(share, 0.2, 0.3);
    }

    [Fact]
    public async Task A_load_that_does_not_fit_the_silos_together_is_refused_with_the_figures_and_leaves_nothing()
    {
        await using var cluster = await TestSilos.StartAsync(2, budget: 100 << 10);

        var status = await cluster.LoadAsync(Write(cluster, 60_000), SmallSplits, inMemory: true);

        Assert.Equal(FaultKind.Memory, status.Fault!.Kind);
        Assert.Contains("the 2 silos have 205 kB left of their budgets of 205 kB", status.Fault.Message, StringComparison.Ordinal);
        await Task.Delay(700, Test.Token);
        Assert.All(cluster.Client.Silos, s => Assert.Equal(0, s.Bytes));
    }

    [Fact]
    public async Task A_dataset_that_is_dropped_leaves_nothing_on_any_silo_nor_in_the_catalog()
    {
        await using var cluster = await TestSilos.StartAsync(3);
        await cluster.LoadAsync(Write(cluster), SmallSplits);

        await cluster.Dataset.DropAsync(Test.Token);

        Assert.Empty((await cluster.Client.GetGrain<ICatalogGrain>(ICatalogGrain.Key).ListAsync(Test.Token)).Datasets);
        await Task.Delay(700, Test.Token);
        Assert.All(cluster.Client.Silos, s => Assert.Equal(0, s.Bytes));
        await Assert.ThrowsAsync<DatasetException>(() => cluster.AskAsync(new MissingQuestion()));
    }

    [Fact]
    public async Task A_fault_of_a_source_comes_to_the_client_with_all_that_it_says()
    {
        await using var cluster = await TestSilos.StartAsync(2);
        string missing = Path.Combine(cluster.Folder, "missing.csv");
        await cluster.Dataset.PlanAsync(new PlanRequest([missing], SmallSplits, IsNamed: true), Test.Token);
        var status = await cluster.ReachAsync(s => s.Phase == DatasetPhase.Failed);

        var fault = await Assert.ThrowsAsync<SourceException>(() => cluster.Dataset.LoadAsync(Test.Token));

        Assert.Equal((status.Fault!.Message, missing), (fault.Message, fault.Path));
    }

    private static string Write(TestSilos cluster, int rows = Rows)
    {
        var text = new System.Text.StringBuilder("id,vendor,fare,note\n");
        for (int i = 0; i < rows; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},{(i % 3 == 0 ? 2 : 1)},{(i % 7 == 0 ? "" : ((i * 7919L % 10_007) / 100.0).ToString("0.00"))},note {i % 11}\n");
        string path = Path.Combine(cluster.Folder, "trips.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
