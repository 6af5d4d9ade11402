namespace Grid.Hosting;

/// <summary>Speaks to one silo's process. The key is the silo's name and a slash.</summary>
[Alias("Grid.ISiloControlGrain")]
internal interface ISiloControlGrain : IGrainWithStringKey
{
    /// <summary>Asks the process to hand over what it has, to leave, and to end; answers before that is done.</summary>
    [Alias("StopAsync")]
    [ResponseTimeout("00:00:05")]
    Task StopAsync();
}
