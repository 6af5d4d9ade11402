using System.Diagnostics;
using Grid.Client;
using Grid.Learning;
using Grid.Query;

namespace Grid.Network.Tests.Faults;

/// <summary>Asks of a fleet without end, and keeps what was asked, what came of it, and what the fleet has acknowledged.</summary>
internal sealed class AskedLog : IAsyncDisposable
{
    private static readonly Func<GridFrame, Task<Answer>>[] Questions =
    [
        async f => await f.DescribeAsync(percentiles: [0.01, 0.5, 0.99]),
        async f => await f.GroupBy("vendor", "paid").AggregateAsync("sum(fare)", "std(distance)", "nunique(id)"),
        async f => await f.Filter("fare > 20 and paid == 'card'").DescribeAsync(["tip", "distance"]),
        async f => await f.GroupBy("id % 900").AggregateAsync("median(fare)", "sum(distance)", "last(id)"),
        async f => await f.HeadAsync(50),
    ];

    private static readonly ForestSearch Search = new()
    {
        Target = "digit",
        ParamGrid = "max_depth=3,none; criterion=gini,entropy",
        NEstimators = 4,
        Cv = new FoldOptions { Folds = 3 },
        Seed = 11,
        Name = "kept",
    };

    private readonly List<string> _events;
    private readonly GridClient _grid;
    private readonly string _trips;
    private readonly string _digits;
    private readonly List<byte[]> _expected = [];
    private readonly List<string> _acknowledged = ["digits", "trips"];
    private readonly List<string> _wrong = [];
    private string _expectedSearch = "";
    private GridFrame _frame = null!;
    private int _asks;
    private int _refused;
    private int _loads;
    private TimeSpan _slowest;

    private AskedLog(List<string> events, GridClient grid, string folder)
    {
        (_events, _grid) = (events, grid);
        (_trips, _digits) = (Trips.Write(folder, "trips.csv", 20_000, seed: 1), Digits.Write(folder, "digits.csv", 150, seed: 3));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>How much was asked, and what came of it.</summary>
    public string Counts => $"{_asks} asks of which {_refused} were refused, {_wrong.Count} wrong; {_loads} datasets loaded meanwhile; the slowest ask {_slowest.TotalSeconds:0.0} s";

    /// <summary>What was wrong: an answer that is another one, or an error that says nothing.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Loads, searches, and takes the answers of a grid in this process.</summary>
    public static async Task<AskedLog> PrepareAsync(List<string> events, GridClient grid, string folder)
    {
        var log = new AskedLog(events, grid, folder);
        await using var undisturbed = await Undisturbed.LoadAsync([log._trips]);
        foreach (var question in Questions)
            log._expected.Add(Undisturbed.Bits(await question(undisturbed.Frame)));
        log._frame = await (await grid.LoadCsvAsync("trips", [log._trips], Undisturbed.Splits, Token)).PersistAsync(cancellation: Token);
        var digits = await grid.LoadCsvAsync("digits", [log._digits], cancellation: Token);
        log._expectedSearch = Undisturbed.Bits(await digits.SearchAsync(Search, cancellation: Token));
        return log;
    }

    /// <summary>Asks one question after the other, and loads a dataset after every few, until told to end.</summary>
    public async Task AskAsync(CancellationToken end)
    {
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            if (i % 8 == 7)
                await LoadAsync($"load{_loads++}");
            else
                await AskAsync(i % Questions.Length);
            await Task.Delay(50, Token);
        }
    }

    /// <summary>Once all is well again: every answer is right, and everything that was acknowledged is there.</summary>
    public async Task CheckAsync()
    {
        for (int question = 0; question < Questions.Length; question++)
            Assert.Equal(_expected[question], Undisturbed.Bits(await Questions[question](_frame)));
        string[] names = [.. (await _grid.DatasetsAsync(Token)).Select(d => d.Name)];
        Assert.Equal(names.Distinct().Count(), names.Length);
        Assert.Superset(_acknowledged.ToHashSet(), names.ToHashSet());
        foreach (string name in _acknowledged.Where(name => name.StartsWith("load", StringComparison.Ordinal)))
            Assert.Equal(_expected[0], Undisturbed.Bits(await Questions[0](await _grid.OpenDatasetAsync(name, Token))));
        var again = await (await _grid.OpenDatasetAsync("digits", Token)).SearchAsync(Search, cancellation: Token);
        Assert.Equal((_expectedSearch, 0), (Undisturbed.Bits(again), again.TrialsTrained));
    }

    public ValueTask DisposeAsync() => _grid.DisposeAsync();

    private Task AskAsync(int question) => TryAsync($"question {question}", async () =>
    {
        byte[] answer = Undisturbed.Bits(await Questions[question](_frame));
        if (!_expected[question].SequenceEqual(answer))
            _wrong.Add($"question {question} has another answer");
    });

    private Task LoadAsync(string name) => TryAsync(name, async () =>
    {
        await _grid.LoadCsvAsync(name, [_trips], Undisturbed.Splits, Token);
        _acknowledged.Add(name);
    });

    private async Task TryAsync(string what, Func<Task> ask)
    {
        var clock = Stopwatch.StartNew();
        string came = "is answered";
        _asks++;
        try
        {
            await ask();
        }
        catch (Exception e) when (!Token.IsCancellationRequested)
        {
            came = $"is refused: {e.GetType().Name}: {e.Message}";
            _refused++;
            if (e is NullReferenceException or IndexOutOfRangeException or InvalidCastException or KeyNotFoundException || e.Message.Length == 0)
                _wrong.Add($"{what} {came}");
        }
        if (clock.Elapsed > _slowest)
            _slowest = clock.Elapsed;
        lock (_events)
            _events.Add($"{DateTime.UtcNow:HH:mm:ss.f} {what} {came}, after {clock.Elapsed.TotalSeconds:0.00} s");
    }
}
