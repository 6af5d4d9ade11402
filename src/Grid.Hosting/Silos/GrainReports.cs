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
            return new SiloLoad(memory.Used, memory.Budget, services.GetRequiredService<ComputePool>().Jobs);
        },
        BytesOf = (services, grain) => services.GetRequiredService<SiloMemory>().HeldBy(grain),
        Moved = WarmAsync,
    };

    // What was moved here is loaded before it is asked.
    private static Task WarmAsync(IGrainFactory grains, IReadOnlyList<string> moved) => FanOut.RunAsync(
        moved.Count, (i, end) => grains.GetGrain<IPartitionGrain>(moved[i]).WarmAsync(end), CancellationToken.None);
}
