using System.Text.RegularExpressions;
using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains.Tests.Queries;

public sealed class QueryTests
{
    internal static readonly CsvOptions SmallSplits = new() { SplitBytes = 4096 };

    internal static readonly Question[] Questions =
    [
        new DescribeQuestion(null, [0.01, 0.25, 0.5, 0.99]),
        new DescribeQuestion(["fare * 2"]) { Transforms = [new WhereTransform("vendor == 1 and fare > 10")] },
        new GroupByQuestion(["vendor", "note"], ["sum(fare)", "count(fare)", "mean(fare)", "std(fare)", "nunique(id)"]),
        new AggregateQuestion(["mean(fare / id)", "sum(fare)"]),
        new MissingQuestion(), new CorrelationQuestion(), new ValueCountsQuestion("note", 5), new UniqueQuestion(),
        new HistogramQuestion("fare", 7), new HeadQuestion(20),
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
    public async Task Answers_are_those_of_the_pure_kernels_over_the_same_rows()
    {
        await using var grid = new TestGrid();
        string path = grid.WriteTrips("trips.csv", 5000);
        await grid.LoadAsync(path, SmallSplits);
        var plan = await SourcePlanner.PlanAsync([path], new CsvOptions(), Test.Token);
        var whole = plan.Splits.Select(s => SplitReader.Read(s, plan.Schema, plan.Options, null, Test.Token)).ToArray();
        var table = new PartitionTable(plan.Schema, [.. whole.SelectMany(s => s.Batches)]);

        foreach (var question in Questions)
        {
            // Rounding follows the partitions, so the comparison is of what does not round, or to nine digits.
            var (mine, pure) = (await grid.AskAsync(question), Execution.Ask(question, plan.Schema, [table], Test.Token));
            Assert.Equal(Rounded(pure), Rounded(mine));
        }
    }

    [Fact]
    public async Task Answers_are_the_same_to_the_bit_with_1_2_and_8_threads()
    {
        await using var grid = new TestGrid(threads: 1);
        string path = grid.WriteTrips("trips.csv", 20_000);
        List<byte[]>? expected = null;
        foreach (int threads in new[] { 1, 2, 8 })
        {
            await grid.RestartAsync(threads);
            await grid.LoadAsync(path, SmallSplits);
            var answers = new List<byte[]>();
            foreach (var question in Questions)
                answers.Add(WireCodec.Encode(await grid.AskAsync(question)));
            expected ??= answers;
            Assert.Equal(expected, answers);
        }
    }

    [Fact]
    public async Task Answers_are_the_same_to_the_bit_when_all_that_travels_travels_as_bytes()
    {
        await using var grid = new TestGrid();
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000), SmallSplits);
        var manifest = await grid.Dataset().GetManifestAsync(Test.Token);
        var schema = new Encoded<Grid.Columns.Schema>(manifest.Schema.Bytes).Value;

