using System.Security.Cryptography;
using System.Text;
using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>Another side of a join that is cut by its keys' hash into a share for each silo. Of what it holds nothing is here; a partition asks for the rows of its keys.</summary>
internal sealed class SharedSide
{
    // What comes is put together to one side, and is there twice meanwhile.
    private const int Rebuilt = 2;

    private readonly JoinSideSpec _spec;
    private readonly Schema _schema;
    private readonly IJoinShareGrain[] _shares;
    private readonly string[] _ids;
    private readonly int _most;

    private SharedSide(JoinSideSpec spec, Schema schema, IReadOnlyList<string> silos, IJoinShareGrain[] shares, JoinShareReply[] read) =>
        (_spec, _schema, Silos, _shares, _ids, _most) = (spec, schema, silos, shares, [.. read.Select(reply => reply.Id!)], read.Max(reply => reply.Most));

    /// <summary>The silos that have a share.</summary>
    public IReadOnlyList<string> Silos { get; }

    /// <summary>How many shares there are.</summary>
    public int Count => _shares.Length;

    /// <summary>Whether a share was found to be lost.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Has each silo read its share, once all have room for theirs.</summary>
    /// <exception cref="MemoryBudgetException">A share does not fit.</exception>
    /// <exception cref="ShareLostException">A silo was lost.</exception>
    public static async Task<SharedSide> OpenAsync(IGrainFactory grains, JoinSideSpec spec, JoinSource source, IReadOnlyList<string> silos, CancellationToken cancellation)
    {
        string name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(spec.Key)));
        var side = (Spec: new Encoded<JoinSideSpec>(spec), Source: new Encoded<JoinSources>(new JoinSources([source])));
        IJoinShareGrain[] shares = [.. silos.Select((silo, i) => grains.GetGrain<IJoinShareGrain>($"{silo}/{name}/{i}-{silos.Count}"))];
        JoinShareSpec[] specs = [.. shares.Select((_, i) => new JoinShareSpec(side.Spec, side.Source, i, shares.Length))];
        var reserved = new JoinShareReply?[shares.Length];
        var read = new JoinShareReply[shares.Length];
        try
        {
            // What does not fit is refused before a row of it is read.
            await FanOut.RunAsync(shares.Length, async (i, end) => reserved[i] = await AskAsync(() => shares[i].ReserveAsync(specs[i], end)), cancellation);
            await FanOut.RunAsync(shares.Length, async (i, end) => read[i] = await AskAsync(() => shares[i].ReadAsync(specs[i], end)), cancellation);
        }
        catch
        {
            await EndAsync(shares, [.. reserved.Select(reply => reply?.Id)]);
            throw;
        }
        var (transforms, columns) = spec.RowsOf(source);
        return new SharedSide(spec, FrameRows.Of(source.Schema, transforms, columns).Schema, silos, shares, read);
    }

    /// <summary>The part of the side that has keys which are asked for.</summary>
    /// <param name="demand">The keys.</param>
    /// <param name="charge">Told how many bytes there are, as they come and before they are more.</param>
    /// <param name="pool">Where it is indexed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ShareLostException">A share is lost.</exception>
    public async Task<JoinSide> FetchAsync(JoinDemand demand, Action<long> charge, ComputePool pool, CancellationToken cancellation)
    {
        var parts = new List<RecordBatch>[_shares.Length];
        long bytes = 0;
        try
        {
            await FanOut.RunAsync(
                parts.Length,
                async (i, end) =>
                {
                    parts[i] = [];
                    foreach (var keys in demand.Of(i))
                    {
                        await foreach (var batch in ReadAsync(_shares[i], keys, end))
                        {
                            parts[i].Add(batch);
                            charge(Rebuilt * Interlocked.Add(ref bytes, batch.ByteSize));
                        }
                    }
                },
                cancellation);
        }
        catch (ShareLostException)
        {
            IsLost = true;
            throw;
        }
        var rows = parts.SelectMany(part => part).Where(batch => batch.Length > 0).ToArray();
        var side = await pool.RunAsync(end => JoinSide.Build(_spec, rows, _schema, end, _most), ComputePriority.Question, cancellation, new WorkLabel(WorkKind.Merge));
        charge(side.ByteSize);
        return side;
    }

    /// <summary>Lets go of the shares, as one of them is lost.</summary>
    public Task EndAsync() => EndAsync(_shares, _ids);

    private static Task EndAsync(IJoinShareGrain[] shares, string?[] ids) =>
        Task.WhenAll(shares.Select((share, i) => ids[i] is { } id ? share.EndAsync(id, CancellationToken.None) : Task.CompletedTask)).SettledAsync();

    private static async IAsyncEnumerable<RecordBatch> ReadAsync(IJoinShareGrain share, RecordBatch keys, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        string reader = Guid.NewGuid().ToString("N");
        var asked = new Encoded<RecordBatch>(keys);
        for (long read = 0; ;)
        {
            var request = new JoinRowsRequest(reader, asked, read);
            var reply = await AskAsync(() => share.FindAsync(request, cancellation));
            var batch = reply.Batch?.Value ?? throw new ShareLostException();
            read += batch.Length;
            yield return batch;
            if (reply.IsLast)
                yield break;
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask) where T : class, IPollReply
    {
        try
        {
            var reply = await LongPoll.UntilOverAsync<T>(_ => ask());
            return reply is JoinShareReply { IsLost: true } ? throw new ShareLostException() : reply;
        }
        catch (Exception e) when (TransientFault.Is(e))
        {
            throw new ShareLostException();
        }
    }
}
