namespace Grid.Hosting;

/// <summary>What a silo with the grid's grains tells of them.</summary>
internal static class GrainReports
{
    /// <summary>Options that tell what the grid's grains hold, and that make ready what was moved.</summary>
    public static GridClusterOptions WithGrains(this GridClusterOptions cluster) => cluster with
    {
        Load = services =>
        {
            var memory = services.GetRequiredService<SiloMemory>();
            var pool = services.GetRequiredService<ComputePool>();
            return new SiloLoad(memory.Used, memory.Budget, services.GetRequiredService<Residents>().Held + services.GetRequiredService<SiloTexts>().Bytes, pool.Jobs, pool.Idle);
        },
        // What is read when it is asked for weighs what it takes in all, so that it is spread evenly, and moves no more than what is in memory.
        BytesOf = (services, grain) => services.GetRequiredService<Residents>().WholeOf(grain) is > 0 and var whole ? whole : services.GetRequiredService<SiloMemory>().HeldBy(grain),
        Moved = WarmAsync,
    };

    // What was moved here is loaded before it is asked.
    private static Task WarmAsync(IGrainFactory grains, IReadOnlyList<string> moved) => FanOut.RunAsync(
        moved.Count, (i, end) => grains.GetGrain<IPartitionGrain>(moved[i]).WarmAsync(end), CancellationToken.None);
}
