using System.Globalization;
using Grid.Dashboard.Tests.Browsers;
using Grid.Learning;

namespace Grid.Dashboard.Tests;

public sealed class WorkPageTests(DashboardCluster cluster)
{
    [Fact]
    public async Task A_bar_tells_which_question_which_partition_how_long_and_how_many_rows()
    {
        await using var page = await cluster.OpenAsync("work");
        await page.Find("#stream .g-idle").First.WaitForAsync();
        await page.Find("#span").SelectOptionAsync("300");
        var frame = await cluster.Grid.OpenDatasetAsync("trips", Test.Token);
        long rows = (await frame.AggregateAsync(["count()"], Test.Token)).Values[0].AsInt64;

        await frame.Filter("fare > 0 and '<b>' == '<b>'").AggregateAsync(["sum(fare * 17) as seventeen"], Test.Token);

        await PickAsync(page, "scan", "sum(fare * 17)");
        string line = await page.TextAsync("#picked [data-fact=for]");
        Assert.Equal("aggregate trips --agg 'sum(fare * 17) as seventeen' --where 'fare > 0 and '\\''<b>'\\'' == '\\''<b>'\\'''", line);
        Assert.Equal("trips", await page.TextAsync("#picked [data-fact=dataset]"));
        Assert.StartsWith("0", await page.TextAsync("#picked [data-fact=partition]"), StringComparison.Ordinal);
        Assert.Equal(rows, long.Parse(await page.TextAsync("#picked [data-fact=rows]"), NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        Assert.EndsWith("ms", await page.TextAsync("#picked [data-fact=took]"), StringComparison.Ordinal);
        // A silo that has not answered yet has no rows.
        await page.Page.WaitForFunctionAsync("silos => new Set([...document.querySelectorAll('#stream .g-row')].map(row => row.textContent.split(' · ')[0])).size === silos", cluster.Cluster.Running.Count);
        Assert.Contains("time, UTC", await page.Find("#stream svg").TextContentAsync(), StringComparison.Ordinal);
        await page.ShowAsync("work");
    }

    [Fact]
    public async Task Trials_are_bars_that_the_keyboard_goes_along_and_the_picture_holds_still()
    {
        await using var page = await cluster.OpenAsync("work");
        await page.Find("#stream .g-idle").First.WaitForAsync();
        await page.Find("#span").SelectOptionAsync("300");
        var frame = await cluster.Grid.OpenDatasetAsync("trips", Test.Token);
        await frame.SearchAsync(
            new ForestSearch { Name = "worked", Task = LearningTask.Classification, Target = "paid", Features = ["fare", "tip"], ParamGrid = "max_features=1,2", NEstimators = 20, Cv = new FoldOptions { Folds = 3 }, Refit = false },
            cancellation: Test.Token);
        await PickAsync(page, "trial", "of the study worked");
        Assert.Equal("4,000", await page.TextAsync("#picked [data-fact=rows]"));
        await page.Find("#hold").CheckAsync();
        await page.Find("#stream[data-held]").WaitForAsync();
        string[] held = await BarsAsync(page);

        await page.Find("#stream").FocusAsync();
        foreach (string key in new[] { "ArrowDown", "End", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "ArrowRight" })
            await page.Page.Keyboard.PressAsync(key);
        Assert.Equal(1, await page.Find("#stream .g-focus").CountAsync());
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Find($"#picked[data-id='{await page.Find("#stream .g-focus").GetAttributeAsync("data-id")}']").WaitForAsync();
        Assert.Equal(await page.Find("#stream .g-focus").GetAttributeAsync("data-kind"), await page.TextAsync("#picked [data-fact=kind]"));

        // Looked at again since, twice at least.
        await frame.AggregateAsync(["sum(fare * 18)"], Test.Token);
        await Task.Delay(2_500, Test.Token);
        Assert.Equal(held, await BarsAsync(page));
        await page.ShowAsync("work-trials");
        await page.Find("#span").SelectOptionAsync("60");
        await page.Find("#hold").UncheckAsync();
        await PickAsync(page, "scan", "sum(fare * 18)");
    }

    // What it was when the picture was drawn is under way no more when it is picked.
    [Fact]
    public async Task Work_that_has_ended_since_it_was_drawn_is_told_of_and_keeps_the_focus()
    {
        await using var page = await cluster.OpenAsync("work");
        await page.Find("#span").SelectOptionAsync("300");
        var frame = await cluster.Grid.OpenDatasetAsync("trips", Test.Token);
        await frame.AggregateAsync(["sum(fare * 19)"], Test.Token);
        await PickAsync(page, "scan", "sum(fare * 19)");
        string id = (await page.Find("#picked").GetAttributeAsync("data-id"))!;
        await page.Find("#hold").CheckAsync();
        await page.Find("#stream[data-held]").WaitForAsync();
        string other = (await BarsAsync(page)).First(bar => bar != id && !bar.StartsWith('-'));
        await page.Page.EvaluateAsync(Click, other);
        await page.Find($"#picked[data-id='{other}']").WaitForAsync();

        // As it was drawn when it was under way, by a number that is nobody's any more, with the focus on it; and then as it has ended.
        await page.Page.EvaluateAsync(
            """
            id => {
              const stream = document.getElementById('stream'), { told, bars } = stream.gridWork, bar = bars.find(b => b[0] === Number(id));
              stream.gridWork.bars = bars.filter(b => b !== bar);
              gridWork.show(stream, JSON.stringify({ ...told, add: [], running: [[-1, bar[1], bar[2], bar[3], bar[4] / 2]] }));
              document.querySelector("#stream rect[data-id='-1']").dispatchEvent(new MouseEvent('click', { bubbles: true }));
              gridWork.show(stream, JSON.stringify({ ...told, add: [bar], running: [] }));
            }
            """, id);

        await page.Find($"#picked[data-id='{id}']").WaitForAsync();
        Assert.Equal(id, await page.Find("#stream .g-focus").GetAttributeAsync("data-id"));
    }

    private const string Click = "id => document.querySelector(`#stream rect[data-id='${id}']`)?.dispatchEvent(new MouseEvent('click', { bubbles: true })) ?? false";

    private static Task<string[]> BarsAsync(OpenPage page) => page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#stream rect[data-id]')].map(bar => bar.dataset.id)");

    // Which of the bars of a kind is the one is not written on it. They move on and out of the picture meanwhile, so that one may be gone when it is picked.
    private static async Task PickAsync(OpenPage page, string kind, string whose)
    {
        var picked = new HashSet<string>();
        for (long until = Environment.TickCount64 + 20_000; Environment.TickCount64 < until;)
        {
            string?[] bars = await page.Page.EvaluateAsync<string?[]>("kind => [...document.querySelectorAll(`#stream rect[data-kind='${kind}']`)].map(bar => bar.dataset.id ?? null).reverse()", kind);
            foreach (string id in bars.OfType<string>().Where(id => !id.StartsWith('-')))
            {
                if (!await page.Page.EvaluateAsync<bool>(Click, id))
                    continue;
                await page.Find($"#picked[data-id='{id}']").WaitForAsync();
                string told = await page.TextAsync("#picked");
                if (told.Contains(whose, StringComparison.Ordinal))
                    return;
                picked.Add(told);
            }
        }
        Assert.Fail($"no bar is a {kind} for {whose}: {string.Join("; ", picked)}");
    }
}
