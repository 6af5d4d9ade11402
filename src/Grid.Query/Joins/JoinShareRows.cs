using Grid.Columns;

namespace Grid.Query;

/// <summary>Rows that were found in a share of the other side of a join, made when they are taken. Immutable.</summary>
public sealed class JoinShareRows
{
    private readonly JoinShare _share;
    private readonly int[] _rows;

    internal JoinShareRows(JoinShare share, int[] rows) => (_share, _rows) = (share, rows);

    /// <summary>Rows from one on, about so many bytes of them, and whether there are no more.</summary>
    /// <param name="firstRow">The first.</param>
    /// <param name="bytes">How many bytes.</param>
    public (RecordBatch Rows, bool IsLast) From(long firstRow, int bytes)
    {
        int first = (int)Math.Min(firstRow, _rows.Length);
        int count = (int)Math.Min(Math.Max(1, bytes / _share.BytesEach), _rows.Length - first);
        return (_share.Take(_rows.AsSpan(first, count)), first + count == _rows.Length);
    }
}
