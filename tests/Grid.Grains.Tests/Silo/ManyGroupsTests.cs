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
        await using var cluster = await TestSilos.StartAsync(3);
        await cluster.LoadAsync(path, new CsvOptions { SplitBytes = 700 << 10 });
        Assert.Equal(WireCodec.Encode<Answer>(expected), WireCodec.Encode<Answer>(await AskAsync(key => cluster.Client.GetGrain<IQueryGrain>(key))));
    }

    private static async Task<GroupByAnswer> AskAsync(Func<string, IQueryGrain> find)
    {
        var query = find(Guid.NewGuid().ToString("N"));
        var status = new QueryStatus();
        while (!status.IsOver)
            status = await query.AskAsync(new QueryRequest("trips", Question), status.Version, Test.Token);
        if (status.Fault is { } fault)
            throw fault.ToException();
        var pieces = new List<GroupByAnswer> { (GroupByAnswer)status.Answer!.Value };
        while (pieces.Sum(piece => piece.Groups.Count) < status.Groups)
            pieces.Add((GroupByAnswer)(await query.ReadGroupsAsync(pieces.Sum(piece => piece.Groups.Count), Test.Token))!.Value);
        await query.EndAsync(Test.Token);
        return GroupAnswerCodec.Join(pieces);
    }
}
