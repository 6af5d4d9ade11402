namespace Grid.LocalEngine;

/// <summary>
/// The base of all grains: an object that exists once per key, is activated by its first call and is called in turns,
/// one at a time. Nothing in it needs a lock.
/// </summary>
public abstract class Grain
{
    private readonly Activation _activation;

    /// <summary>Made by the engine alone.</summary>
    /// <exception cref="InvalidOperationException">The grain was made with new.</exception>
    protected Grain() => _activation = Activation.BeingMade
        ?? throw new InvalidOperationException($"{GetType().Name} is a grain: ask IGrainFactory.GetGrain for a reference instead of making one.");

    /// <summary>What the engine knows of this activation.</summary>
    public IGrainContext GrainContext => _activation;

    /// <summary>References to other grains.</summary>
    protected IGrainFactory GrainFactory => _activation.Silo.GrainFactory;

    /// <summary>The silo's services.</summary>
    protected internal IServiceProvider ServiceProvider => _activation.Silo.Services;

    /// <summary>Called before the first call, in a turn; an exception fails the calls that wait.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called after the last call, in a turn; not called when the process is killed.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once the calls that run are done. Later calls are for a new activation.</summary>
    protected void DeactivateOnIdle() =>
        _activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The grain asked for it."));

    /// <summary>Keeps idle collection away for this long; <see cref="Timeout.InfiniteTimeSpan"/> is for ever, zero or less takes it back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => _activation.DelayDeactivation(timeSpan);
}
