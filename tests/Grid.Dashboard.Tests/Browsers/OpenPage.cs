using Microsoft.Playwright;

namespace Grid.Dashboard.Tests.Browsers;

/// <summary>A page in a browser, and what went wrong in it: no message of the console may be an error, and no request may leave the dashboard.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly string _root;
    private readonly List<string> _wrong = [];

    public OpenPage(IPage page, string root)
    {
        (Page, _root) = (page, root);
        page.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.Request += (_, request) => Note(!request.Url.StartsWith(root, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), $"request: {request.Url}");
        page.WebSocket += (_, socket) => Note(!socket.Url.StartsWith(root.Replace("http:", "ws:", StringComparison.Ordinal), StringComparison.Ordinal), $"socket: {socket.Url}");
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status}: {response.Url}");
        page.Dialog += (_, dialog) => Note(true, $"dialog: {dialog.Message}");
    }

    public IPage Page { get; }

    /// <summary>Whether its silo may go, which a console tells of.</summary>
    public bool MayLoseItsSilo { get; set; }

    public Task GoAsync(string path) => Page.GotoAsync(_root + path);

    public ILocator Find(string selector) => Page.Locator(selector);

    /// <summary>The button of a text within an element.</summary>
    public ILocator Button(string within, string text) => Find(within).GetByRole(AriaRole.Button, new() { Name = text, Exact = true });

    /// <summary>Waits for an element, and gives its text.</summary>
    public async Task<string> TextAsync(string selector)
    {
        await Find(selector).First.WaitForAsync();
        return (await Find(selector).First.InnerTextAsync()).Trim();
    }

    /// <summary>Waits for the chart in an element, and gives all that is written in it.</summary>
    public async Task<string> ChartAsync(string within)
    {
        await Find($"{within} svg").First.WaitForAsync();
        return await Find($"{within} svg").First.TextContentAsync() ?? "";
    }

    /// <summary>Waits until an element has a text.</summary>
    public Task UntilAsync(string selector, string text) => Assertions.Expect(Find(selector).First).ToContainTextAsync(text, new() { Timeout = 20_000 });

    /// <summary>Makes a picture for whoever looks at it, where one is asked for.</summary>
    public async Task ShowAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("GRID_SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        lock (_wrong)
            Assert.True(_wrong.Count == 0 || MayLoseItsSilo, string.Join('\n', _wrong));
    }

    private void Note(bool isWrong, string what)
    {
        if (!isWrong)
            return;
        lock (_wrong)
            _wrong.Add(what);
    }
}
