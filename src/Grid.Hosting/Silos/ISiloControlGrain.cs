namespace Grid.Hosting;

/// <summary>Speaks to one silo's process. The key is the silo's name and a slash.</summary>
[Alias("Grid.ISiloControlGrain")]
internal interface ISiloControlGrain : IGrainWithStringKey
{
    /// <summary>Asks the process to hand over what it has, to leave, and to end; answers before that is done.</summary>
    [Alias("StopAsync")]
    [ResponseTimeout("00:00:05")]
    Task StopAsync();

    /// <summary>Tells the silo that somebody looks at the dashboard, so that it counts for it from now on; answers before that has begun.</summary>
    [Alias("WatchAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:05")]
    Task WatchAsync();
}
