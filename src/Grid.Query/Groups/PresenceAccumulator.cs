using System.Numerics;

namespace Grid.Query;

/// <summary>Which codes of an argument occur in each group, a bit each: extremes and distinct values, of any type, are read off them.</summary>
internal sealed class PresenceAccumulator : GroupAccumulator
{
    private const long MostWords = 1 << 18;

    private readonly CodedColumn _codes;
    private readonly Vector _table;
    private readonly GroupParts _parts;
    private readonly int _stride;
    private readonly ulong[] _bits;

    private PresenceAccumulator(CodedColumn codes, Vector table, GroupParts parts, int slots)
    {
        (_codes, _table, _parts) = (codes, table, parts & (GroupParts.Range | GroupParts.Distinct));
        _stride = Vector.Words(codes.NullCode + 1);
        _bits = new ulong[slots * _stride];
    }

    /// <summary>An accumulator for an argument of codes in groups by codes; null for others, and where bits are too many.</summary>
    public static PresenceAccumulator? Of(BatchEvaluator evaluator, int argument, GroupParts parts, RowGroups groups)
    {
        if (groups is not DirectGroups || evaluator.Coded(argument) is not { } codes || (long)groups.Slots * Vector.Words(codes.NullCode + 1) > MostWords)
            return null;
        codes.Check();
        return new PresenceAccumulator(codes, evaluator.Table(argument), parts, groups.Slots);
    }

    public override void Add(GroupBlock block)
    {
        int rows = block.Selection.Rows;
        if (block.Codes is { Width: 1 } bytes)
            GroupKernel.Presence(bytes.Codes8.Slice(block.Start, rows), _codes, block.Start, _stride, _bits);
        else if (block.Codes is { Width: 2 } shorts)
            GroupKernel.Presence(shorts.Codes16.Slice(block.Start, rows), _codes, block.Start, _stride, _bits);
        else
            GroupKernel.Presence(block.Ids(), _codes, block.Start, _stride, _bits);
    }

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        var values = new CodedGroupValues(_table, _codes.NullCode + 1, _parts, slots.Length, 0);
        var present = new int[_codes.NullCode];
        for (int g = 0; g < slots.Length; g++)
        {
            int known = 0;
            for (int w = 0; w < _stride; w++)
            {
                ulong word = _bits[slots[g] * _stride + w] & _table.ValidWord(w, _codes.NullCode);
                for (; word != 0; word &= word - 1)
                    present[known++] = (w << 6) + BitOperations.TrailingZeroCount(word);
            }
            values.Take(present.AsSpan(0, known), []);
        }
        return values.ToValues([]);
    }
}
