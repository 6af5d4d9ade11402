using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Merges sorted rows of several sources, such as partitions, that come piece by piece. Rows that are equal in all keys come in the order of
/// their sources, and of each source in its own: so the order is that of the sources' rows sorted as a whole, whatever the pieces.
/// <code>
/// while (!merge.IsOver)
///     if (merge.Advance(block) is { } dry) merge.Feed(dry, its next piece, or null);
///     else the block is full
/// </code>
/// Not thread-safe.
/// </summary>
public sealed class SortedMerge
{
    private readonly IReadOnlyList<bool> _descending;
    private readonly Piece?[] _pieces;
    private readonly int[] _heap;
    private int _count;
    private int _waiting;

    /// <summary>Merges sources; each is to be fed before the first <see cref="Advance"/>.</summary>
    /// <param name="sources">How many.</param>
    /// <param name="descending">For each key, the last columns of every piece, whether the greatest comes first.</param>
    public SortedMerge(int sources, IReadOnlyList<bool> descending) =>
        (_descending, _pieces, _heap, _waiting) = (descending, new Piece?[sources], new int[sources], sources);

    /// <summary>Whether all rows have been taken.</summary>
    public bool IsOver => _count == 0 && _waiting == 0;

    /// <summary>Gives a source its next rows.</summary>
    /// <param name="source">Which source: one that has not been fed yet, or has run dry.</param>
    /// <param name="rows">Its rows, at least one, with the keys behind the columns; null where there are no more.</param>
    public void Feed(int source, RecordBatch? rows)
    {
        _waiting--;
        if (rows is null)
            return;
        int keys = rows.Columns.Count - _descending.Count;
        _pieces[source] = new Piece(rows, [.. _descending.Select((isDescending, k) => new OrderKeys(rows.Columns[keys + k], isDescending))]);
        int at = _count++;
        for (; at > 0 && Comes(source, _heap[(at - 1) / 2]); at = (at - 1) / 2)
            _heap[at] = _heap[(at - 1) / 2];
        _heap[at] = source;
    }

    /// <summary>Takes the next rows into a block, until it is full, a source runs dry, or all is over.</summary>
    /// <returns>The source that is to be fed; null where the block is full or all is over.</returns>
    public int? Advance(MergedRows block)
    {
        if (_waiting > 0)
            throw new InvalidOperationException("A source has run dry, and has not been fed.");
        while (_count > 0 && !block.IsFull)
        {
            int source = _heap[0];
            var piece = _pieces[source]!;
            block.Add(piece.Rows, piece.At++);
            if (piece.At == piece.Rows.Length)
            {
                _pieces[source] = null;
                _waiting++;
                if (--_count > 0)
                    Sink(_heap[_count]);
                return source;
            }
            Sink(source);
        }
        return null;
    }

    private void Sink(int source)
    {
        int at = 0;
        for (int child = 1; child < _count; child = 2 * at + 1)
        {
            if (child + 1 < _count && Comes(_heap[child + 1], _heap[child]))
                child++;
            if (!Comes(_heap[child], source))
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = source;
    }

    private bool Comes(int source, int other)
    {
        Piece a = _pieces[source]!, b = _pieces[other]!;
        for (int k = 0; k < a.Keys.Length; k++)
        {
            int order = a.Keys[k].Compare(a.At, b.Keys[k], b.At);
            if (order != 0)
                return order < 0;
        }
        return source < other;
    }

    private sealed class Piece(RecordBatch rows, OrderKeys[] keys)
    {
        public RecordBatch Rows => rows;

        public OrderKeys[] Keys => keys;

        public int At { get; set; }
    }
}
