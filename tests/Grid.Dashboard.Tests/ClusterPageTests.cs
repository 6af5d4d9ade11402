using System.Diagnostics;
using Grid.Columns;
using Grid.Dashboard.Tests.Browsers;

namespace Grid.Dashboard.Tests;

public sealed class ClusterPageTests(DashboardCluster cluster)
{
    [Fact]
    public async Task Silos_and_what_they_hold_are_those_of_the_status()
    {
        await using var page = await cluster.OpenAsync();
        await page.UntilAsync("[data-figure=datasets]", "2");
        var status = await cluster.Grid.StatusAsync(Test.Token);

        Assert.Equal($"{status.Silos.Count}", await page.TextAsync("[data-figure=silos]"));
        Assert.Equal($"{status.Silos.Sum(s => s.Partitions)}", await page.TextAsync("[data-figure=partitions]"));
        Assert.Equal($"{ByteSize.Of(status.Silos.Sum(s => s.Bytes))} of {ByteSize.Of(status.Silos.Sum(s => s.Budget))}", await page.TextAsync("[data-figure=memory]"));
        await page.UntilAsync("[data-figure=threads]", $" of {status.Silos.Count}");
        foreach (var silo in status.Silos)
        {
            // Its own answers to the page are among what it sends.
            await Microsoft.Playwright.Assertions.Expect(page.Find($"[data-silo='{silo.Name}'] td").Nth(8)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[1-9].* .?B/s$"), new() { Timeout = 20_000 });
            await Microsoft.Playwright.Assertions.Expect(page.Find($"[data-silo='{silo.Name}'] td").Nth(5)).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[01] of 1$"));
            string row = await page.TextAsync($"[data-silo='{silo.Name}']");
            Assert.Equal(
                [silo.Name, "active", $"{ByteSize.Of(silo.Bytes)} of {ByteSize.Of(silo.Budget)}", $"{silo.Partitions}", $"{silo.Process}", silo.Release],
                row.Split('\t', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var name, var state, var held, var partitions, _, _, _, _, _, var process, var release] ? [name, state, held, partitions, process, release] : [row]);
            Assert.Contains($"{silo.Name} joined", await page.TextAsync("#events"), StringComparison.Ordinal);
        }
        await page.ShowAsync("cluster");
    }

    [Fact]
    public async Task A_silo_that_is_killed_is_told_of_within_five_seconds_and_the_page_goes_on()
    {
        var (witness, victim) = (cluster.Cluster.Running[0], cluster.Cluster.Running[^1]);
        await using var page = await cluster.OpenAsync(silo: witness);
        await using var work = await cluster.OpenAsync("work", witness);
        string name = cluster.Cluster.Leases.Single(l => l.Process == victim.Id).Name;
        await page.UntilAsync("#events", $"{name} joined");
        var rows = work.Find("#stream .g-row").Filter(new() { HasText = ColumnCharts.Name(name, 16) });
        await rows.First.WaitForAsync();

        var clock = Stopwatch.StartNew();
        victim.Kill();
        await page.Find($"[data-lost='{name}']").WaitForAsync();
        var told = clock.Elapsed;
        await work.Find($"[data-lost='{name}']").WaitForAsync();
        await Microsoft.Playwright.Assertions.Expect(rows).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await page.UntilAsync("#events", $"{name} was lost");
        Assert.Equal(0, await page.Find($"[data-silo='{name}']").CountAsync());
        await page.ShowAsync("cluster-lost");
        cluster.Cluster.Add();
        await cluster.Cluster.ReadyAsync();
        string added = cluster.Cluster.Leases[^1].Name;
        await page.UntilAsync($"[data-silo='{added}']", "active");
        await work.Find("#stream .g-row").Filter(new() { HasText = ColumnCharts.Name(added, 16) }).First.WaitForAsync();

        Assert.True(told < TimeSpan.FromSeconds(5), $"told after {told.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task The_page_of_a_silo_that_is_killed_says_where_to_go_on()
    {
        var victim = cluster.Cluster.Running[^1];
        await using var page = await cluster.OpenAsync("datasets", victim);
        page.MayLoseItsSilo = true;
        await page.UntilAsync("#dataset-table", "trips");
        await page.Find("#g-elsewhere a").First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });

        victim.Kill();
        await page.UntilAsync("#components-reconnect-modal", "This silo does not answer");
        await page.ShowAsync("silo-gone");
        await page.Find("#g-elsewhere a").First.ClickAsync();

        await page.UntilAsync("h1", "Cluster");
        cluster.Cluster.Add();
        await cluster.Cluster.ReadyAsync();
    }

    [Fact]
    public async Task Two_browsers_and_a_page_that_is_loaded_again_see_the_same()
    {
        await using var one = await cluster.OpenAsync();
        await using var two = await cluster.OpenAsync();
        await one.UntilAsync("[data-figure=datasets]", "2");
        await two.UntilAsync("[data-figure=datasets]", "2");

        await one.Page.ReloadAsync();

        await one.UntilAsync("[data-figure=datasets]", "2");
        Assert.Equal(await two.TextAsync("[data-figure=partitions]"), await one.TextAsync("[data-figure=partitions]"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong/")]
    public async Task A_missing_or_wrong_token_opens_nothing(string token)
    {
        await using var page = await cluster.OpenAsync();
        await page.UntilAsync("h1", "Cluster");
        var address = new Uri(cluster.Cluster.Leases[0].Dashboard!);
        using var http = new HttpClient();

        foreach (string path in new[] { "dashboard/", "dashboard/assets/grid.js", "dashboard/_blazor/negotiate", "dashboard/orleans/" })
        {
            using var refused = await http.GetAsync(new Uri(address, $"/{token}{path}"), Test.Token);
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }
}
