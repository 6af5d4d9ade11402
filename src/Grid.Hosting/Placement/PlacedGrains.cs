using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Metadata;

namespace Grid.Hosting;

/// <summary>The grains of this silo that are placed by a rule of ours, from their activation to their end.</summary>
internal sealed class PlacedGrains : IConfigureGrainContextProvider
{
    private readonly ConcurrentDictionary<GrainId, PlacementRule> _held = new();
    private readonly ConcurrentQueue<GrainId> _ended = new();

    /// <summary>Those that are there.</summary>
    public IEnumerable<KeyValuePair<GrainId, PlacementRule>> Held => _held;

    /// <summary>Whether there are any.</summary>
    public bool Any => !_held.IsEmpty;

    /// <summary>How many of them hold data.</summary>
    public int HoldingData => _held.Count(g => g.Value == PlacementRule.Bytes);

    /// <summary>Those that have ended since this was asked last.</summary>
    public GrainId[] TakeEnded()
    {
        var ended = new HashSet<GrainId>();
        while (_ended.TryDequeue(out var grain))
            ended.Add(grain);
        ended.RemoveWhere(_held.ContainsKey);
        return [.. ended];
    }

    public bool TryGetConfigurator(GrainType grainType, GrainProperties properties, [NotNullWhen(true)] out IConfigureGrainContext? configurator)
    {
        configurator = properties.Properties.GetValueOrDefault(WellKnownGrainTypeProperties.PlacementStrategy) switch
        {
            nameof(PlacedByBytes) => new Noting(this, PlacementRule.Bytes),
            nameof(PlacedOnLeastLoaded) => new Noting(this, PlacementRule.LeastLoaded),
            _ => null,
        };
        return configurator is not null;
    }

    private sealed class Noting(PlacedGrains grains, PlacementRule rule) : IConfigureGrainContext
    {
        public void Configure(IGrainContext context) => context.ObservableLifecycle.Subscribe(
            nameof(PlacedGrains),
            GrainLifecycleStage.First,
            _ =>
            {
                grains._held[context.GrainId] = rule;
                return Task.CompletedTask;
            },
            _ =>
            {
                grains._held.TryRemove(context.GrainId, out PlacementRule _);
                grains._ended.Enqueue(context.GrainId);
                return Task.CompletedTask;
            });
    }
}
