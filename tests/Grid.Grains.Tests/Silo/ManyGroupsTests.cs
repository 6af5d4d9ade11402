using System.Globalization;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains.Tests.Silo;

/// <summary>Groups that are very many, merged on however many silos and threads, from however many partitions.</summary>
public sealed class ManyGroupsTests
{
    private const int Groups = 50_000;

    private static readonly GroupByQuestion Question = new(
        ["k", "t"], ["sum(x)", "mean(x)", "std(x)", "median(x)", "first(n)", "last(x)", "nunique(n)", "count()"])
    { Order = ["k", "t desc"] };

    [Fact]
    public async Task Fifty_thousand_groups_are_the_same_to_the_bit_for_1_and_3_silos_1_and_2_threads_and_any_splits()
    {
        await using var one = new TestGrid(threads: 1);
        string path = Path.Combine(one.Folder, "many.csv");
        // Three rows a group, whose sum depends on the order where it is rounded.
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, 3 * Groups).Select(n => string.Create(
            CultureInfo.InvariantCulture, $"{n},{n * 7919L % Groups},t{n * 7919L % Groups % 11},{(n < Groups ? 1e15 : n < 2 * Groups ? 0.1 * (n % 97) : -1e15):R}")).Prepend("n,k,t,x"), Test.Token);
        await one.LoadAsync(path, new CsvOptions { SplitBytes = 1 << 20 });
        var expected = await AskAsync(key => one.Grains.GetGrain<IQueryGrain>(key));
        Assert.Equal(Enumerable.Range(0, Groups).Select(g => ((long)g, 3L)), expected.Groups.Select(group => (group.Keys[0].AsInt64, group.Values[^1].AsInt64)));
        Assert.Equal(0, expected.Groups.Count(group => group.Values[0].AsDouble is < 0 or > 10));

        await using (var two = new TestGrid(threads: 2))
        {
            await two.LoadAsync(path, new CsvOptions { SplitBytes = 300 << 10 });
            Assert.Equal(WireCodec.Encode<Answer>(expected), WireCodec.Encode<Answer>(await AskAsync(key => two.Grains.GetGrain<IQueryGrain>(key))));
        }
        // Merged in one place, and by each silo a share.
        foreach (long together in new[] { 1 << 20, 1 << 10 })
        {
            await using var cluster = await TestSilos.StartAsync(3, mostGroupsTogether: together);
            await cluster.LoadAsync(path, new CsvOptions { SplitBytes = 700 << 10 });
            Assert.Equal(WireCodec.Encode<Answer>(expected), WireCodec.Encode<Answer>(await AskAsync(key => cluster.Client.GetGrain<IQueryGrain>(key))));
        }
    }

    // So many figures that a share has more than a message takes.
    private static readonly string[] s_wide =
        [.. from function in new[] { "sum", "mean", "min", "max", "first", "last" } from column in new[] { "x", "n", "k" } select $"{function}({column})"];

    private static readonly GroupByQuestion[] Questions =
    [
        new(["k", "t"], ["sum(x)", "median(x)", "nunique(n)", "last(x)"]),
        new(["t", "k"], ["max(n) - min(n) as range", "mode(x)", "corr(n, x)"]) { Having = "range > 40000 or k % 3 = 1", Order = ["range desc", "mean(x)"] },
        new(["k"], ["count()", "sum(n)"]) { Order = ["sum(n) desc"], Limit = 700 },
        new(["k"], ["nunique(n)", "approx_nunique(n)"]) { Having = "count() > 1000000" },
        new(["k % 900"], ["nunique(n * 7)", "mode(n % 5)"]),
    ];

    [Fact]
    public async Task Groups_that_each_silo_takes_a_share_of_are_those_of_one_place_whatever_is_asked_of_them()
    {
        await using var one = new TestGrid(threads: 1);
        string path = await WriteAsync(one.Folder, 9000);
        await one.LoadAsync(path);
        // So few that all but a handful of groups are shared.
        await using var cluster = await TestSilos.StartAsync(3, mostGroupsTogether: 30);
        await cluster.LoadAsync(path, new CsvOptions { SplitBytes = 64 << 10 });
        foreach (var question in Questions)
        {
            var expected = await one.AskAsync(question);
            Assert.Equal(WireCodec.Encode(expected), WireCodec.Encode<Answer>(await AskAsync(key => cluster.Client.GetGrain<IQueryGrain>(key), question)));
        }
    }

    [Fact]
    public async Task An_answer_whose_shares_are_lost_with_a_silo_is_found_anew_and_is_the_same()
    {
        await using var one = new TestGrid(threads: 2);
        string path = await WriteAsync(one.Folder, 200_000);
        await one.LoadAsync(path);
        var question = new GroupByQuestion(["n"], [.. s_wide, "max(x) - min(x) as range", "count()"]) { Order = ["range desc", "n"] };
        var expected = await AskAsync(key => one.Grains.GetGrain<IQueryGrain>(key), question);
        await using var cluster = await TestSilos.StartAsync(3, mostGroupsTogether: 1000);
        await cluster.LoadAsync(path, new CsvOptions { SplitBytes = 700 << 10 });
        // Queries wherever they may be: that one is on the silo which ends does not matter.
        IQueryGrain[] queries = [.. Enumerable.Range(0, 2).Select(i => cluster.Client.GetGrain<IQueryGrain>($"q{i}"))];
        var asked = await Task.WhenAll(queries.Select(query => EndAsync(query, question)));
        Assert.All(asked, status => Assert.Equal(expected.Groups.Count, status.Groups));

        var grains = await cluster.Silos[0].GrainFactory.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics(Test.Token);
        Assert.Equal(queries.Length * cluster.Silos.Count, grains.Where(grain => grain.GrainType.Contains(nameof(ShareGrain), StringComparison.Ordinal)).Sum(grain => grain.ActivationCount));
        await cluster.EndAsync(cluster.Silos[2]);
        foreach (var (query, status) in queries.Zip(asked))
        {
            Encoded<Answer>? piece = status.Answer;
            for (long read = 0; piece is not null && read < status.Groups; piece = await query.ReadGroupsAsync(read, Test.Token))
                read += ((GroupByAnswer)piece.Value).Groups.Count;
            Assert.Null(piece);
            Assert.Equal(WireCodec.Encode<Answer>(expected), WireCodec.Encode<Answer>(await ReadAsync(query, await EndAsync(query, question))));
        }
    }

    [Fact]
    public async Task Pieces_of_shared_groups_may_be_asked_for_again_and_from_anywhere()
    {
        await using var cluster = await TestSilos.StartAsync(2, mostGroupsTogether: 1000);
        string path = await WriteAsync(cluster.Folder, 120_000);
        await cluster.LoadAsync(path, new CsvOptions { SplitBytes = 700 << 10 });
        var query = cluster.Client.GetGrain<IQueryGrain>("again");
        var status = await EndAsync(query, new GroupByQuestion(["n"], ["sum(x)", "mean(x)", "max(x)", "std(x)", "min(k)"]));
        int first = ((GroupByAnswer)status.Answer!.Value).Groups.Count;
        Assert.InRange(first, 1, status.Groups!.Value - 1);
        foreach (long from in new long[] { first, first, 5, first, 17, status.Groups.Value - 1, status.Groups.Value })
        {
            var piece = (GroupByAnswer)(await query.ReadGroupsAsync(from, Test.Token))!.Value;
            Assert.Equal<long?>(from < status.Groups ? from : null, piece.Groups.Count == 0 ? null : piece.Groups[0].Keys[0].AsInt64);
        }
        await query.EndAsync(Test.Token);
    }

    [Fact]
    public async Task What_a_combiner_or_a_share_does_not_have_is_told_to_be_lost()
    {
        await using var cluster = await TestSilos.StartAsync(1);
        string silo = cluster.Silos[0].Name;
        var part = await cluster.Client.GetGrain<ICombinerGrain>($"{silo}/none").ReadPartAsync(new PartRequest(0, 0, 1, 0), Test.Token);
        var share = cluster.Client.GetGrain<IShareGrain>($"{silo}/none");
        var spec = new ShareSpec(new Encoded<Question>(new GroupByQuestion(["k"], ["count()"])), new Columns.Schema([new("k", Columns.DataType.Int64)]), 1, 1, 0, 1);
        // A step before which there were others, and one that takes what nobody holds.
        var later = await share.StepAsync(new ShareRequest(spec, 1, "q"), Test.Token);
        var taken = await LongPoll.UntilOverAsync<ShareReply>(_ => share.StepAsync(new ShareRequest(spec, 0, "q") { Combiners = [$"{silo}/none"] }, Test.Token));
        var answer = await share.ReadAsync(0, Test.Token);

        Assert.True(part.IsLost);
        Assert.True(later.IsLost);
        Assert.True(taken.IsLost);
        Assert.Null(answer);
    }

    private static async Task<string> WriteAsync(string folder, int rows)
    {
        string path = Path.Combine(folder, "shared.csv");
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, rows).Select(n => string.Create(
            CultureInfo.InvariantCulture, $"{n},{n * 7919L % (rows / 2)},t{n * 31L % 13},{(n % 17 == 0 ? "" : $"{0.1 * (n * 13L % 97) - (n % 5 * 1e15)}")}")).Prepend("n,k,t,x"), Test.Token);
        return path;
    }

    private static async Task<QueryStatus> EndAsync(IQueryGrain query, GroupByQuestion question)
    {
        var status = new QueryStatus();
        while (!status.IsOver)
            status = await query.AskAsync(new QueryRequest("trips", question), status.Version, Test.Token);
        return status.Fault is { } fault ? throw fault.ToException() : status;
    }

    private static async Task<GroupByAnswer> AskAsync(Func<string, IQueryGrain> find, GroupByQuestion? question = null)
    {
        var query = find(Guid.NewGuid().ToString("N"));
        var answer = await ReadAsync(query, await EndAsync(query, question ?? Question));
        await query.EndAsync(Test.Token);
        return answer;
    }

    private static async Task<GroupByAnswer> ReadAsync(IQueryGrain query, QueryStatus status)
    {
        var pieces = new List<GroupByAnswer> { (GroupByAnswer)status.Answer!.Value };
        while (pieces.Sum(piece => piece.Groups.Count) < status.Groups)
            pieces.Add((GroupByAnswer)(await query.ReadGroupsAsync(pieces.Sum(piece => piece.Groups.Count), Test.Token))!.Value);
        return GroupAnswerCodec.Join(pieces);
    }
}
