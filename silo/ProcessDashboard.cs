using Grid.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grid.Silo;

/// <summary>
/// The dashboard of the silo that a process has by now, for those whom the gate lets in; and, below it, Orleans' own. Neither is there before somebody
/// looks at it.
/// </summary>
internal sealed class ProcessDashboard : IAsyncDisposable
{
    /// <summary>Under which it is.</summary>
    public const string Prefix = "/dashboard";

    /// <summary>Under which Orleans' own is.</summary>
    public const string Orleans = "/dashboard/orleans";

    // A silo tells of the address a moment before its process has it, and one that was given up has another one soon.
    private const int Looks = 100;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly DashboardGate _gate;
    private readonly Func<OrleansSilo?> _silo;
    private readonly Lazy<Task<DashboardApp>> _pages;
    private readonly Lock _change = new();
    private (OrleansSilo? Silo, RequestDelegate? Answer) _built;

    /// <summary>Makes ready to answer.</summary>
    /// <param name="gate">Lets in, or does not.</param>
    /// <param name="silo">The silo that the process has by then.</param>
    /// <param name="folder">The cluster's folder; null on several machines.</param>
    /// <param name="logs">Where it says what goes wrong.</param>
    public ProcessDashboard(DashboardGate gate, Func<OrleansSilo?> silo, string? folder, ILoggerFactory logs)
    {
        (_gate, _silo) = (gate, silo);
        _pages = new(() => DashboardApp.StartAsync(new DashboardSettings(folder, () => Serving?.Name, () => Serving?.GrainFactory), logs));
    }

    private OrleansSilo? Serving => _silo() is { Serves: true } there ? there : null;

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context) => _gate.InvokeAsync(context, AdmittedAsync);

    public async ValueTask DisposeAsync()
    {
        if (_pages.IsValueCreated && await _pages.Value.ContinueWith(made => made.IsCompletedSuccessfully, TaskScheduler.Default))
            await (await _pages.Value).DisposeAsync();
    }

    private async Task AdmittedAsync(HttpContext context)
    {
        bool isOrleans = context.Request.Path.StartsWithSegments(Orleans, StringComparison.Ordinal);
        if (!isOrleans && !context.Request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        for (int i = 0; i < Looks && Serving is null; i++)
            await Task.Delay(Pace, context.RequestAborted);
        if (Serving is not { } there)
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else if (isOrleans)
            await OrleansOf(there)(context);
        else
            await PagesAsync(context);
    }

    private async Task PagesAsync(HttpContext context)
    {
        var path = context.Request.Path;
        context.Request.PathBase = context.Request.PathBase.Add(Prefix);
        context.Request.Path = path.Value![Prefix.Length..];
        await (await _pages.Value).AnswerAsync(context);
    }

    private RequestDelegate OrleansOf(OrleansSilo there)
    {
        lock (_change)
        {
            if (_built.Silo != there)
                _built = (there, SiloDashboard.Of(there, Orleans));
            return _built.Answer!;
        }
    }
}
