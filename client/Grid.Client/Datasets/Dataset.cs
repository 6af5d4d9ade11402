using Grid.Columns;
using Grid.Grains;
using Grid.Query;

namespace Grid.Client;

/// <summary>One dataset of the grid as its frames share it: starts what it takes, observes it, and turns faults into exceptions.</summary>
internal sealed class Dataset(GridHost host, string name)
{
    private DatasetStatus _planned = new();
    private volatile DatasetStatus? _ready;
    private volatile bool _dropped;
    private bool _named;
    private int _loaders;

    private IDatasetGrain Grain => field ??= host.Grains.GetGrain<IDatasetGrain>(name);

    /// <summary>The way to the grains.</summary>
    public IGrainFactory Grains => host.Grains;

    /// <summary>Whether its silos are other processes, of which some may be lost while others go on.</summary>
    public bool IsOfCluster => host.Cluster is not null;

    /// <summary>The dataset's key.</summary>
    public string Name => name;

    /// <summary>How many threads may compute in the calling process; 0 for one a core.</summary>
    public int Threads => host.Threads;

    /// <summary>The logical columns: as planned, then as loaded.</summary>
    public Schema Schema => Status.Schema!.Value;

    /// <summary>The dataset as it was planned, or as it is loaded.</summary>
    public DatasetStatus Status => _ready ?? _planned;

    /// <summary>What it is loaded from, where that goes with it.</summary>
    public BatchSpool? Spool { get; init; }

    /// <summary>The files, folders and globs that it was planned from; none where that was done by another client.</summary>
    public IReadOnlyList<string> Paths { get; private set; } = [];

    /// <summary>The partitions' keys, once they are known.</summary>
    public IReadOnlyList<string>? Partitions { get; private set; }

    /// <summary>What the table is called: the dataset's name, or that of the one file or folder that it is read from; null where it has none.</summary>
    public string? Title => _named ? name : Paths is [var path] ? SourceTitle.Of(path) : null;

