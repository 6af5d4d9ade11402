using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// The fields of one column of a block, side by side: how long each is, and the eight bytes that end with it. Loops over
/// these take several fields at a time. Room for values is beside them.
/// </summary>
internal unsafe struct FieldWords
{
    /// <summary>Fields past the last, each "0", so that loops need not stop in the middle of a vector.</summary>
    public const int Padding = 4;

    public ulong* Words;

    public int* Lengths;

    public long* Values;

    /// <summary>The length of the longest field.</summary>
    public int Longest;

    /// <summary>Bytes for so many rows.</summary>
    public static long BytesFor(int rows) => (rows + (long)Padding) * (sizeof(ulong) + sizeof(long) + sizeof(int));

    public FieldWords(byte* memory, int rows)
    {
        Words = (ulong*)memory;
        Values = (long*)(Words + rows + Padding);
        Lengths = (int*)(Values + rows + Padding);
        Longest = 0;
    }

    /// <summary>Gathers the fields of a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather<TFields>(byte* text, TFields fields, int rows) where TFields : struct, IFields
    {
        nint place = 0, stride = fields.Stride;
        int longest = 0;
        ulong* words = Words;
        int* lengths = Lengths;
        for (int row = 0; row < rows; row++)
        {
            int start = fields.Start(place), end = fields.End(place);
            place += stride;
            words[row] = Unsafe.ReadUnaligned<ulong>(text + end - 8);
            lengths[row] = end - start;
            longest = Math.Max(longest, end - start);
        }
        for (int row = rows; row < rows + Padding; row++)
        {
            words[row] = Swar.Zeros;
            lengths[row] = 1;
        }
        Longest = longest;
    }

    /// <summary>A field of up to eight bytes as a word, its first byte lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Key(int row) => Lengths[row] == 0 ? 0 : Words[row] >> ((8 - Lengths[row]) * 8);
}
