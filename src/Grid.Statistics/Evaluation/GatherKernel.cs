using System.Numerics;
using System.Runtime.CompilerServices;
using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>Looks up a table by the codes of a dictionary column: one entry a code, and one for null at the end.</summary>
internal static class GatherKernel
{
    public static void Gather(CodedColumn coded, Vector table, int start, int count, Vector result)
    {
        result.Reset(count);
        if (!table.AllValid)
            Bits(coded, table.Valid, start, count, result.Nullable(count));
        if (result.Type.Id == TypeId.Bool)
        {
            Bits(coded, table.Bits, start, count, result.Bits);
            return;
        }
        switch (coded.Width)
        {
            case 1:
                Values(coded.Codes8.Slice(start, count), table, result);
                break;
            case 2:
                Values(coded.Codes16.Slice(start, count), table, result);
                break;
            default:
                Values(coded.Read(start, count), table, result);
                break;
        }
    }

    /// <summary>Looks up a table of numbers into a span.</summary>
    public static void Look(CodedColumn coded, double[] table, int start, Span<double> result)
    {
        switch (coded.Width)
        {
            case 1:
                Look(coded.Codes8.Slice(start, result.Length), table, result);
                break;
            case 2:
                Look(coded.Codes16.Slice(start, result.Length), table, result);
                break;
            default:
                Look(coded.Read(start, result.Length), table, result);
                break;
        }
    }

    /// <summary>Which rows a table does not make null.</summary>
    public static void Validity(CodedColumn coded, Vector table, int start, int count, Span<ulong> valid)
    {
        if (table.AllValid || (coded.Column.NullCount == 0 && CodeSet.Range(table.Valid, coded.NullCode) is (0, var last, true) && last == coded.NullCode - 1))
        {
            for (int w = 0; w < Vector.Words(count); w++)
                valid[w] = Vector.Mask(w, count);
            return;
        }
        Bits(coded, table.Valid, start, count, valid);
    }

    private static void Values<TCode>(ReadOnlySpan<TCode> codes, Vector table, Vector result) where TCode : unmanaged, IBinaryInteger<TCode>
    {
        switch (result.Type.Id)
        {
            case TypeId.Float64:
                Look<TCode, double>(codes, table.Doubles, result.Doubles);
                break;
            case TypeId.Utf8:
                result.Text = table.Text;
                Look<TCode, int>(codes, table.Starts, result.Starts);
                Look<TCode, int>(codes, table.Ends, result.Ends);
                break;
            default:
                Look<TCode, long>(codes, table.Longs, result.Longs);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Look<TCode, TValue>(ReadOnlySpan<TCode> codes, TValue[] table, Span<TValue> result) where TCode : unmanaged, IBinaryInteger<TCode>
    {
        var target = result[..codes.Length];
        for (int i = 0; i < codes.Length; i++)
            target[i] = table[int.CreateTruncating(codes[i])];
    }

    // A set of codes to bits. Most sets are a range of codes (a comparison on ordered values, or "not null"): those need no table.
    private static void Bits(CodedColumn coded, ulong[] set, int start, int count, Span<ulong> bits)
    {
        var (first, last, isRange) = CodeSet.Range(set, coded.NullCode + 1);
        if (last < first)
        {
            bits[..Vector.Words(count)].Clear();
            return;
        }
        if (isRange && first == 0 && last == coded.NullCode)
        {
            for (int w = 0; w < Vector.Words(count); w++)
                bits[w] = Vector.Mask(w, count);
            return;
        }
        switch (coded.Width)
        {
            case 1 when isRange:
                CodeSet.InRange(coded.Codes8.Slice(start, count), (byte)first, (byte)last, bits);
                break;
            case 2 when isRange:
                CodeSet.InRange(coded.Codes16.Slice(start, count), (ushort)first, (ushort)last, bits);
                break;
            case 1:
                CodeSet.InSet(coded.Codes8.Slice(start, count), set, bits);
                break;
            case 2:
                CodeSet.InSet(coded.Codes16.Slice(start, count), set, bits);
                break;
            default:
                CodeSet.InSet(coded.Read(start, count), set, bits);
                break;
        }
    }
}
