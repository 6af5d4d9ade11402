using Grid.Learning;

namespace Grid.Client;

/// <summary>One run of a search, as its caller sees it: starts it, observes it, and takes what it found.</summary>
internal sealed class Study
{
    private readonly ForestSearch _search;
    private readonly SearchPlan _plan;
    private readonly IStudyGrain _grain;
    private readonly StudyRequest _request;

    public Study(IGrainFactory grains, string dataset, bool isOfCluster, IReadOnlyList<Grid.Query.Transform> transforms, ForestSearch search, SearchPlan plan)
    {
        (_search, _plan) = (search, plan);
        _grain = grains.GetGrain<IStudyGrain>(search.Name ?? $"{dataset}/study-{Guid.NewGuid():N}");
        // In a cluster the study's silo may be lost under any search, which then goes on with the trials that are stored.
        bool keep = search.Name is not null || isOfCluster;
        var spec = new StudySpec(search.Spec, search.Target, search.Features, search.QuantileBins, transforms, keep, search.Name is not null, search.Refit && plan.OwnModel is null) { Plan = _plan, Weights = search.Weights };
        _request = new StudyRequest(Guid.NewGuid().ToString("N"), dataset, spec);
    }

    /// <summary>Runs to the end; a run that is cancelled is stopped.</summary>
    public async Task<SearchOutcome> RunAsync(IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var status = await ObserveAsync(progress, cancellation).ConfigureAwait(false);
                try
                {
                    return await TakeAsync(status, cancellation).ConfigureAwait(false);
                }
                catch (RunUnknownException)
                {
                    // The study's silo was lost after all was done: the run is taken up from what is stored.
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await _grain.CancelAsync(_request.Run, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        finally
        {
            if (_search.Name is null)
                await _grain.DropAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Task<StudyStatus> ObserveAsync(IProgress<SearchProgress>? progress, CancellationToken cancellation) => LongPoll.UntilOverAsync<StudyStatus>(
        last => _grain.RunAsync(_request, last?.Version ?? 0, cancellation),
        status => progress?.Report(Progress(status)));

    private async Task<SearchOutcome> TakeAsync(StudyStatus status, CancellationToken cancellation)
    {
        var trials = new List<TrialResult>(status.Trials);
        while (trials.Count < status.Trials)
        {
            var chunk = await _grain.ReadTrialsAsync(_request.Run, trials.Count, cancellation).ConfigureAwait(false);
            trials.AddRange(chunk.Trials.Select(t => t.Value));
        }
        var model = _request.Study.Value.Refit
            ? await BytesChunk.ReadAllAsync(i => _grain.ReadModelAsync(_request.Run, i, cancellation)).ConfigureAwait(false)
            : null;
        return new SearchOutcome(SearchResults.Of(_plan, status.Trials / _plan.Families.Count, trials), model is null ? null : Forest.Decode(model))
        {
            TrialsTrained = status.TrialsTrained,
            TrialsResumed = status.TrialsResumed,
            Seconds = status.Seconds,
            Notes = status.Notes,
        };
    }

    private SearchProgress Progress(StudyStatus status) => new()
    {
        TrialsDone = status.TrialsDone,
        Trials = status.Trials,
        TrialsResumed = status.TrialsResumed,
        CandidatesScored = status.CandidatesScored,
        Candidates = _plan.Candidates.Count,
        BestScore = status.BestScore,
        Best = status.Best is { } best ? _plan.Candidates[best] : null,
        Seconds = status.Seconds,
        SecondsLeft = status.SecondsLeft,
        Notes = status.Notes,
    };
}
