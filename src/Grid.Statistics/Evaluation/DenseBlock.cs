using System.Numerics;
using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>The values of a block that are kept and not null, side by side, so that what follows need not look at bits.</summary>
internal sealed class DenseBlock
{
    private readonly double[] _doubles = new double[BatchEvaluator.BlockRows];
    private readonly long[] _longs = new long[BatchEvaluator.BlockRows];

    /// <summary>Kept rows that are null.</summary>
    public int Nulls { get; private set; }

    public ReadOnlySpan<double> Doubles(Vector vector, Selection selection) => Take<double>(vector, vector.Doubles, _doubles, selection);

    /// <summary>Whole numbers, days, ticks; truth values as 0 and 1.</summary>
    public ReadOnlySpan<long> Longs(Vector vector, Selection selection)
    {
        if (vector.Type.Id != TypeId.Bool)
            return Take<long>(vector, vector.Longs, _longs, selection);
        int kept = 0;
        for (int w = 0; w < Vector.Words(selection.Rows); w++)
        {
            for (ulong word = selection.Words[w] & vector.ValidWord(w, selection.Rows); word != 0; word &= word - 1)
                _longs[kept++] = (long)(vector.Bits[w] >> BitOperations.TrailingZeroCount(word) & 1);
        }
        Nulls = selection.Count - kept;
        return _longs.AsSpan(0, kept);
    }

    private ReadOnlySpan<T> Take<T>(Vector vector, ReadOnlySpan<T> values, Span<T> buffer, Selection selection)
    {
        Nulls = 0;
        if (selection.All && vector.AllValid)
            return values[..selection.Rows];
        int kept = 0;
        for (int w = 0; w < Vector.Words(selection.Rows); w++)
        {
            ulong word = selection.Words[w] & vector.ValidWord(w, selection.Rows);
            var from = values[(w << 6)..];
            if (word == ulong.MaxValue)
            {
                from[..64].CopyTo(buffer[kept..]);
                kept += 64;
                continue;
            }
            for (; word != 0; word &= word - 1)
                buffer[kept++] = from[BitOperations.TrailingZeroCount(word)];
        }
        Nulls = selection.Count - kept;
        return buffer[..kept];
    }
}