        foreach (var question in Questions)
        {
            var run = Execution.Start(new Encoded<Question>(WireCodec.Encode(question)).Value, schema);
            for (int number = 0; run.NextScan is { } scan; number++)
            {
                AggregateState? merged = null;
                foreach (var partition in manifest.Partitions.Reverse())
                {
                    var request = new ScanRequest("by hand", number, new Encoded<Scan>(scan.Encode()));
                    var reply = await grid.Grains.GetGrain<IPartitionGrain>(partition.Key).ComputeAsync(request, Test.Token);
                    var state = new Encoded<AggregateState>(reply.State!.Bytes).Value;
                    merged = merged is null ? state : state.Merge(merged);
                }
                run.Accept(merged!);
            }
            Assert.Equal(WireCodec.Encode(await grid.AskAsync(question)), WireCodec.Encode(run.Finish()));
        }
    }

    [Fact]
    public async Task A_query_that_starts_anew_takes_no_state_that_was_computed_for_the_one_that_was_lost()
    {
        await using var grid = new TestGrid(threads: 1);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000));
        var manifest = await grid.Dataset().GetManifestAsync(Test.Token);
        var lost = Execution.Start(new HeadQuestion(3), manifest.Schema.Value);
        var partition = grid.Grains.GetGrain<IPartitionGrain>(Assert.Single(manifest.Partitions).Key);
        using (grid.Block())
            Assert.Null((await partition.ComputeAsync(new ScanRequest("again", 1, new Encoded<Scan>(lost.NextScan!.Encode())), Test.Token)).State);

        var query = grid.Grains.GetGrain<IQueryGrain>("again");
        var status = new QueryStatus();
        while (!status.IsOver)
            status = await query.AskAsync(new QueryRequest("trips", new MissingQuestion()), status.Version, Test.Token);
        await query.EndAsync(Test.Token);

        Assert.Null(status.Fault);
        Assert.Equal(5000, ((MissingAnswer)status.Answer!.Value).Rows);
    }

    [Fact]
    public async Task Many_questions_at_once_get_the_answers_they_get_alone()
    {
        await using var grid = new TestGrid();
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000), SmallSplits);
        var alone = new List<byte[]>();
        foreach (var question in Questions)
            alone.Add(WireCodec.Encode(await grid.AskAsync(question)));

        var together = await Task.WhenAll(Enumerable.Range(0, 5).SelectMany(_ => Questions).Select(q => grid.AskAsync(q)));

        Assert.Equal(Enumerable.Range(0, 5).SelectMany(_ => alone), together.Select(WireCodec.Encode));
    }

    [Fact]
    public async Task A_question_that_takes_longer_than_calls_are_kept_waiting_reports_progress_and_is_answered()
    {
        await using var grid = new TestGrid(threads: 1);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000), SmallSplits);
        var seen = new List<QueryStatus>();
        Task<Answer> asked;
        using (var blocked = grid.Block())
        {
            asked = grid.AskAsync(new MissingQuestion(), seen: seen);
            await Task.Delay(1500, Test.Token);
        }

        Assert.Equal(5000, ((MissingAnswer)await asked).Rows);
        Assert.True(seen.Count > 1);
        Assert.Equal((1, seen[^1].Partitions), (seen[0].Scan, seen[0].Partitions));
    }

    [Fact]
    public async Task An_answer_of_very_many_groups_is_read_in_pieces()
    {
        const int Rows = 200_000;
        await using var grid = new TestGrid();
        string path = Path.Combine(grid.Folder, "many.csv");
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, Rows).Select(i => $"{i},{i % 7}").Prepend("k,x"), Test.Token);
        await grid.LoadAsync(path);
        var query = grid.Grains.GetGrain<IQueryGrain>("many");
        var request = new QueryRequest("trips", new GroupByQuestion(["k"], ["count()", "sum(x)", "mean(x)", "min(x)", "max(x)"]));
        var status = new QueryStatus();
        while (!status.IsOver)
            status = await query.AskAsync(request, status.Version, Test.Token);

        Assert.Equal(Rows, status.Groups);
        var pieces = new List<GroupByAnswer> { Travelled(status.Answer!) };
        while (pieces.Sum(p => p.Groups.Count) < Rows)
            pieces.Add(Travelled((await query.ReadGroupsAsync(pieces.Sum(p => p.Groups.Count), Test.Token))!));
        await query.EndAsync(Test.Token);

        Assert.True(pieces.Count > 1);
        Assert.All(pieces, p => Assert.InRange(WireCodec.Encode<Answer>(p).Length, 1, 16 << 20));
        var groups = GroupAnswerCodec.Join(pieces).Groups;
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => ((long)i, i % 7L)), groups.Select(g => (g.Keys[0].AsInt64, g.Values[1].AsInt64)));
        Assert.Null(await grid.Grains.GetGrain<IQueryGrain>("not asked").ReadGroupsAsync(0, Test.Token));

        static GroupByAnswer Travelled(Encoded<Answer> piece) => (GroupByAnswer)WireCodec.Decode<Answer>(piece.Bytes);
    }

    [Fact]
    public async Task A_cancelled_question_ends_at_once_and_its_scans_are_not_run()
    {
        await using var grid = new TestGrid(threads: 1);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000), SmallSplits);
        var query = grid.Grains.GetGrain<IQueryGrain>("q");
        using (var blocked = grid.Block())
        {
            await blocked.Running;
            var asked = query.AskAsync(new QueryRequest("trips", new DescribeQuestion()), 0, Test.Token);
            await Task.Delay(50, Test.Token);

            await query.EndAsync(Test.Token);

            Assert.Equal(FaultKind.Cancelled, (await asked).Fault!.Kind);
        }
        Assert.Equal(5000, ((MissingAnswer)await grid.AskAsync(new MissingQuestion())).Rows);
    }

    [Fact]
    public async Task A_question_that_cannot_be_bound_is_a_question_exception_with_its_place()
    {
        await using var grid = new TestGrid();
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 50));

        var unknown = await Assert.ThrowsAsync<QuestionException>(() => grid.AskAsync(new ValueCountsQuestion("vender")));
        var malformed = await Assert.ThrowsAsync<QuestionException>(
            () => grid.AskAsync(new MissingQuestion { Transforms = [new WhereTransform("fare >")] }));

        Assert.Contains("vendor", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(("fare >", 6), (malformed.Expression, malformed.Position!.Value));
    }

    [Fact]
    public async Task A_dataset_that_is_not_loaded_cannot_be_asked()
    {
        await using var grid = new TestGrid();

        var thrown = await Assert.ThrowsAsync<DatasetException>(() => grid.AskAsync(new MissingQuestion()));

        Assert.Equal("dataset 'trips' is not known, or was dropped; load it before it is asked.", thrown.Message);
    }

    [Fact]
    public async Task A_dataset_dropped_under_a_question_ends_the_question()
    {
        await using var grid = new TestGrid(threads: 1);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000), SmallSplits);
        Task<Answer> asked;
        Task dropped;
        using (var blocked = grid.Block())
        {
            await blocked.Running;
            asked = grid.AskAsync(new DescribeQuestion());
            await Task.Delay(50, Test.Token);
            dropped = grid.Dataset().DropAsync(Test.Token);
            await Task.Delay(50, Test.Token);
        }

        await dropped;
        Assert.EndsWith("load it before it is asked.", (await Assert.ThrowsAsync<DatasetException>(() => asked)).Message, StringComparison.Ordinal);
        Assert.Equal(0, grid.Memory.Used);
    }

    [Fact]
    public async Task A_partition_that_ends_under_a_question_is_loaded_again_and_the_question_is_answered()
    {
        await using var grid = new TestGrid(threads: 1);
        await grid.LoadAsync(grid.WriteTrips("trips.csv", 5000), SmallSplits);
        var before = WireCodec.Encode(await grid.AskAsync(new DescribeQuestion()));
        var manifest = await grid.Dataset().GetManifestAsync(Test.Token);
        Task<Answer> asked;
        Task[] dropped;
        using (var blocked = grid.Block())
        {
            await blocked.Running;
            asked = grid.AskAsync(new DescribeQuestion());
            await Task.Delay(50, Test.Token);
            dropped = [.. manifest.Partitions.Take(3).Select(p => grid.Grains.GetGrain<IPartitionGrain>(p.Key).DropAsync(Test.Token))];
            await Task.Delay(50, Test.Token);
        }

        await Task.WhenAll(dropped);
        Assert.Equal(before, WireCodec.Encode(await asked));
    }

    // Figures to nine digits; columns are as wide as their figures, whose last bits follow the partitions.
    private static string Rounded(Answer answer) => Regex.Replace(
        Regex.Replace(answer.ToString()!, @"-?\d+\.\d+(E[+-]?\d+)?", m => double.Parse(m.Value).ToString("G9")), @"[ ]+", " ");
}
