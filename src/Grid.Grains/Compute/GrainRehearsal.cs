using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>Has the grains that carry a question answer brief ones of one partition, once its dataset is loaded, and tells nobody.</summary>
/// <param name="pool">Where there is time.</param>
/// <param name="grains">The way to the grains.</param>
/// <param name="partition">The partition's key.</param>
/// <param name="schema">The dataset's columns.</param>
internal sealed class GrainRehearsal(ComputePool pool, IGrainFactory grains, string partition, Schema schema)
{
    private readonly PartitionKey _key = PartitionKey.Parse(partition);
    private bool? _came;

    /// <summary>Asks, once, where the dataset is loaded: whether that came to its end; null where it is still to be loaded.</summary>
    public async Task<bool?> TryAsync()
    {
        try
        {
            if (_came is null && await IsLoadedAsync() is { } isLoaded)
                _came = isLoaded && await AskAllAsync();
            return _came;
        }
        catch (Exception)
        {
            // Whatever ends, or was dropped, meanwhile: nobody has asked.
            return _came = false;
        }
    }

    // Null where it is still to be seen.
    private async Task<bool?> IsLoadedAsync()
    {
        var dataset = grains.GetGrain<IDatasetGrain>(_key.Dataset);
        if (!await dataset.HoldsAsync(_key.Load, CancellationToken.None))
            return false;
        try
        {
            await dataset.GetManifestAsync(CancellationToken.None);
            return true;
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    private async Task<bool> AskAllAsync()
    {
        var questions = Rehearsal.Brief(schema, partition);
        foreach (var question in questions)
            await AskAsync(question);
        foreach (var question in questions)
            await pool.RunAsync(_ => Travel(question), ComputePriority.Idle, CancellationToken.None);
        return true;
    }

    private async Task AskAsync(Question question)
    {
        var query = grains.GetGrain<IQueryGrain>($"{_key.Dataset}/{Guid.NewGuid():N}");
        var request = new QueryRequest(_key.Dataset, question) { Rehearsed = partition };
        try
        {
            await LongPoll.UntilOverAsync<QueryStatus>(last => query.AskAsync(request, last?.Version ?? 0, CancellationToken.None));
        }
        finally
        {
            await query.EndAsync(CancellationToken.None);
        }
    }

    // As it goes from process to process, and as the other sides of joins are told apart.
    private static Question Travel(Question question)
    {
        if (JoinSources.Of(question.Transforms) is { } sources)
            WireCodec.Encode(sources);
        return WireCodec.Decode<Question>(WireCodec.Encode(question));
    }
}
