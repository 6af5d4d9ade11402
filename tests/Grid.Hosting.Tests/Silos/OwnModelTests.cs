using System.Collections.Concurrent;
using System.Net;
using Grid.Client;
using Grid.Learning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grid.Hosting.Tests.Silos;

/// <summary>Searches of models that are a user's own, over silos of their own.</summary>
public sealed class OwnModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-own-{Guid.NewGuid():N}")).FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Candidates_and_folds_are_spread_over_the_silos_and_scored_as_the_model_predicts()
    {
        int first = MotoServer.FreePort(), second = MotoServer.FreePort(), gateway = MotoServer.FreePort(), other = MotoServer.FreePort();
        var primary = new IPEndPoint(IPAddress.Loopback, first);
        using var one = Start(silo => silo.UseLocalhostClustering(first, gateway, primary).AddGrid(o => o.Threads = 1).AddModel<TimesModel>("times"));
        using var two = Start(silo => silo.UseLocalhostClustering(second, other, primary).AddGrid(o => o.Threads = 1).AddModel<TimesModel>("times"));
        await one.StartAsync(Token);
        await two.StartAsync(Token);
        await SeesAsync(one, 2);
        await using var grid = GridClient.Connect(one.Services.GetRequiredService<IClusterClient>());
        var (frame, x, y) = await TableAsync(grid);

        var search = new ForestSearch
        {
            Model = "times",
            Task = LearningTask.Regression,
            Target = "y",
            Scoring = "neg_mean_squared_error",
            ParamGrid = "by=1,2.5,-3; id=spread",
            Cv = new FoldOptions { Folds = 4 },
        };
        var outcome = await frame.SearchAsync(search, cancellation: Token);

        Assert.Null(outcome.BestForest);
        Assert.Equal("by=2.5; id=spread", outcome.Best.Candidate.ToString());
        Assert.Equal(["by=1; id=spread", "by=2.5; id=spread", "by=-3; id=spread"], outcome.CvResults.Candidates.Select(c => c.Candidate.ToString()));
        foreach (var (row, by) in outcome.CvResults.Candidates.Zip([1, 2.5, -3]))
        {
            // Folds of rows in their order; the model adds the mean of what it was fitted to.
            for (int split = 0; split < 4; split++)
            {
                var test = Enumerable.Range(split * 10, 10);
                double mean = Enumerable.Range(0, 40).Except(test).Average(i => y[i]);
                Assert.Equal(-test.Average(i => Math.Pow(by * x[i] + mean - y[i], 2)), row.SplitTestScores[split], 1e-9);
            }
        }
        Assert.Equal(2, TimesModel.Fits.Keys.Where(k => k.Id == "spread").Select(k => k.Silo).Distinct().Count());
        await WrongAsync(frame, search);
        await two.StopAsync(Token);
        await one.StopAsync(Token);
    }

    [Fact]
    public async Task A_search_that_was_stopped_goes_on_where_it_was()
    {
        using var host = Start(silo => silo.UseLocalhostClustering(MotoServer.FreePort(), MotoServer.FreePort()).AddGrid(o => o.Threads = 2).AddModel<TimesModel>("times"));
        await host.StartAsync(Token);
        await using var grid = GridClient.Connect(host.Services.GetRequiredService<IClusterClient>());
        var (frame, _, _) = await TableAsync(grid);
        var search = Forty("stopped", wait: 20) with { Name = "mine" };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => frame.SearchAsync(search, new Teller(p => { if (p.TrialsDone >= 8) stop.Cancel(); }), stop.Token));

        var outcome = await frame.SearchAsync(search, cancellation: Token);
        Assert.True(outcome.TrialsResumed >= 8, $"{outcome.TrialsResumed} resumed");
        Assert.Equal(40, outcome.TrialsResumed + outcome.TrialsTrained);
        // What was under way when it was stopped is all that was fitted twice.
        Assert.InRange(TimesModel.Fits.Where(f => f.Key.Id == "stopped").Sum(f => f.Value), 40, 46);
        var whole = await frame.SearchAsync(search with { Name = null }, cancellation: Token);
        Assert.Equal(whole.CvResults.Candidates.SelectMany(c => c.SplitTestScores), outcome.CvResults.Candidates.SelectMany(c => c.SplitTestScores));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task A_silo_that_is_lost_in_the_middle_of_a_search_costs_only_what_it_was_fitting()
    {
        int first = MotoServer.FreePort(), second = MotoServer.FreePort(), gateway = MotoServer.FreePort(), other = MotoServer.FreePort();
        var primary = new IPEndPoint(IPAddress.Loopback, first);
        // What is stored outlives the silo, as with any storage but the silos' own memory.
        void Add(ISiloBuilder silo)
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(GridSiloBuilder.Storage, (_, _) => new FileGrainStorage(Path.Combine(_folder, "states")));
            silo.AddGrid(o => o.Threads = 1).AddModel<TimesModel>("times");
        }
        using var one = Start(silo => Add(silo.UseLocalhostClustering(first, gateway, primary)));
        await one.StartAsync(Token);
        await using var grid = GridClient.Connect(one.Services.GetRequiredService<IClusterClient>());
        var (frame, _, _) = await TableAsync(grid);
        var whole = await frame.SearchAsync(Forty("whole", wait: 0), cancellation: Token);
        using var two = Start(silo => Add(silo.UseLocalhostClustering(second, other, primary)));
        await two.StartAsync(Token);
        await SeesAsync(one, 2);
        string name = two.Services.GetRequiredService<ILocalSiloDetails>().Name;
        Task lost = Task.CompletedTask;
        int isLost = 0;

        var outcome = await frame.SearchAsync(Forty("lost", wait: 150), new Teller(p =>
        {
            // It ends without handing anything over, once it has fitted something.
            if (p.TrialsDone >= 4 && TimesModel.Fits.ContainsKey(("lost", name)) && Interlocked.Exchange(ref isLost, 1) == 0)
                lost = two.StopAsync(new CancellationToken(canceled: true));
        }), Token);

        await lost.WaitAsync(Token).ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Equal(1, isLost);
        Assert.Equal(whole.CvResults.Candidates.SelectMany(c => c.SplitTestScores), outcome.CvResults.Candidates.SelectMany(c => c.SplitTestScores));
        Assert.Equal(2, TimesModel.Fits.Keys.Where(k => k.Id == "lost").Select(k => k.Silo).Distinct().Count());
        Assert.InRange(TimesModel.Fits.Where(f => f.Key.Id == "lost").Sum(f => f.Value), 40, 46);
        await one.StopAsync(Token);
    }

    [Fact]
    public void A_name_of_the_grids_own_is_refused() =>
        Assert.Contains("'extra_trees', which is a model of the grid's", Assert.Throws<LearningException>(() => new ModelRegistry(new ServiceCollection().BuildServiceProvider(), [new RegisteredModel("extra_trees", _ => new TimesModel(null))])).Message, StringComparison.Ordinal);

    private static async Task WrongAsync(GridFrame frame, ForestSearch search)
    {
        async Task<string> Refused(ForestSearch wrong) => (await Assert.ThrowsAsync<LearningException>(() => frame.SearchAsync(wrong, cancellation: Token))).Message;
        Assert.Contains("there is no model 'time'; did you mean 'times'? Known: random_forest, extra_trees, times.", await Refused(search with { Model = "time" }), StringComparison.Ordinal);
        Assert.Contains("KeyNotFoundException", await Refused(search with { ParamGrid = "buy=1" }), StringComparison.Ordinal);
        Assert.Contains("'by' must be a number", await Refused(search with { ParamGrid = "by=much; id=wrong" }), StringComparison.Ordinal);
        Assert.Contains("predicted 1 figures for 10 rows", await Refused(search with { ParamGrid = "by=1; id=short" }), StringComparison.Ordinal);
        Assert.Contains("'times' is no forest", await Refused(search with { Halving = 3 }), StringComparison.Ordinal);
        Assert.Contains("'times' is no forest", await Refused(search with { TestSize = 0.2 }), StringComparison.Ordinal);
    }

    // Forty fits, of which each takes so many milliseconds.
    private static ForestSearch Forty(string id, int wait) => new()
    {
        Model = "times",
        Task = LearningTask.Regression,
        Target = "y",
        ParamGrid = $"by=1,2,3,4,5,6,7,8,9,10; id={id}; wait={wait}",
        Cv = new FoldOptions { Folds = 4 },
    };

    private async Task<(GridFrame Frame, double[] X, double[] Y)> TableAsync(GridClient grid)
    {
        var random = new Random(3);
        double[] x = [.. Enumerable.Range(0, 40).Select(_ => Math.Round(random.NextDouble(), 3) - 0.5)], y = [.. x.Select(v => Math.Round(2.5 * v + random.NextDouble(), 3))];
        string path = Path.Combine(_folder, "rows.csv");
        await File.WriteAllTextAsync(path, "x,y\n" + string.Concat(x.Zip(y, (a, b) => FormattableString.Invariant($"{a},{b}\n"))), Token);
        return (await grid.ReadCsvAsync(path, cancellation: Token), x, y);
    }

    // A silo that has joined is given no grains before the others know what it hosts.
    private static async Task SeesAsync(IHost host, int silos)
    {
        var manifests = host.Services.GetRequiredService<IClusterManifestProvider>();
        while (manifests.Current.Silos.Count < silos)
            await Task.Delay(20, Token);
    }

    private static IHost Start(Action<ISiloBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(configure);
        return builder.Build();
    }

    private sealed class Teller(Action<SearchProgress> tell) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => tell(value);
    }
}

/// <summary>Predicts a multiple of the first feature, and the mean of the targets on top.</summary>
public sealed class TimesModel(ILocalSiloDetails? silo) : IGridModel
{
    private double _by, _mean;
    private bool _isShort;

    public static ConcurrentDictionary<(string Id, string Silo), int> Fits { get; } = new();

    public void Fit(ModelRows rows, IReadOnlyDictionary<string, ParameterValue> parameters, CancellationToken cancellation)
    {
        _by = parameters["by"].Value switch { long n => n, double d => d, _ => throw new LearningException("'by' must be a number.") };
        string id = parameters["id"].ToString();
        _isShort = id == "short";
        if (parameters.TryGetValue("wait", out var wait))
            Thread.Sleep((int)(long)wait.Value!);
        Fits.AddOrUpdate((id, silo!.Name), 1, (_, n) => n + 1);
        _mean = rows.Targets().Average();
    }

    public double[] Predict(ModelRows rows, CancellationToken cancellation) => _isShort ? [1] : Array.ConvertAll(rows.ValuesOf(0), v => _by * v + _mean);
}
