namespace Grid.Flight;

/// <summary>Shares partitions out among endpoints, by the silos that hold them.</summary>
internal static class EndpointPlan
{
    /// <summary>All partitions, in one endpoint that is read wherever it is asked for.</summary>
    public static IReadOnlyList<PlannedEndpoint> Whole(int partitions) => [new PlannedEndpoint(null, partitions == 0 ? [] : [new PartitionRun(0, partitions)])];

    /// <summary>Endpoints that are read in order: as many as are wanted, or one wherever the next partition is on another silo than the one before.</summary>
    /// <param name="silos">The silo of each partition, in the order of their rows.</param>
    /// <param name="streams">How many endpoints are wanted; null where it goes by the silos.</param>
    public static IReadOnlyList<PlannedEndpoint> InOrder(IReadOnlyList<string> silos, int? streams)
    {
        if (silos.Count == 0)
            return Whole(0);
        var runs = streams is { } wanted ? Cut(silos.Count, wanted) : RunsOf(silos);
        var named = new Dictionary<string, int>();
        var planned = new List<PlannedEndpoint>(runs.Count);
        foreach (var run in runs)
        {
            // Of silos that hold as much of it, the one that has least to send so far: all on one would leave the others idle.
            string silo = silos.Skip(run.First).Take(run.Count).GroupBy(silo => silo)
                .OrderByDescending(held => held.Count()).ThenBy(held => named.GetValueOrDefault(held.Key)).First().Key;
            named[silo] = named.GetValueOrDefault(silo) + run.Count;
            planned.Add(new PlannedEndpoint(silo, [run]));
        }
        return planned;
    }

    /// <summary>Endpoints of what each silo holds, each in the order of the rows.</summary>
    /// <param name="silos">The silo of each partition, in the order of their rows.</param>
    /// <param name="streams">How many endpoints a silo has.</param>
    public static IReadOnlyList<PlannedEndpoint> BySilo(IReadOnlyList<string> silos, int streams) => silos.Count == 0 ? Whole(0) :
    [
        .. from held in Enumerable.Range(0, silos.Count).GroupBy(partition => silos[partition])
           let partitions = held.ToArray()
           from part in Cut(partitions.Length, streams)
           select new PlannedEndpoint(held.Key, Joined(partitions.AsSpan(part.First, part.Count))),
    ];

    // As equal as they can be, and none of them empty.
    private static IReadOnlyList<PartitionRun> Cut(int count, int parts)
    {
        parts = Math.Min(parts, count);
        return [.. from i in Enumerable.Range(0, parts) let first = (int)((long)count * i / parts) select new PartitionRun(first, (int)((long)count * (i + 1) / parts) - first)];
    }

    private static List<PartitionRun> RunsOf(IReadOnlyList<string> silos)
    {
        var runs = new List<PartitionRun>();
        for (int first = 0, next = 1; next <= silos.Count; next++)
        {
            if (next < silos.Count && silos[next] == silos[first])
                continue;
            runs.Add(new PartitionRun(first, next - first));
            first = next;
        }
        return runs;
    }

    private static List<PartitionRun> Joined(ReadOnlySpan<int> partitions)
    {
        var runs = new List<PartitionRun>();
        foreach (int partition in partitions)
        {
            if (runs is [.., var last] && last.First + last.Count == partition)
                runs[^1] = last with { Count = last.Count + 1 };
            else
                runs.Add(new PartitionRun(partition, 1));
        }
        return runs;
    }
}
