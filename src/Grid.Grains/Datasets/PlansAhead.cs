using System.Collections.Concurrent;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>Plans of loads that a client within the process begins while its silo starts; the datasets take them over.</summary>
public sealed class PlansAhead
{
    private readonly ConcurrentDictionary<string, Planning> _begun = new(StringComparer.Ordinal);

    /// <summary>Begins a plan.</summary>
    /// <param name="request">What is to be planned, by name.</param>
    public void Begin(PlanRequest request)
    {
        var end = new CancellationTokenSource();
        _begun[request.Name] = new Planning(Task.Run(() => SourcePlanner.PlanAsync(request.Paths, request.Options.Value, end.Token)), end);
    }

    /// <summary>Ends a plan that no dataset has taken over.</summary>
    /// <param name="name">The name of its request.</param>
    public void End(string name)
    {
        if (_begun.TryRemove(name, out var begun))
            begun.End.Cancel();
    }

    /// <summary>Takes a plan over; null where none was begun.</summary>
    /// <param name="name">The name of its request.</param>
    /// <param name="cancellation">Ends the planning.</param>
    public Task<LoadPlan>? Take(string name, CancellationToken cancellation) => _begun.TryRemove(name, out var begun) ? FinishAsync(begun, cancellation) : null;

    private static async Task<LoadPlan> FinishAsync(Planning begun, CancellationToken cancellation)
    {
        await using var registration = cancellation.Register(begun.End.Cancel);
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return await begun.Plan;
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw;
        }
    }

    private sealed record Planning(Task<LoadPlan> Plan, CancellationTokenSource End);
}