    /// <summary>Plans, and waits for the plan.</summary>
    public async Task PlanAsync(PlanRequest request, CancellationToken cancellation)
    {
        try
        {
            Paths = request.Paths;
            var named = request with { Name = Guid.NewGuid().ToString("N") };
            await host.PlanAheadAsync(named, cancellation).ConfigureAwait(false);
            await Grain.PlanAsync(named, cancellation).ConfigureAwait(false);
            _named = request.IsNamed;
            _planned = await ObserveAsync(null, null, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (!(request.IsNamed && e is DatasetException))
        {
            await LeaveNothingAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes a dataset that is there: planned, being loaded, or loaded.</summary>
    public async Task AttachAsync(CancellationToken cancellation)
    {
        _named = true;
        // One that is being loaded has its plan.
        _planned = await ObserveAsync(null, status => status.Schema is not null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Starts the load, and does not wait for it.</summary>
    public Task StartLoadAsync(CancellationToken cancellation) => Grain.LoadAsync(cancellation);

    /// <summary>Loads unless that is done, and waits until it is. The load is cancelled when the last caller that waits for it cancels.</summary>
    public async Task LoadAsync(IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_dropped)
            throw Dropped();
        if (_ready is { } ready)
        {
            progress?.Report(LoadProgress.From(ready));
            return;
        }
        Interlocked.Increment(ref _loaders);
        try
        {
            await Grain.LoadAsync(cancellation).ConfigureAwait(false);
            var status = await ObserveAsync(progress, null, cancellation).ConfigureAwait(false);
            _ready = status.Phase == DatasetPhase.Ready ? status : throw new OperationCanceledException("The load was cancelled.");
        }
        finally
        {
            if (Interlocked.Decrement(ref _loaders) == 0 && _ready is null && !_named && cancellation.IsCancellationRequested)
                await Grain.UnloadAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Asks a question and waits for the answer.</summary>
    public async Task<Answer> AskAsync(Question question, IProgress<QuestionProgress>? progress, CancellationToken cancellation)
    {
        await LoadAsync(null, cancellation).ConfigureAwait(false);
        var query = Grains.GetGrain<IQueryGrain>($"{name}/{Guid.NewGuid():N}");
        var request = new QueryRequest(name, question);
        try
        {
            while (true)
            {
                var over = await LongPoll.UntilOverAsync<QueryStatus>(last => query.AskAsync(request, last?.Version ?? 0, cancellation), status =>
                {
                    // Also at the end: how many scans it took.
                    if (status.Fault is null)
                        progress?.Report(QuestionProgress.From(status));
                }).ConfigureAwait(false);
                if (over.Groups is not { } groups)
                    return over.Answer!.Value;
                if (await ReadGroupsAsync(query, (GroupByAnswer)over.Answer!.Value, groups, cancellation).ConfigureAwait(false) is { } all)
                    return all;
            }
        }
        finally
        {
            // Not waited for: the answer is here, and a query that nobody ends is collected.
            _ = query.EndAsync(CancellationToken.None);
        }
    }

    // Very many groups come in pieces. Null where the silo that had them is lost: another finds them anew.
    private static async Task<Answer?> ReadGroupsAsync(IQueryGrain query, GroupByAnswer first, long groups, CancellationToken cancellation)
    {
        var pieces = new List<GroupByAnswer> { first };
        for (long read = first.Groups.Count; read < groups; read += pieces[^1].Groups.Count)
        {
            if (await query.ReadGroupsAsync(read, cancellation).ConfigureAwait(false) is not { } piece)
                return null;
            pieces.Add((GroupByAnswer)piece.Value);
        }
        return GroupAnswerCodec.Join(pieces);
    }

    /// <summary>Reads rows, all of them and in order.</summary>
    public async Task<IReadOnlyList<RecordBatch>> ReadAsync(RowsSpec rows, CancellationToken cancellation)
    {
        var manifest = await Grain.GetManifestAsync(cancellation).ConfigureAwait(false);
        var read = new IReadOnlyList<RecordBatch>[manifest.Partitions.Count];
        await Parallel.ForAsync(0, read.Length, cancellation, async (i, end) =>
            read[i] = await DatasetRows.ReadAsync(Grains, manifest.Partitions[i].Key, rows, end).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. read.SelectMany(b => b)];
    }

    /// <summary>Asks for the partitions of what is loaded, unless that is done.</summary>
    public async Task KnowPartitionsAsync(CancellationToken cancellation) => Partitions ??= await PartitionsAsync(cancellation).ConfigureAwait(false);

    /// <summary>The partitions' keys, in the order of their rows.</summary>
    public async Task<IReadOnlyList<string>> PartitionsAsync(CancellationToken cancellation) =>
        [.. (await Grain.GetManifestAsync(cancellation).ConfigureAwait(false)).Partitions.Select(partition => partition.Key)];

    /// <summary>Lets the silos know that the frame is still in use.</summary>
    public Task KeepAsync() => _dropped ? Task.CompletedTask : Grain.ObserveAsync(0, CancellationToken.None);

    /// <summary>Frees the data; the grid may be closed already.</summary>
    public async Task DropAsync(CancellationToken cancellation)
    {
        _dropped = true;
        try
        {
            await Grain.DropAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (TransientFault.Is(e))
        {
            // A grid that is closed holds nothing.
        }
        finally
        {
            Spool?.Dispose();
        }
    }

    private static DatasetException Dropped() => new("the frame was dropped; read it again.");

    // A load that failed or was dropped is told by its exception.
    private async Task<DatasetStatus> ObserveAsync(IProgress<LoadProgress>? progress, Func<DatasetStatus, bool>? enough, CancellationToken cancellation)
    {
        long told = 0;
        var last = await LongPoll.UntilOverAsync<DatasetStatus>(
            before => Grain.ObserveAsync(before?.Version ?? 0, cancellation),
            status =>
            {
                if (status.Phase is DatasetPhase.Loading or DatasetPhase.Ready && status.Version != told)
                    progress?.Report(LoadProgress.From(status));
                told = status.Version;
            },
            enough).ConfigureAwait(false);
        return last.Phase == DatasetPhase.Empty ? throw Dropped() : last;
    }

    private async Task LeaveNothingAsync()
    {
        try
        {
            await DropAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The first exception is the one to tell.
        }
    }
}
