using System.Collections.Concurrent;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The rows of one partition as questions see them: the dataset's logical columns over whatever encoding each batch has.
/// The data is immutable; what has been computed of it is kept for the next ask, within bounds. Safe for any number of threads.
/// </summary>
public sealed class PartitionTable
{
    // What is kept of earlier scans, in bytes: enough for a describe, and little beside the data. What is small itself is soon scanned
    // again: thousands of such partitions would keep far more than they hold.
    private const long FewKnown = 16 << 10;
    private const long LeastKnown = 1 << 20;
    private const long MostKnown = 16 << 20;

    private readonly ConcurrentDictionary<DictionaryColumn, bool> _checked = new(ReferenceEqualityComparer.Instance);
    private readonly IRowSource? _source;

    /// <summary>Presents batches under the dataset's schema.</summary>
    /// <param name="logicalSchema">The dataset's columns, with logical types.</param>
    /// <param name="batches">The rows, in order; each batch has every column of the schema, by name, in any encoding that widens to its type.</param>
    /// <param name="firstRow">The position in the dataset of the first row: what has an inherent order (head) goes by it.</param>
    /// <param name="known">What has been computed of the same rows before; null for nothing.</param>
    /// <exception cref="ArgumentException">A batch lacks a column, or has one that does not widen to the schema's type.</exception>
    public PartitionTable(Schema logicalSchema, IReadOnlyList<RecordBatch> batches, long firstRow = 0, KnownStates? known = null)
    {
        (Schema, Batches, FirstRow) = (logicalSchema, [.. batches], firstRow);
        foreach (var batch in batches)
        {
            foreach (var field in logicalSchema.Fields)
                ColumnOf(batch, field.Name, field.Logical);
            Rows += batch.Length;
            ByteSize += batch.ByteSize;
        }
        Known = known ?? new KnownStates(Math.Clamp(ByteSize / 8, Math.Min(LeastKnown, Math.Max(ByteSize, FewKnown)), MostKnown));
    }

    /// <summary>Presents rows that are made while they are read.</summary>
    internal PartitionTable(Schema logicalSchema, IRowSource source, long firstRow)
    {
        (Schema, Batches, FirstRow, _source) = (logicalSchema, [], firstRow, source);
        Known = new KnownStates(0);
    }

    /// <summary>The dataset's logical columns.</summary>
    public Schema Schema { get; }

    /// <summary>The rows that are held, in order.</summary>
    public IReadOnlyList<RecordBatch> Batches { get; }

    /// <summary>The position in the dataset of the first row.</summary>
    public long FirstRow { get; }

    /// <summary>How many rows there are.</summary>
    public long Rows { get; }

    /// <summary>Bytes of memory that the batches refer to.</summary>
    public long ByteSize { get; }

    /// <summary>What has been computed of the data lately.</summary>
    public KnownStates Known { get; }

    /// <summary>The numbers of the dataset's texts; null where they are not kept.</summary>
    public DatasetTexts? Texts { get; init; }

    /// <summary>Whether the rows are there for the time of one scan alone: then nothing of it is put off until states are merged.</summary>
    public bool IsLent { get; init; }

    /// <summary>Whether the rows are not held, but made while they are read.</summary>
    internal bool IsMade => _source is not null;

    /// <summary>The first half of the rows, and those behind them, each as a table in its own place.</summary>
    public (PartitionTable First, PartitionTable Second) InHalves()
    {
        long half = Rows / 2, at = 0;
        List<RecordBatch> first = [], second = [];
        foreach (var batch in Batches)
        {
            int before = (int)Math.Clamp(half - at, 0, batch.Length);
            if (before > 0)
                first.Add(batch.Slice(0, before));
            if (before < batch.Length)
                second.Add(batch.Slice(before, batch.Length - before));
            at += batch.Length;
        }
        return (new PartitionTable(Schema, first, FirstRow) { IsLent = IsLent }, new PartitionTable(Schema, second, FirstRow + half) { IsLent = IsLent });
    }

    /// <summary>The batches, in order: those that are held, or each as it is made.</summary>
    internal IEnumerable<RecordBatch> Read() => _source?.Read() ?? Batches;

    /// <summary>The position of a batch's first row, in the order of all rows.</summary>
    internal long FirstRowOf(RecordBatch batch) =>
        _source?.FirstRowOf(batch) ?? FirstRow + Batches.TakeWhile(b => !ReferenceEquals(b, batch)).Sum(b => (long)b.Length);

    /// <summary>The row of the dataset that a row is, or is made of.</summary>
    internal long SourceRow(RecordBatch batch, int row) => _source?.SourceRow(batch, row) ?? FirstRowOf(batch) + row;

    /// <summary>The place of a row, that is the same however the dataset is cut into partitions.</summary>
    internal long PlaceOf(RecordBatch batch, int row) => _source?.PlaceOf(batch, row) ?? FirstRowOf(batch) + row;

    /// <summary>Whether the codes of a column are still to be checked.</summary>
    internal bool Unchecked(DictionaryColumn column) => !_checked.ContainsKey(column);

    /// <summary>Notes that the codes of a column are within its values.</summary>
    internal void MarkChecked(DictionaryColumn column)
    {
        // What is made anew each time is not kept by it.
        if (_source is null)
            _checked.TryAdd(column, true);
    }

    /// <summary>A batch's column, which can be presented as a logical type.</summary>
    internal Column ColumnOf(RecordBatch batch, string name, LogicalType type)
    {
        int position = batch.Schema.IndexOf(name);
        if (position < 0 || Schema.IndexOf(name) < 0)
            throw new ArgumentException($"The table has no column '{name}'.");
        var column = batch.Columns[position];
        return ExpressionRules.CanPresent(column.Type, type)
            ? column
            : throw new ArgumentException($"Column '{name}' of type {column.Type} cannot be presented as {type}.");
    }
}
