using Grid.Query;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>Answers what is asked of the rows of a partition that is ready, joined with what they are to be joined with.</summary>
/// <param name="key">The partition's key.</param>
/// <param name="spec">What it is of.</param>
/// <param name="data">Its rows.</param>
/// <param name="pool">Where it is computed.</param>
/// <param name="memory">What the silo has memory for.</param>
/// <param name="residents">What is in memory.</param>
/// <param name="joins">The other sides of joins.</param>
/// <param name="title">What the partition is called in messages.</param>
internal sealed class PartitionReading(
    string key, PartitionSpec spec, PartitionData data, ComputePool pool, SiloMemory memory, ResidentServices residents, JoinStore joins, string title)
{
    /// <summary>Computes a scan.</summary>
    public async Task<ScanReply> ScanAsync(ScanRequest request, CancellationToken cancellation)
    {
        var scan = request.Scan.Value;
        if (data.Find(scan) is { } known)
            return new ScanReply(known, 1) { Known = 1 };
        using var sides = scan is JoinedScan ahead ? await ReadyAsync(ahead, request.Joins!.Value.All, cancellation) : null;
        using var lease = await data.TakeAsync(scan.ColumnNames, scan.Condition, request.Query, cancellation);
        var reply = new ScanReply(null, 1) { Skipped = lease.IsRuledOut ? 1 : 0, Known = lease.Knows(scan) ? 1 : 0 };
        var state = scan is JoinedScan joined && !lease.IsRuledOut
            ? await joins.UseAsync(
                Joining(
                    joined, lease.Table, (table, others) => ComputeAsync(table, joined.Over(others), request, cancellation), isWhole: false,
                    (a, b) => pool.RunAsync(_ => a.Merge(b), ComputePriority.Question, cancellation, request.IsRehearsal ? default : new WorkLabel(WorkKind.Merge, request.Query)), cancellation),
                request.Joins!.Value.All, cancellation)
            : await ComputeAsync(lease.Table, scan, request, cancellation);
        return reply with { State = state };
    }

    /// <summary>The rows that are asked for, as they are sent.</summary>
    public async Task<RowChunks> TakeRowsAsync(RowsRequest request, CancellationToken cancellation)
    {
        var (schema, asked) = (spec.Schema.Value, request.Rows.Value);
        var rows = asked.SortedBytes > 0 ? FrameRows.Sorted(schema, asked.Transforms, asked.Columns) : FrameRows.Of(schema, asked.Transforms, asked.Columns);
        var sources = JoinSources.Of(asked.Transforms)?.All ?? [];
        using var sides = await ReadyAsync(rows, sources, cancellation);
        using var lease = await data.TakeAsync(rows.ColumnNames, rows.Condition, request.Reader, cancellation);
        // Rows that are sorted are held until the last of them is read.
        string? held = asked.SortedBytes > 0 && spec.IsOnDemand ? $"{key}/{request.Reader}" : null;
        if (held is not null)
            memory.Reserve(held, lease.Table.ByteSize + (sizeof(int) * lease.Table.Rows), $"sorting {title}");
        try
        {
            var chunks = await joins.UseAsync(
                Joining(
                    rows, lease.Table,
                    (table, others) => pool.RunAsync(end => AtLine(() => RowChunks.Cut(table, rows, others, asked, end), end), ComputePriority.Question, cancellation, new WorkLabel(WorkKind.Scan, null, key, table.Rows)),
                    isWhole: asked.SortedBytes > 0, (a, b) => Task.FromResult(a.Then(b)), cancellation),
                sources, cancellation);
            chunks.Ended = held is null ? null : () => memory.Hold(held, 0);
            return chunks;
        }
        catch when (held is not null)
        {
            memory.Hold(held, 0);
            throw;
        }
    }

    private Task<AggregateState> ComputeAsync(PartitionTable table, Scan scan, ScanRequest request, CancellationToken cancellation) => GridTelemetry.ScanAsync(
        key, request.IsRehearsal,
        () => pool.RunAsync(end => AtLine(() => Compute(table, scan, end), end), ComputePriority.Question, cancellation, request.IsRehearsal ? default : new WorkLabel(WorkKind.Scan, request.Query, key, table.Rows)));

    private AggregateState Compute(PartitionTable table, Scan scan, CancellationToken cancellation)
    {
        // Scans of rows that are in memory let go of as much on the way as reading does.
        if (table.IsLent)
            residents.Care.Tend();
        return scan.Compute(table, cancellation);
    }

    // Columns that are pinned meanwhile would keep the room that the other sides, or those they are read from, wait for.
    private async Task<IDisposable?> ReadyAsync(IJoined joined, IReadOnlyList<JoinSource> sources, CancellationToken cancellation) =>
        spec.IsOnDemand ? await joins.ReadyAsync(joined.Sides, sources, cancellation) : null;

    private JoinWork<T> Joining<T>(
        IJoined joined, PartitionTable table, Func<PartitionTable, IReadOnlyList<JoinSide>, Task<T>> compute, bool isWhole, Func<T, T, Task<T>> together, CancellationToken cancellation) =>
        new(
            table, joined.Sides,
            (rows, before, shares) => pool.RunAsync(end => AtLine(() => joined.Demand(rows, before, shares, end), end), ComputePriority.Question, cancellation, new WorkLabel(WorkKind.Scan, null, key, rows.Rows)),
            compute, isWhole || joined.IsWhole ? null : together);

    // A row whose value cannot be computed is told by its file and line, as one that cannot be read is.
    private T AtLine<T>(Func<T> work, CancellationToken cancellation)
    {
        try
        {
            return work();
        }
        catch (QuestionException e) when (e.Row is { } row && row >= spec.FirstRow)
        {
            throw RowLines.Find(spec.Split.Value, spec.Options.Value, spec.Schema.Value, row - spec.FirstRow, cancellation) is { } place ? e.At(place.Path, place.Line) : e;
        }
    }
}
