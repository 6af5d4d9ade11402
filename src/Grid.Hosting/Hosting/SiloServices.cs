namespace Grid.Hosting;

/// <summary>The services of a silo that the grains ask for.</summary>
public static class SiloServices
{
    /// <summary>Adds the compute pool, the memory account, what is held, rehearsals, the store of training data, the runs of studies and the options they follow.</summary>
    public static IServiceCollection AddGridSilo(this IServiceCollection services, GridSiloOptions options) => services
        .AddSingleton(options)
        .AddSingleton(_ => new ComputePool(options.Threads))
        .AddSingleton(_ => new SiloMemory(options.Name, options.MemoryBudget))
        .AddSingleton<LoadMemory>()
        .AddSingleton<SiloHoldings>()
        .AddSingleton<SiloRehearsal>()
        .AddSingleton<TrainingStore>()
        .AddSingleton<StudyRuns>();
}
