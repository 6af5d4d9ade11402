using Grid.Learning;
using Grid.Sources;

namespace Grid.Hosting;

/// <summary>The services of a silo that the grains ask for.</summary>
internal static class SiloServices
{
    /// <summary>Adds the compute pool, what it did, what messages it has sent, the memory account, what is held, what lives, what is cached, plans, rehearsals, the stores of training data and of other sides of joins, the runs of studies and the options they follow.</summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="options">The options.</param>
    /// <param name="ahead">Plans that were begun before the silo serves; null for none.</param>
    public static IServiceCollection AddGridSilo(this IServiceCollection services, GridSiloOptions options, PlansAhead? ahead = null) => services
        .AddSingleton(options)
        .AddSingleton(ahead ?? new PlansAhead())
        .AddSingleton(services => new WorkLog(services.GetRequiredService<GridSiloOptions>().KeepsWork, TimeProvider.System))
        .AddSingleton(services => new ComputePool(services.GetRequiredService<GridSiloOptions>().Threads, services.GetRequiredService<WorkLog>()))
        .AddSingleton<MessageTraffic>()
        .AddSingleton(services => MemoryOf(services.GetRequiredService<GridSiloOptions>()))
        .AddSingleton<LoadMemory>()
        .AddSingleton<SiloHoldings>()
        .AddSingleton<LivePartitions>()
        .AddSingleton<Residents>()
        .AddSingleton<HeapCare>()
        .AddSingleton(services => CacheOf(services.GetRequiredService<GridSiloOptions>()))
        .AddSingleton<SiloTexts>()
        .AddSingleton<ResidentServices>()
        .AddSingleton<SiloRehearsal>()
        .AddSingleton<TextsAhead>()
        .AddSingleton<TrainingStore>()
        .AddSingleton<ModelRegistry>()
        .AddSingleton<JoinShares>()
        .AddSingleton<JoinStore>()
        .AddSingleton<StudyRuns>();

    private static ColumnCache CacheOf(GridSiloOptions options) => new(options.CacheFolder, options.CacheBytes);

    private static SiloMemory MemoryOf(GridSiloOptions options) => new(options.Name, options.MemoryBudget);
}
