using Grid.Learning;
using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>Trains one family on one split, or a block of its trees, on the silo's compute pool.</summary>
[Reentrant, PlacedOnLeastLoaded(PreferLocal = true)]
public sealed class TrialGrain(ComputePool pool, GridSiloOptions silo, TrainingStore trainings, ModelRegistry models, ILogger<TrialGrain> log) : Grain, ITrialGrain
{
    private readonly CancellationTokenSource _end = new();
    private Task<TrialResult>? _work;

    /// <inheritdoc/>
    public async Task<TrialReply> TrainAsync(TrialRequest request, CancellationToken cancellation)
    {
        var work = _work ??= RunAsync(request);
        if (!work.IsCompleted)
        {
            await work.WaitAsync(ChangeSignal.PollTimeout, cancellation).SettledAsync();
            cancellation.ThrowIfCancellationRequested();
        }
        if (!work.IsCompleted)
            return new TrialReply(null, silo.Name, pool.Threads);
        try
        {
            return new TrialReply(await work, silo.Name, pool.Threads);
        }
        catch (Exception e) when (TransientFault.IsCutShort(e) || TransientFault.Is(e) || e is RunUnknownException)
        {
            // This activation ends, and the next one trains; or the study's silo was lost before the training data was here: asked
            // again, the trial fetches it from where the study is then.
            if (!_end.IsCancellationRequested && ReferenceEquals(_work, work))
                _work = null;
            await Task.Delay(ChangeSignal.PollInterval, cancellation);
            return new TrialReply(null, silo.Name, pool.Threads);
        }
        catch (Exception e)
        {
            return new TrialReply(null, silo.Name, pool.Threads, Fault.From(e));
        }
    }

    /// <inheritdoc/>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await StopAsync();
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => StopAsync();

    private async Task<TrialResult> RunAsync(TrialRequest request)
    {
        var training = await trainings.GetAsync(request.Study, request.Run).WaitAsync(_end.Token);
        StudyLog.TrialStarts(log, this.GetPrimaryKeyString());
        return await GridTelemetry.TrialAsync(this.GetPrimaryKeyString(), () => pool.RunAsync(
            end => training.Plan.OwnModel is { } own
                ? ModelTrial.Run(models.Make(own), training.Matrix, training.Folds, request.Split, training.Plan.Families[request.Family], training.Plan.Scorings, end)
                : FamilyTrial.Run(
                    training.Matrix, training.Folds, request.Split, training.Plan.Families[request.Family], training.Plan.Scorings,
                    request.FirstTree, request.EndTree, end),
            ComputePriority.Load, _end.Token, new WorkLabel(WorkKind.Trial, this.GetPrimaryKeyString(), null, training.Matrix.Rows)));
    }

    private async Task StopAsync()
    {
        await _end.CancelAsync();
        if (_work is { } work)
            await work.SettledAsync();
    }
}
