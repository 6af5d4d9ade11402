using Microsoft.Playwright;

namespace Grid.Dashboard.Tests.Browsers;

/// <summary>A page in a browser, and what went wrong in it: no message of the console may be an error, and no request may leave the dashboard.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    // What scrolls cuts what it holds, and may; what is hidden beyond an edge is lost. Texts at a slant, such as a chart's, have boxes that are wider than they;
    // those of charts that draw themselves move while they come, and what such a chart clips, as the pages of a legend, has its box all the same.
    private const string Misfits =
        """
        () => {
          const wrong = [], beyond = document.documentElement.scrollWidth - innerWidth, texts = [];
          if (beyond > 0)
            wrong.push(`${beyond} pixels beyond the window`);
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const within = node.parentElement, turn = within.getScreenCTM?.();
            if (!node.data.trim() || within.closest('script, style, select, title, .g-skip, #components-reconnect-modal, [clip-path], .g-chart svg') || turn && Math.abs(turn.a * turn.b) > .01)
              continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const box of range.getClientRects()) {
              const seen = { left: box.left, right: box.right, top: box.top, bottom: box.bottom, text: node.data.trim().slice(0, 60) };
              for (let up = within; up && up !== document.body; up = up.parentElement) {
                const { overflowX, overflowY, display } = getComputedStyle(up), edge = up.getBoundingClientRect();
                if (overflowX === 'visible' && overflowY === 'visible' || display === 'inline')
                  continue;
                const lost = Math.max(edge.left - seen.left, seen.right - edge.right, edge.top - seen.top, seen.bottom - edge.bottom);
                if (lost > 2 && [overflowX, overflowY].every(o => o === 'hidden' || o === 'clip') && seen.right > seen.left && seen.bottom > seen.top)
                  wrong.push(`'${seen.text}' is cut by ${Math.round(lost)} pixels`);
                Object.assign(seen, { left: Math.max(seen.left, edge.left), right: Math.min(seen.right, edge.right), top: Math.max(seen.top, edge.top), bottom: Math.min(seen.bottom, edge.bottom) });
              }
              const over = texts.find(t => t.node !== node && Math.min(t.right, seen.right) - Math.max(t.left, seen.left) > 2 && Math.min(t.bottom, seen.bottom) - Math.max(t.top, seen.top) > 4);
              if (over)
                wrong.push(`'${seen.text}' lies on '${over.text}'`);
              texts.push({ ...seen, node });
            }
          }
          return wrong;
        }
        """;

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

    /// <summary>Makes the page's window as wide as a telephone's.</summary>
    public async Task NarrowAsync()
    {
        await Page.SetViewportSizeAsync(390, 900);
        await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.g-chart')].every(chart => Math.abs((chart.querySelector('svg')?.clientWidth ?? 0) - chart.clientWidth) <= 1)");
    }

    /// <summary>Nothing goes beyond the window, is cut off, or lies on something else that is written; and makes a picture.</summary>
    public async Task FitsAsync(string name)
    {
        await ShowAsync(name);
        string[] wrong = await Page.EvaluateAsync<string[]>(Misfits);
        Assert.True(wrong.Length == 0, $"{name}: {string.Join('\n', wrong)}");
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
