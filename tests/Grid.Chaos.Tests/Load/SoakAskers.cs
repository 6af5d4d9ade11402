using System.Diagnostics;
using Grid.Client;
using Grid.Query;

namespace Grid.Chaos.Tests.Load;

/// <summary>Clients that ask one question after the other without a pause, and what came of it.</summary>
internal sealed class SoakAskers : IAsyncDisposable
{
    private const int Periods = 10;

    private static readonly Func<GridFrame, Task<Answer>>[] Questions =
    [
        async f => await f.DescribeAsync(percentiles: [0.01, 0.5, 0.99]),
        async f => await f.GroupBy("vendor", "paid").AggregateAsync("sum(fare)", "std(distance)", "nunique(id)"),
        async f => await f.Filter("fare > 20 and paid == 'card'").DescribeAsync(["tip", "distance"]),
        async f => await f.GroupBy("id % 900").AggregateAsync("median(fare)", "sum(distance)", "last(id)"),
        async f => await f.WithColumn("share", "tip / fare").HistogramAsync("share", 12),
        async f => await f.HeadAsync(50),
    ];

    private readonly List<GridClient> _clients = [];
    private readonly List<GridFrame> _frames = [];
    private readonly List<byte[]> _expected = [];
    private readonly List<double>[] _seconds = [.. Enumerable.Range(0, Periods).Select(_ => new List<double>())];
    private readonly List<string> _wrong = [];
    private readonly Lock _change = new();
    private readonly string _trips;

    private SoakAskers(string trips) => _trips = trips;

    /// <summary>Answers that were others, and refusals.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Connects, loads, and takes the answers of a grid in this process.</summary>
    public static async Task<SoakAskers> PrepareAsync(TestCluster cluster, int clients)
    {
        var askers = new SoakAskers(Trips.Write(cluster.Folder, "trips.csv", 20_000, seed: 1));
        await using var undisturbed = await Undisturbed.LoadAsync([askers._trips]);
        foreach (var question in Questions)
            askers._expected.Add(Undisturbed.Bits(await question(undisturbed.Frame)));
        for (int i = 0; i < clients; i++)
        {
            askers._clients.Add(await cluster.ConnectAsync());
            askers._frames.Add(i == 0 ? await (await askers._clients[0].LoadCsvAsync("trips", [askers._trips], Undisturbed.Splits)).PersistAsync() : await askers._clients[i].OpenDatasetAsync("trips"));
        }
        return askers;
    }

    /// <summary>Has all clients ask for a time; how long each ask took is kept by when it was, in tenths of that time.</summary>
    public async Task AskAsync(TimeSpan time, CancellationToken cancellation)
    {
        foreach (var period in _seconds)
            period.Clear();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(_frames.Select((frame, i) => Task.Run(async () =>
        {
            var random = new Random(i);
            while (clock.Elapsed < time)
                await AskAsync(frame, random.Next(Questions.Length), Math.Min(Periods - 1, (int)(Periods * clock.Elapsed / time)));
        }, cancellation)));
    }

    /// <summary>Loads the same file under another name, and drops it.</summary>
    public async Task LoadAndDropAsync(string name, CancellationToken cancellation)
    {
        var frame = await (await _clients[0].LoadCsvAsync(name, [_trips], Undisturbed.Splits, cancellation)).PersistAsync(cancellation: cancellation);
        byte[] answer = Undisturbed.Bits(await Questions[0](frame));
        if (!answer.AsSpan().SequenceEqual(_expected[0]))
            Note($"{name} has another answer");
        await _clients[0].DropDatasetAsync(name, cancellation);
    }

    /// <summary>How many asks there were in each tenth of the time, and their median and 99th percentile.</summary>
    public override string ToString()
    {
        lock (_change)
        {
            return string.Join('\n', _seconds.Select((period, i) =>
            {
                double[] sorted = [.. period.Order()];
                return sorted.Length == 0 ? $"{i * 10,3} %: none" : FormattableString.Invariant($"{i * 10,3} %: {sorted.Length} asks, p50 {sorted[sorted.Length / 2]:0.000} s, p99 {sorted[sorted.Length * 99 / 100]:0.000} s");
            }).Append($"{_clients.Count} clients, {_seconds.Sum(p => p.Count)} asks, {_wrong.Count} wrong or refused"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
    }

    private async Task AskAsync(GridFrame frame, int question, int period)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            byte[] answer = Undisturbed.Bits(await Questions[question](frame));
            if (!answer.AsSpan().SequenceEqual(_expected[question]))
                Note($"question {question} has another answer");
        }
        catch (Exception e)
        {
            Note($"question {question}: {e.GetType().Name}: {e.Message}");
        }
        lock (_change)
            _seconds[period].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private void Note(string what)
    {
        lock (_change)
            _wrong.Add(what);
    }
}
