using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>The data of a partition: its rows in memory, or the columns that are brought there when they are asked for. Within its grain's turns.</summary>
/// <param name="key">The partition.</param>
/// <param name="pool">Where it is loaded.</param>
/// <param name="silo">What the silo has for partitions that are not held in memory.</param>
/// <param name="bytesRead">Told what is read of the source.</param>
internal sealed class PartitionData(string key, ComputePool pool, ResidentServices silo, IProgress<long> bytesRead)
{
    private readonly HeldBounds _held = new(pool);
    private PartitionRows? _rows;
    private PartitionColumns? _columns;
    private Schema? _schema;

    /// <summary>Whether it was loaded.</summary>
    public bool IsLoaded => _rows is not null || _columns is { Found: not null };

    /// <summary>The rows, where all are in memory under the types of the dataset.</summary>
    public PartitionTable? Table => _rows?.Table;

    /// <summary>Whether scans can be computed: it is loaded under types that hold what was found.</summary>
    public bool IsReady => Table is not null || (_columns?.Found is { } found && Widening.Join(_schema!, found.Schema).Fields.Select(f => f.Type).SequenceEqual(_schema!.Fields.Select(f => f.Type)));

    /// <summary>Bytes of memory that its rows take, all of them.</summary>
    public long Bytes => _columns is not null ? _columns.Whole : _rows?.Loaded.Batches.Sum(batch => batch.ByteSize) ?? 0;

    /// <summary>Loads it, or gives what is loaded the types and the place of another specification.</summary>
    public async Task LoadAsync(PartitionSpec spec, CancellationToken cancellation)
    {
        bool isNew = !IsLoaded;
        if (spec.IsOnDemand)
        {
            _columns ??= new PartitionColumns(key, silo, pool, bytesRead);
            await _columns.LoadAsync(spec, _rows?.Loaded, cancellation);
            _rows = null;
            silo.Texts.Leave(key);
        }
        else
        {
            var (present, texts) = (_rows, silo.Texts.Join(key));
            _rows = await pool.RunAsync(end => PartitionRows.Load(spec, present, texts, bytesRead, end), ComputePriority.Load, cancellation, new WorkLabel(WorkKind.Load, null, key), static read => read.Loaded.Rows);
        }
        _schema = spec.Schema.Value;
        _held.Clear();
        if (isNew)
            GridTelemetry.RowsLoaded.Add(_columns?.Found!.Rows ?? _rows!.Loaded.Rows);
    }

    /// <summary>What was computed by a scan lately, where that is still known without the rows.</summary>
    public AggregateState? Find(Scan scan) => _columns is { } columns ? scan.Find(columns.Known) : null;

    /// <summary>The rows, with some columns at least, until the lease is given back; none where none meets a condition.</summary>
    public async Task<PartitionLease> TakeAsync(IReadOnlyList<string> columns, RowCondition? condition, string scan, CancellationToken cancellation)
    {
        if (Table is not { } table)
            return await _columns!.TakeAsync(columns, condition, scan, cancellation);
        return condition is not null && table.Batches is [var rows] && await _held.RuleOutAsync(condition, rows, cancellation)
            ? PartitionLease.RuledOut(table.Schema, table.FirstRow) : new PartitionLease(table);
    }

    /// <summary>Lets go of it.</summary>
    public void Clear()
    {
        _columns?.Dispose();
        (_rows, _columns) = (null, null);
        silo.Texts.Leave(key);
    }

    /// <summary>Tells of it, once it is loaded.</summary>
    public PartitionStatus Tell(PartitionStatus status)
    {
        var found = _columns?.Found ?? FoundColumns.Of(_rows!.Loaded);
        return status with
        {
            IsReady = true,
            Rows = found.Rows,
            BytesHeld = Bytes,
            Notes = new Encoded<SourceNotes>(found.Notes),
            Schema = new Encoded<Schema>(found.Schema),
            Storage = found.Storage is { } storage ? new Encoded<TableStorage>(storage) : null,
        };
    }
}
