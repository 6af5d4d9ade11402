using Grid.Columns;

namespace Grid.Query;

/// <summary>Fills what is null from the last value before it, or the first behind it, of the rows that are kept.</summary>
internal static class GapKernel
{
    /// <summary>Fills a block.</summary>
    /// <param name="values">The values.</param>
    /// <param name="kept">The rows whose values are taken; null for all.</param>
    /// <param name="carry">What comes in from the blocks before or behind; null for nothing.</param>
    /// <param name="isBackward">Whether gaps are filled from behind.</param>
    /// <param name="result">Takes the values.</param>
    /// <param name="count">How many there are.</param>
    public static void Apply(Vector values, Vector? kept, Scalar carry, bool isBackward, Vector result, int count)
    {
        var carried = new Vector(values.Type);
        carried.Fill(carry, 1);
        result.Reset(count);
        var from = new (Vector Source, int Row)[count];
        (Vector Source, int Row) last = (carried, 0);
        for (int n = 0; n < count; n++)
        {
            int i = isBackward ? count - 1 - n : n;
            if (values.IsValid(i))
            {
                from[i] = (values, i);
                if (IsKept(kept, i))
                    last = (values, i);
            }
            else
            {
                from[i] = last;
            }
        }
        var text = values.Type.Kind == LogicalKind.Text ? new TextBuffer() : null;
        for (int i = 0; i < count; i++)
        {
            Copy(from[i].Source, from[i].Row, result, i, text);
            if (values.IsFaulty(i))
                result.Fail(i, count);
            else if (!from[i].Source.IsValid(from[i].Row))
                result.Clear(i, count);
        }
        if (text is not null)
            result.Text = text.Written;
    }

    /// <summary>What a block hands on to the next one, or the one before it.</summary>
    public static Scalar Carry(Vector values, Vector? kept, Scalar carry, bool isBackward, int count)
    {
        for (int n = 0; n < count; n++)
        {
            int i = isBackward ? n : count - 1 - n;
            if (values.IsValid(i) && IsKept(kept, i))
                return values.ScalarAt(i);
        }
        return carry;
    }

    private static bool IsKept(Vector? kept, int row) => kept is null || (kept.IsValid(row) && kept.Bit(row));

    private static void Copy(Vector source, int row, Vector result, int at, TextBuffer? text)
    {
        switch (result.Type.Kind)
        {
            case LogicalKind.Real:
                result.Doubles[at] = source.Doubles[row];
                break;
            case LogicalKind.Bool:
                ulong bit = 1UL << (at & 63);
                result.Bits[at >> 6] = source.Bit(row) ? result.Bits[at >> 6] | bit : result.Bits[at >> 6] & ~bit;
                break;
            case LogicalKind.Text:
                result.Starts[at] = text!.Length;
                if (source.IsValid(row))
                    text.Add(source.TextAt(row));
                result.Ends[at] = text.Length;
                break;
            default:
                result.Longs[at] = source.Longs[row];
                break;
        }
    }
}
