namespace Grid.Hosting;

/// <summary>Passes on to its silo's process what is asked of it.</summary>
[PlacedOnNamedSilo]
internal sealed class SiloControlGrain(SiloLifeline lifeline) : Grain, ISiloControlGrain
{
    public Task StopAsync()
    {
        lifeline.AskToStop();
        return Task.CompletedTask;
    }
}
