using Grid.Arrow;
using Grid.Grains;
using Grid.Statistics;

namespace Grid.Client;

/// <summary>One dataset of the grid as its frames share it: starts what it takes, observes it, and turns faults into exceptions.</summary>
internal sealed class Dataset(IGrainFactory grains, string name)
{
    private readonly IDatasetGrain _grain = grains.GetGrain<IDatasetGrain>(name);
    private DatasetStatus? _ready;
    private DatasetStatus _planned = new();

    /// <summary>The logical columns: as planned, then as loaded.</summary>
    public Schema Schema => (_ready ?? _planned).Schema!.Value;

    /// <summary>The dataset as it was planned, or as it is loaded.</summary>
    public DatasetStatus Status => _ready ?? _planned;

    /// <summary>Plans, and waits for the plan.</summary>
    public async Task PlanAsync(PlanRequest request, CancellationToken cancellation)
    {
        try
        {
            await _grain.PlanAsync(request, cancellation).ConfigureAwait(false);
            _planned = await ObserveAsync(DatasetPhase.Planned, null, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await LeaveNothingAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Loads unless that is done, and waits until it is. When this caller started to load, its cancellation ends the load.</summary>
    public async Task LoadAsync(IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        if (_ready is { } ready)
        {
            progress?.Report(LoadProgress.From(ready));
            return;
        }
        try
        {
            await _grain.LoadAsync(cancellation).ConfigureAwait(false);
            _ready = await ObserveAsync(DatasetPhase.Ready, progress, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await LeaveNothingAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks a question and waits for the answer.</summary>
    public async Task<Answer> AskAsync(Question question, IProgress<QuestionProgress>? progress, CancellationToken cancellation)
    {
        await LoadAsync(null, cancellation).ConfigureAwait(false);
        var query = grains.GetGrain<IQueryGrain>($"{name}/{Guid.NewGuid():N}");
        var request = new QueryRequest(name, question);
        try
        {
            var status = await query.AskAsync(request, 0, cancellation).ConfigureAwait(false);
            while (!status.IsOver)
            {
                progress?.Report(QuestionProgress.From(status));
                status = await query.AskAsync(request, status.Version, cancellation).ConfigureAwait(false);
            }
            return status.Fault is { } fault ? throw fault.ToException() : status.Answer!.Value;
        }
        finally
        {
            // Not waited for: the answer is here, and a query that nobody ends is collected.
            _ = query.EndAsync(CancellationToken.None);
        }
    }

    /// <summary>Frees the data.</summary>
    public async Task DropAsync(CancellationToken cancellation)
    {
        await _grain.DropAsync(cancellation).ConfigureAwait(false);
        _ready = null;
    }

    private async Task<DatasetStatus> ObserveAsync(DatasetPhase wanted, IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        long version = 0;
        while (true)
        {
            var status = await _grain.ObserveAsync(version, cancellation).ConfigureAwait(false);
            if (status.Fault is { } fault)
                throw fault.ToException();
            if (status.Phase == DatasetPhase.Empty)
                throw new DatasetException("The frame was dropped; read it again.");
            if (status.Version != version && status.Phase is DatasetPhase.Loading or DatasetPhase.Ready)
                progress?.Report(LoadProgress.From(status));
            if (status.Phase == wanted)
                return status;
            version = status.Version;
        }
    }

    private async Task LeaveNothingAsync()
    {
        try
        {
            await _grain.DropAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SiloUnavailableException or TimeoutException)
        {
            // The first exception is the one to tell; a silo that is gone holds nothing.
        }
    }
}
