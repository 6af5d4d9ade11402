using Grid.Learning;
using Microsoft.Extensions.Logging;

namespace Grid.Grains;

/// <summary>Runs a search under its name, one run at a time, and keeps what the last run found until the next.</summary>
[Reentrant]
public sealed class StudyGrain(
    ComputePool pool, TrainingStore trainings, ModelRegistry models, StudyRuns runs, IGrainLocator locator, ILogger<StudyGrain> log,
    [PersistentState("study", "grid")] IPersistentState<StudyState> stored) : Grain, IStudyGrain
{
    private StudyRun? _run;
    private byte[]? _training;
    private bool _isEnding;

    private string Key => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<StudyStatus> RunAsync(StudyRequest request, long version, CancellationToken cancellation)
    {
        if (_run is { IsOver: false } other && other.Request.Run != request.Run)
            return new StudyStatus { Fault = Fault.From(new LearningException($"the study '{Key}' is running already; wait for it, cancel it, or give this one another name.")) };
        if (_run is null || _run.Request.Run != request.Run)
            Start(request);
        var run = _run!;
        await run.ObserveAsync(version, cancellation);
        var status = run.Status();
        if (status.Fault is not { Kind: FaultKind.Cancelled } || run.IsCancelled)
            return status;
        // Cancelled by nobody: its silo ends, and another activation takes the run up.
        await Task.Delay(ChangeSignal.PollInterval, cancellation);
        if (!_isEnding && ReferenceEquals(_run, run))
            _run = null;
        return status with { Fault = null, IsRunning = true };
    }

    /// <inheritdoc/>
    public async Task<StudyStatus> ObserveAsync(CancellationToken cancellation)
    {
        if (_run is { } run)
            return run.Status();
        if (stored.State.Search is null)
            return new StudyStatus();
        var done = await TrialJournal.ReadAsync(GrainFactory, Key, stored.State.Trials, cancellation);
        var (scored, best) = StoredScores.Of(done, stored.State.Splits, Math.Max(1, stored.State.Scorings));
        return new StudyStatus { Trials = stored.State.Trials, TrialsDone = done.Count, TrialsResumed = done.Count, CandidatesScored = scored, BestScore = best };
    }

    /// <inheritdoc/>
    public Task<StudyBoard?> ReadBoardAsync(CancellationToken cancellation) => Task.FromResult(_run?.Board());

    /// <inheritdoc/>
    public Task<StudyRequest?> ReadRequestAsync(CancellationToken cancellation) => Task.FromResult(_run?.Request);

    /// <inheritdoc/>
    public Task<TrialResults> ReadTrialsAsync(string run, int from, CancellationToken cancellation)
    {
        var chunk = new List<Encoded<TrialResult>>();
        long bytes = 0;
        foreach (var result in Of(run).Results.Skip(from).TakeWhile(_ => bytes < BytesChunk.Size))
        {
            chunk.Add(result);
            bytes += 64 + sizeof(double) * result.Scores.Count;
        }
        return Task.FromResult(new TrialResults(chunk));
    }

    /// <inheritdoc/>
    public Task<BytesChunk> ReadModelAsync(string run, int chunk, CancellationToken cancellation) =>
        Task.FromResult(BytesChunk.Of(Of(run).Model, chunk));

    /// <inheritdoc/>
    public async Task<BytesChunk> ReadTrainingAsync(string run, int chunk, CancellationToken cancellation)
    {
        var training = Of(run).Training ?? throw Unknown(run);
        _training ??= await pool.RunAsync(_ => training.Encode(), ComputePriority.Question, cancellation);
        return BytesChunk.Of(_training, chunk);
    }

    /// <inheritdoc/>
    public Task CancelAsync(string run, CancellationToken cancellation) =>
        _run is { } mine && mine.Request.Run == run ? mine.CancelAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task DropAsync(CancellationToken cancellation)
    {
        await (_run?.CancelAsync() ?? Task.CompletedTask);
        _run = null;
        await GrainFactory.GetGrain<ICatalogGrain>(ICatalogGrain.Key).RemoveAsync(CatalogKind.Study, Key, CancellationToken.None);
        if (stored.State.Search is not null)
        {
            // First the trials: what is left of a study that is half gone still says whose it is.
            await TrialJournal.ClearAsync(GrainFactory, Key, stored.State.Trials);
            await stored.ClearStateAsync(CancellationToken.None);
        }
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isEnding = true;
        return _run?.StopAsync() ?? Task.CompletedTask;
    }

    private void Start(StudyRequest request)
    {
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        var run = _run = new StudyRun(request, Key, GrainFactory, locator, pool, trainings, models, stored, log);
        _ = EndAsync();

        async Task EndAsync()
        {
            await runs.AddAsync(run);
            _training = null;
            DelayDeactivation(TimeSpan.Zero);
            if (run.Failure is { } failure)
                StudyLog.Failed(log, Key, failure);
        }
    }

    private StudyRun Of(string run) => _run is { } mine && mine.Request.Run == run ? mine : throw Unknown(run);

    private RunUnknownException Unknown(string run) => new($"the run '{run}' of study '{Key}' is not under way; start it again.");
}
