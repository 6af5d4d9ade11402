using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The rows of a partition in the order that its transforms ask for, made real piece by piece: what is kept besides the rows is an order of them,
/// four bytes a row. Behind the columns wanted, each piece has the keys that it is sorted by. Safe for any number of threads.
/// </summary>
public sealed class SortedRows
{
    private const int Sample = 64;

    private readonly Schema _schema;
    private readonly IReadOnlyList<RecordBatch> _batches;
    private readonly int[] _starts;
    private readonly int[] _order;

    private SortedRows(Schema schema, IReadOnlyList<RecordBatch> batches, int[] starts, int[] order) =>
        (_schema, _batches, _starts, _order) = (schema, batches, starts, order);

    /// <summary>How many rows there are.</summary>
    public int Count => _order.Length;

    /// <summary>Sorts the rows of a partition.</summary>
    /// <param name="table">The partition.</param>
    /// <param name="rows">Which rows and columns, with the keys (<see cref="FrameRows.Sorted"/>).</param>
    /// <param name="sides">The other sides of joins, as <see cref="FrameRows.Sides"/> wants them.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SortedRows Of(PartitionTable table, FrameRows rows, IReadOnlyList<JoinSide> sides, CancellationToken cancellation)
    {
        var batches = rows.Take(table, cancellation, sides);
        int[] starts = new int[batches.Count + 1];
        for (int b = 0; b < batches.Count; b++)
            starts[b + 1] = checked(starts[b] + batches[b].Length);
        int[] order = [.. Enumerable.Range(0, starts[^1])];
        // By the last key first: each sort leaves those it finds equal in the order of the keys behind it.
        for (int key = rows.Descending.Count - 1; key >= 0; key--)
        {
            cancellation.ThrowIfCancellationRequested();
            int column = rows.Schema.Count - rows.Descending.Count + key;
            OrderKeys.Sort(order, [.. batches.Select(b => b.Columns[column])], rows.Schema[column].Logical, rows.Descending[key]);
        }
        return new SortedRows(rows.Schema, batches, starts, order);
    }

    /// <summary>Rows from one on, in plain columns.</summary>
    public RecordBatch Take(int from, int count)
    {
        int[] batches = new int[count], rows = new int[count];
        for (int i = 0; i < count; i++)
        {
            int row = _order[from + i], batch = Array.BinarySearch(_starts, 1, _starts.Length - 1, row + 1);
            batches[i] = (batch < 0 ? ~batch : batch) - 1;
            rows[i] = row - _starts[batches[i]];
        }
        var picks = new RowPicks(batches, rows, _batches.Count);
        return new RecordBatch(_schema, _schema.Fields.Select((field, c) => picks.Take([.. _batches.Select(b => b.Columns[c])], field.Type)), count);
    }

    /// <summary>About how many rows, at least one, take so many bytes.</summary>
    public int RowsOf(long bytes)
    {
        if (Count == 0)
            return 1;
        int sample = Math.Min(Count, Sample);
        return (int)Math.Clamp(bytes * sample / Math.Max(1, Take(0, sample).ByteSize), 1, int.MaxValue);
    }
}
