using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The edges of bins of values that are held in whole numbers: days, ticks and whole numbers of all sizes. Edges are fractions, exactly: a bin begins
/// at the first whole number that is not below its edge, which is where a value is looked up.
/// </summary>
internal class TickEdges : BinEdges
{
    private readonly ulong _least;
    private readonly ulong[] _starts;
    private readonly double _scale;

    /// <summary>Bins by where they begin.</summary>
    /// <param name="type">The type of the values.</param>
    /// <param name="least">The key of the least value.</param>
    /// <param name="starts">How far beyond that each bin begins, ascending.</param>
    protected TickEdges(LogicalType type, ulong least, ulong[] starts)
    {
        (Type, _least, _starts) = (type, least, starts);
        _scale = starts.Length > 1 && starts[^1] > 0 ? (starts.Length - 1) / (double)starts[^1] : 0;
    }

    public override int Bins => _starts.Length;

    protected LogicalType Type { get; }

    /// <summary>The first whole number at or above each of some edges, which are numerators over one denominator and begin at or below zero.</summary>
    protected static ulong[] Starts(Int128 first, Int128 span, Int128 denominator, int bins)
    {
        var starts = new ulong[bins];
        for (int i = 0; i < bins; i++)
        {
            var edge = first * bins + span * i;
            starts[i] = edge <= 0 ? 0 : (ulong)Int128.Min((edge + denominator * bins - 1) / (denominator * bins), ulong.MaxValue);
        }
        return starts;
    }

    // Where values are looked up, the edges are not known as such.
    public override Scalar[] ToScalars() => throw new NotSupportedException("These bins are known by where they begin.");

    public override int Find(Vector values, int index) => Find(values.KeyAt(index));

    public override void Count(DenseBlock dense, Vector values, Selection selection, long[] counts)
    {
        var whole = dense.Longs(values, selection);
        if (Type.Kind == LogicalKind.Unsigned)
        {
            foreach (ulong key in MemoryMarshal.Cast<long, ulong>(whole))
                counts[Find(key)]++;
            return;
        }
        foreach (long value in whole)
            counts[Find(ScalarKey.OfLong(value))]++;
    }

    /// <summary>The bin of a key within the edges: a guess by its distance, then where the bins begin.</summary>
    public int Find(ulong key)
    {
        ulong distance = key - _least;
        int bin = Math.Min((int)Math.Min(distance * _scale, int.MaxValue), _starts.Length - 1);
        while (bin > 0 && distance < _starts[bin])
            bin--;
        while (bin < _starts.Length - 1 && distance >= _starts[bin + 1])
            bin++;
        return bin;
    }

    public override void Write(ByteWriter writer)
    {
        writer.Fixed(_least);
        writer.Count(_starts.Length);
        foreach (ulong start in _starts)
            writer.Unsigned(start);
    }

    public static new TickEdges Read(ref ByteReader reader, LogicalType type)
    {
        ulong least = reader.Fixed();
        var starts = new ulong[reader.Count()];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = reader.Unsigned();
            if (i > 0 && starts[i] < starts[i - 1])
                throw reader.Corrupt("bins do not ascend");
        }
        return starts.Length > 0 ? new TickEdges(type, least, starts) : throw reader.Corrupt("bins have no edges");
    }
}
