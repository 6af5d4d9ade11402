using Grid.Dashboard.Tests.Browsers;
using Microsoft.Playwright;

[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(DashboardCluster))]

namespace Grid.Dashboard.Tests.Browsers;

/// <summary>A browser, and a cluster of three silos with tables, that all tests share.</summary>
public sealed class DashboardCluster : IAsyncLifetime
{
    /// <summary>A name that does harm where it is not shown as text.</summary>
    public const string HostileName = "<img src=x onerror=hacked=1> \"'& \u202e%2f#";

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private TestCluster? _cluster;
    private IBrowser? _browser;
    private GridClient? _grid;

    public TestCluster Cluster => _cluster!;

    public GridClient Grid => _grid!;

    public IBrowser Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } chromium)
            return;
        _cluster = await TestCluster.StartAsync(3);
        _grid = await GridClient.ConnectAsync(_cluster.Shared);
        foreach (var (name, path) in new[] { ("trips", Trips.Write(_cluster.Folder, "trips.csv", 4_000, seed: 1)), (HostileName, WriteHostile()) })
            await (await _grid.LoadCsvAsync(name, [path])).PersistAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>Opens a page of a silo's dashboard, in a browser of its own; the test is skipped where there is none.</summary>
    /// <param name="path">Below the dashboard.</param>
    /// <param name="silo">The silo; null for the first.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="isDark">Whether the browser asks for dark pages.</param>
    internal async Task<OpenPage> OpenAsync(string path = "", SiloProcess? silo = null, int width = 1280, bool isDark = false)
    {
        Assert.SkipWhen(_browser is null, "there is no chromium (apt-get install chromium)");
        var lease = silo is null ? Cluster.Leases[0] : Cluster.Leases.Single(l => l.Process == silo.Id);
        var context = await Browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light });
        context.SetDefaultTimeout(20_000);
        var page = new OpenPage(await context.NewPageAsync(), lease.Dashboard!);
        await page.GoAsync(path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_grid is not null)
            await _grid.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    private string WriteHostile()
    {
        string path = Path.Combine(Cluster.Folder, "hostile.csv");
        File.WriteAllLines(path,
        [
            "<script>hacked=1</script>,</td><b>bold,\"a \"\"b\"\"\",n",
            $"<img src=x onerror=hacked=1>,{new string('w', 10_000)},\"\"\"><!--\",1",
            "javascript:hacked=1,שלום \u202e txet,';hacked=1;//,2",
            "<img src=x onerror=hacked=1>,&lt;i&gt;,{{hacked=1}},3",
        ]);
        return path;
    }
}
