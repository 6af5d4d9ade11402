using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// The fields of one column of a block, side by side: where each ends, how long it is, and the eight bytes that end with it.
/// Loops over these take several fields at a time. Room for a value a row is beside them.
/// </summary>
internal unsafe struct ColumnFields
{
    /// <summary>Fields past the last, each "0", so that loops need not stop in the middle of a vector.</summary>
    public const int Padding = 4;

    public byte* Text;

    /// <summary>The last eight bytes of each field and, where it is shorter, of what stands before it.</summary>
    public ulong* Words;

    public long* Values;

    public int* Lengths;

    public int* Ends;

    public int Rows;

    /// <summary>The length of the longest field.</summary>
    public int Longest;

    /// <summary>Whether some field, of this column or another, is an empty text.</summary>
    public readonly bool MayBeEmptyTexts;

    /// <summary>Whether fields in quotes are texts, whatever they look like, and there may be such.</summary>
    public readonly bool MayBeTexts;

    private readonly int _quote;

    /// <summary>Gathers the fields of a column.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="column">Which of their columns.</param>
    /// <param name="memory">Room for <see cref="BytesFor"/> the rows.</param>
    public ColumnFields(in RowBlock block, int column, byte* memory)
    {
        Text = block.Text;
        Rows = block.Rows;
        Words = (ulong*)memory;
        Values = (long*)(Words + Rows + Padding);
        Lengths = (int*)(Values + Rows + Padding);
        Ends = Lengths + Rows + Padding;
        MayBeEmptyTexts = block.HasEmptyTexts;
        MayBeTexts = block.HasTexts;
        _quote = block.Starts == null ? -1 : block.Quote;
        if (block.Starts != null)
            GatherGiven(block.Starts + column, block.Ends + column, block.Columns);
        else
            Gather(block.Separators + column, block.Columns);
        if (column == block.Columns - 1 && block.Starts == null)
            TrimCarriageReturns();
        for (int row = Rows; row < Rows + Padding; row++)
        {
            Words[row] = Swar.Zeros;
            Lengths[row] = 1;
        }
    }

    /// <summary>Bytes for so many rows.</summary>
    public static long BytesFor(int rows) => (rows + (long)Padding) * (sizeof(ulong) + sizeof(long) + 2 * sizeof(int));

    /// <summary>A field.</summary>
    public readonly ReadOnlySpan<byte> this[int row] => new(Text + Ends[row] - Lengths[row], Lengths[row]);

    /// <summary>Whether fields may hold quotes, each doubled.</summary>
    public readonly bool MayHoldQuotes => _quote >= 0;

    /// <summary>Whether a field is null: empty, and not in quotes.</summary>
    public readonly bool IsNull(int row) => Lengths[row] == 0 && Text[Ends[row] - 1] != _quote;

    /// <summary>Whether a field is in quotes.</summary>
    public readonly bool IsQuoted(int row) => _quote >= 0 && Text[Ends[row] - Lengths[row] - 1] == _quote;

    /// <summary>A field of up to eight bytes as a word, its first byte lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Key(int row) => Lengths[row] == 0 ? 0 : Words[row] >> ((8 - Lengths[row]) * 8);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(int* separators, int stride)
    {
        byte* text = Text;
        ulong* words = Words;
        int* lengths = Lengths, ends = Ends;
        int rows = Rows, longest = 0;
        for (int row = 0; row < rows; row++, separators += stride)
        {
            int end = separators[0], length = end - separators[-1] - 1;
            words[row] = Unsafe.ReadUnaligned<ulong>(text + end - 8);
            ends[row] = end;
            lengths[row] = length;
            longest = Math.Max(longest, length);
        }
        Longest = longest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GatherGiven(int* starts, int* ends, int stride)
    {
        int longest = 0;
        for (int row = 0; row < Rows; row++, starts += stride, ends += stride)
        {
            Words[row] = Unsafe.ReadUnaligned<ulong>(Text + *ends - 8);
            Ends[row] = *ends;
            Lengths[row] = *ends - *starts;
            longest = Math.Max(longest, *ends - *starts);
        }
        Longest = longest;
    }

    /// <summary>A carriage return before a line break is no part of the last field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void TrimCarriageReturns()
    {
        for (int row = 0; row < Rows; row++)
        {
            if (Lengths[row] == 0 || Words[row] >> 56 != '\r')
                continue;
            Ends[row]--;
            Lengths[row]--;
            Words[row] = Unsafe.ReadUnaligned<ulong>(Text + Ends[row] - 8);
        }
    }
}
