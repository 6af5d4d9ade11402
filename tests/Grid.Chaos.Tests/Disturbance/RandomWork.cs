using System.Diagnostics;
using Grid.Client;
using Grid.Learning;
using Grid.Query;

namespace Grid.Chaos.Tests.Disturbance;

/// <summary>What is asked of a cluster at random, and what an undisturbed grid answered to the same.</summary>
internal sealed class RandomWork : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Func<GridFrame, GridFrame, Task<Answer>>[] Questions =
    [
        async (f, _) => await f.DescribeAsync(percentiles: [0.01, 0.25, 0.5, 0.99]),
        async (f, _) => await f.GroupBy("vendor", "paid").AggregateAsync("sum(fare)", "mean(tip)", "std(distance)", "nunique(id)"),
        async (f, _) => await f.Filter("fare > 20 and paid == 'card'").DescribeAsync(["tip", "distance"]),
        async (f, _) => await f.WithColumn("share", "tip / fare").Filter("vendor == 1").HistogramAsync("share", 12),
        async (f, _) => await f.CorrelationAsync(),
        async (f, _) => await f.NullCountAsync(),
        async (f, _) => await f.ValueCountsAsync("distance", 20),
        async (f, _) => await f.HeadAsync(200),
        async (f, _) => await f.GroupBy("id % 9000").AggregateAsync("median(fare)", "quantile(tip, 0.9)", "sum(distance)", "last(id)"),
        async (f, _) => await f.GroupBy("id % 20000", "paid").AggregateAsync("max(fare) - min(fare) as range", "mode(distance)", "nunique(tip)"),
        async (f, other) => await f.Join(other, "id % 500 = id % 170", JoinKind.Left).GroupBy("trips.id").AggregateAsync("count()", "sum(others.tip)"),
        async (f, other) => await f.Join(other, "id % 500 = id % 170", JoinKind.Left).GroupBy("others.paid").AggregateAsync("median(trips.fare)", "sum(others.tip)", "first(trips.id)", "count()"),
        async (f, other) => await f.Join(other, "id % 500 = id", JoinKind.Anti).DescribeAsync(["fare"]),
        // Each silo has a share of all rows, which are asked for again and again.
        async (f, _) => await f.Join(f, "id = id % 3000", name: "more").GroupBy("trips.vendor").AggregateAsync("count()", "sum(more.fare)", "last(more.tip)", "median(trips.fare)"),
        async (f, other) => await f.Join(other, "id = id", JoinKind.Semi).Join(f, "id % 70 = id % 7000", JoinKind.Left, "more").DescribeAsync(["more.fare"]),
        async (f, _) => await f.FillNulls(("tip", Fill.Median), ("paid", Fill.Mode)).Scale("tip").DescribeAsync(["tip"]),
        async (f, _) => await f.FillNulls("tip", Fill.Forward).GroupBy("vendor").AggregateAsync("sum(tip)", "count(tip)"),
        async (f, _) => await f.Sort("fare desc", "tip").HeadAsync(500),
    ];

    private static readonly string[] Sorting = ["distance desc", "tip", "id"];

    private static readonly ForestSearch Search = new()
    {
        Target = "digit",
        ParamGrid = "max_depth=3,none; max_features=2,none; criterion=gini,entropy",
        NEstimators = 12,
        Cv = new FoldOptions { Folds = 4 },
        Seed = 11,
    };

    private readonly GridClient _grid;
    private readonly Random _random;
    private readonly string _trips;
    private readonly List<byte[]> _expected = [];
    private GridFrame _frame = null!;
    private GridFrame _others = null!;
    private GridFrame _digits = null!;
    private byte[] _expectedSort = [];
    private string _expectedSearch = "";
    private int _questions;
    private int _loads;
    private int _searches;
    private int _sorts;
    private TimeSpan _slowest;
    private string _slowestWas = "";

    private RandomWork(GridClient grid, int seed, string trips) => (_grid, _random, _trips) = (grid, new Random(seed * 31), trips);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Writes the data, takes the undisturbed answers, and loads.</summary>
    public static async Task<RandomWork> PrepareAsync(TestCluster cluster, int seed)
    {
        string trips = Trips.Write(cluster.Folder, "trips.csv", 40_000, seed), others = Trips.Write(cluster.Folder, "others.csv", 300, seed + 1), digits = Digits.Write(cluster.Folder, "digits.csv", 300, seed);
        var work = new RandomWork(await cluster.ConnectAsync(), seed, trips);
        await using var undisturbed = await Undisturbed.LoadAsync([trips]);
        var other = await undisturbed.ReadAsync(others);
        foreach (var question in Questions)
            work._expected.Add(Undisturbed.Bits(await question(undisturbed.Frame, other)));
        work._expectedSort = await SortAsync(undisturbed.Frame, Path.Combine(cluster.Folder, "sorted.csv"));
        await using var learner = await Undisturbed.LoadAsync([digits]);
        work._expectedSearch = Undisturbed.Bits(await learner.Frame.SearchAsync(Search, cancellation: Token));
        work._frame = await (await work._grid.LoadCsvAsync("trips", [trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        work._others = await (await work._grid.LoadCsvAsync("others", [others], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        work._digits = await (await work._grid.LoadCsvAsync("digits", [digits], new() { SplitBytes = 4 << 10 }, Token)).PersistAsync(cancellation: Token);
        return work;
    }

    /// <summary>Does one thing, and checks what comes of it, while the shaker does another.</summary>
    public async Task RunNextAsync(Shaker shaker)
    {
        int drawn = _random.Next(100);
        var clock = Stopwatch.StartNew();
        int question = drawn < 70 ? _random.Next(Questions.Length) : -1;
        var (work, longest, what) = drawn < 70 ? (AskAsync(question), 60, $"question {question}")
            : drawn < 78 ? (SortAsync(), 150, $"sort {_sorts}")
            : drawn < 85 ? (LoadAsync(), 300, $"load {_loads}")
            : (SearchAsync(), 500, $"search {_searches}");
        await shaker.ShakeAsync(longest);
        try
        {
            await work.WaitAsync(Patience, Token);
        }
        catch (TimeoutException e) when (!work.IsCompleted)
        {
            throw new TimeoutException($"{what} has no end", e);
        }
        if (clock.Elapsed > _slowest)
            (_slowest, _slowestWas) = (clock.Elapsed, what);
    }

    /// <summary>Asks everything once more.</summary>
    public async Task CheckAllAsync()
    {
        for (int i = 0; i < Questions.Length; i++)
            await AskAsync(i);
        await SortAsync();
        Assert.Equal(["digits", "others", "trips"], (await _grid.DatasetsAsync(Token)).Select(d => d.Name));
    }

    public override string ToString() => $"{_questions} questions, {_sorts} sorts, {_loads} loads, {_searches} searches, the slowest {_slowest.TotalSeconds:0.0} s ({_slowestWas})";

    public ValueTask DisposeAsync() => _grid.DisposeAsync();

    private async Task AskAsync(int question)
    {
        byte[] answer = Undisturbed.Bits(await Questions[question](_frame, _others));
        Assert.True(_expected[question].SequenceEqual(answer), $"question {question} has another answer");
        _questions++;
    }

    private async Task SortAsync()
    {
        byte[] sorted = await SortAsync(_frame, Path.Combine(Path.GetDirectoryName(_trips)!, $"sorted{_sorts}.csv"));
        Assert.True(_expectedSort.SequenceEqual(sorted), "sorted rows are others");
        _sorts++;
    }

    private static async Task<byte[]> SortAsync(GridFrame frame, string path)
    {
        await frame.Sort(Sorting).SaveAsync(path, cancellation: Token);
        byte[] saved = await File.ReadAllBytesAsync(path, Token);
        File.Delete(path);
        return saved;
    }

    private async Task LoadAsync()
    {
        string name = $"load{_loads}";
        var frame = await (await _grid.LoadCsvAsync(name, [_trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        byte[] answer = Undisturbed.Bits(await Questions[0](frame, _others));
        Assert.True(_expected[0].SequenceEqual(answer), "what was loaded has another answer");
        await _grid.DropDatasetAsync(name, Token);
        _loads++;
    }

    private async Task SearchAsync()
    {
        Assert.Equal(_expectedSearch, Undisturbed.Bits(await _digits.SearchAsync(Search, cancellation: Token)));
        _searches++;
    }
}
