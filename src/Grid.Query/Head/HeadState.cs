namespace Grid.Query;

/// <summary>
/// The first rows of some partitions, in the dataset's order. Where they weigh more than a state may, the rest is cut off;
/// then nothing is known from the cut on, of any partition.
/// </summary>
internal sealed class HeadState : AggregateState
{
    /// <summary>What the rows of a state may weigh.</summary>
    public const long Budget = 4 << 20;

    private readonly int _count;

    private HeadState(IReadOnlyList<HeadRow> rows, int count, long cut) => (Rows, _count, Cut) = (rows, count, cut);

    public IReadOnlyList<HeadRow> Rows { get; }

    /// <summary>The position from which on rows may be missing.</summary>
    public long Cut { get; }

    /// <summary>Of rows in order: no more than are wanted, before the cut, and within the budget.</summary>
    public static HeadState Of(IEnumerable<HeadRow> rows, int count, long cut)
    {
        var kept = new List<HeadRow>();
        long weight = 0;
        foreach (var row in rows)
        {
            if (kept.Count == count || row.Position >= cut)
                break;
            weight += row.Weight;
            // One row always goes, or there would be no end of scans.
            if (weight > Budget && kept.Count > 0)
            {
                cut = row.Position;
                break;
            }
            kept.Add(row);
        }
        return new HeadState(kept, count, cut);
    }

    public override AggregateState Merge(AggregateState next) =>
        next is HeadState other && other._count == _count
            ? Of(Joined(Rows, other.Rows), _count, Math.Min(Cut, other.Cut))
            : throw FromAnotherScan();

    // Partitions mostly come in their order.
    private static IEnumerable<HeadRow> Joined(IReadOnlyList<HeadRow> first, IReadOnlyList<HeadRow> second) =>
        first.Count == 0 || second.Count == 0 || first[^1].Position < second[0].Position ? first.Concat(second) : first.Concat(second).OrderBy(r => r.Position);

    internal override long Weight => Rows.Sum(r => 3 * r.Weight);

    private protected override ScanKind Kind => ScanKind.Head;

    private protected override void Write(ByteWriter writer)
    {
        writer.Count(_count);
        writer.Unsigned((ulong)Cut);
        writer.Count(Rows.Count);
        writer.Count(Rows.Count == 0 ? 0 : Rows[0].Values.Length);
        foreach (var row in Rows)
        {
            writer.Unsigned((ulong)row.Position);
            foreach (var value in row.Values)
                writer.Scalar(value);
        }
    }

    public static HeadState Read(ref ByteReader reader)
    {
        int count = reader.Within(0, int.MaxValue);
        long cut = reader.Long();
        var rows = new HeadRow[reader.Count()];
        int columns = reader.Count();
        for (int i = 0; i < rows.Length; i++)
        {
            long position = reader.Long();
            var values = new Scalar[columns];
            for (int c = 0; c < columns; c++)
                values[c] = reader.Scalar();
            rows[i] = new HeadRow(position, values);
        }
        return new HeadState(rows, count, cut);
    }
}
