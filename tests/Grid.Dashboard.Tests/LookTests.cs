using Grid.Dashboard.Pages;
using Grid.Dashboard.Tests.Browsers;

namespace Grid.Dashboard.Tests;

public sealed class LookTests(DashboardCluster cluster)
{
    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task Pages_fit_their_window_light_and_dark(int width, bool isDark)
    {
        foreach (var (name, path, shows) in new[] { ("cluster", "", "#silo-table"), ("work", "work", "#stream .g-row >> nth=0"), ("datasets", "datasets", "#dataset-table"), ("ask", "ask", "#line"), ("studies", "studies", "h1"), ("dataset", DatasetPage.Address("trips"), "#schema") })
        {
            await using var page = await cluster.OpenAsync(path, width: width, isDark: isDark);
            await page.Find(shows).WaitForAsync();
            await page.Page.WaitForFunctionAsync("isDark => (getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0] < 128) === isDark", isDark);

            await page.FitsAsync($"{name}-{width}-{(isDark ? "dark" : "light")}");
        }
    }

    [Fact]
    public async Task The_keyboard_alone_goes_from_the_cluster_to_a_column()
    {
        await using var page = await cluster.OpenAsync();
        await page.Find("#silo-table").WaitForAsync();

        await TabToAsync("Datasets");
        await page.UntilAsync("h1", "Datasets");
        await page.Find("#dataset-table").WaitForAsync();
        await TabToAsync("trips");
        await page.UntilAsync("#schema", "distance");
        await TabToAsync("distance");

        await page.UntilAsync("#column-card strong", "distance");

        async Task TabToAsync(string text)
        {
            for (int i = 0; i < 40; i++)
            {
                await page.Page.Keyboard.PressAsync("Tab");
                if (await page.Page.EvaluateAsync<string>("document.activeElement.innerText.trim()") == text)
                {
                    await page.Page.Keyboard.PressAsync("Enter");
                    return;
                }
            }
            Assert.Fail($"no tab leads to '{text}'");
        }
    }

    [Fact]
    public async Task The_button_changes_the_colours_of_page_and_charts()
    {
        await using var page = await cluster.OpenAsync();
        await page.Find("#silo-table").WaitForAsync();

        await page.Find("[aria-label='Dark colours']").ClickAsync();

        await page.Find("[aria-label='Light colours']").WaitForAsync();
        await page.Page.WaitForFunctionAsync("() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g)[0] < 128");
    }
}
