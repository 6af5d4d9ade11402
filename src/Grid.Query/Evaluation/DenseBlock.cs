using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>The values of a block that are kept and not null, side by side, so that what follows need not look at bits.</summary>
internal sealed class DenseBlock
{
    private double[] _doubles = [];
    private double[] _known = [];
    private long[] _longs = [];
    private ulong[] _keys = [];

    /// <summary>Room for a key a row.</summary>
    public Span<ulong> Keys => Room(ref _keys);

    /// <summary>Kept rows that are null.</summary>
    public int Nulls { get; private set; }

    public ReadOnlySpan<double> Doubles(Vector vector, Selection selection) => Take(vector, vector.Doubles, ref _doubles, selection);

    /// <summary>Whole numbers, days, ticks; truth values as 0 and 1.</summary>
    public ReadOnlySpan<long> Longs(Vector vector, Selection selection)
    {
        if (vector.Type.Kind != LogicalKind.Bool)
            return Take(vector, vector.Longs, ref _longs, selection);
        var buffer = Room(ref _longs);
        int kept = 0;
        for (int w = 0; w < Vector.Words(selection.Rows); w++)
        {
            for (ulong word = selection.Words[w] & vector.ValidWord(w, selection.Rows); word != 0; word &= word - 1)
                buffer[kept++] = (long)(vector.Bits[w] >> BitOperations.TrailingZeroCount(word) & 1);
        }
        Nulls = selection.Count - kept;
        return buffer[..kept];
    }

    /// <summary>Values without those that are NaN.</summary>
    public ReadOnlySpan<double> WithoutNaN(ReadOnlySpan<double> values)
    {
        var buffer = Room(ref _known);
        int kept = 0;
        foreach (double value in values)
        {
            buffer[kept] = value;
            kept += double.IsNaN(value) ? 0 : 1;
        }
        return buffer[..kept];
    }

    private static Span<T> Room<T>(ref T[] buffer)
    {
        if (buffer.Length == 0)
            buffer = new T[BatchEvaluator.BlockRows];
        return buffer;
    }

    private ReadOnlySpan<T> Take<T>(Vector vector, ReadOnlySpan<T> values, ref T[] room, Selection selection)
    {
        Nulls = 0;
        if (selection.All && vector.AllValid)
            return values[..selection.Rows];
        var buffer = Room(ref room);
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
