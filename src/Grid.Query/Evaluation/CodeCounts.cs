using System.Numerics;
using System.Runtime.CompilerServices;

namespace Grid.Query;

/// <summary>How often each code of a dictionary column occurs among the kept rows of a batch; the last code is null.</summary>
internal sealed class CodeCounts(CodedColumn column)
{
    // Two tables: runs of one code would wait for their own last store in a single one.
    private readonly int[] _even = new int[column.NullCode + 1];
    private readonly int[] _odd = new int[column.NullCode + 1];

    /// <summary>The counts of all rows: the column knows them.</summary>
    public static long[] OfAll(CodedColumn column)
    {
        var counts = new long[column.NullCode + 1];
        var known = column.Column.CodeCounts;
        for (int i = 0; i < known.Length; i++)
            counts[i] = known[i];
        counts[^1] = column.Column.NullCount;
        return counts;
    }

    public void Add(int start, Selection selection)
    {
        switch (column.Width)
        {
            case 1:
                Add(column.Codes8.Slice(start, selection.Rows), selection, _even, _odd);
                break;
            case 2:
                Add(column.Codes16.Slice(start, selection.Rows), selection, _even, _odd);
                break;
            default:
                Add(column.Read(start, selection.Rows), selection, _even, _odd);
                break;
        }
    }

    public long[] ToCounts()
    {
        var counts = new long[_even.Length];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = (long)_even[i] + _odd[i];
        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<T>(ReadOnlySpan<T> codes, Selection selection, int[] even, int[] odd) where T : unmanaged, IBinaryInteger<T>
    {
        for (int w = 0; w < Vector.Words(codes.Length); w++)
        {
            ulong word = selection.Words[w];
            int from = w << 6;
            if (word == ulong.MaxValue)
            {
                for (int i = from; i < from + 64; i += 2)
                {
                    even[int.CreateTruncating(codes[i])]++;
                    odd[int.CreateTruncating(codes[i + 1])]++;
                }
                continue;
            }
            for (; word != 0; word &= word - 1)
                even[int.CreateTruncating(codes[from + BitOperations.TrailingZeroCount(word)])]++;
        }
    }
}
