using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Looks up a table by the codes of a dictionary column: one entry a code, and one for null at the end.</summary>
internal static class GatherKernel
{
    public static void Gather(CodedColumn coded, Vector table, int start, int count, Vector result)
    {
        result.Reset(count);
        if (!table.ValidCodes.HasAllOf(coded))
            table.ValidCodes.Find(coded, start, count, result.Nullable(count));
        if (result.Type.Kind == LogicalKind.Bool)
        {
            table.TrueCodes.Find(coded, start, count, result.Bits);
            return;
        }
        coded.Check();
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
        coded.Check();
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

    private static void Values<TCode>(ReadOnlySpan<TCode> codes, Vector table, Vector result) where TCode : unmanaged, IBinaryInteger<TCode>
    {
        switch (result.Type.Kind)
        {
            case LogicalKind.Real:
                Look<TCode, double>(codes, table.Doubles, result.Doubles);
                break;
            case LogicalKind.Text:
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
        // Codes are within the table: CodedColumn checked all of them.
        ref var from = ref MemoryMarshal.GetArrayDataReference(table);
        ref var to = ref MemoryMarshal.GetReference(result[..codes.Length]);
        ref var code = ref MemoryMarshal.GetReference(codes);
        nint i = 0;
        for (; i + 4 <= codes.Length; i += 4)
        {
            Unsafe.Add(ref to, i) = Unsafe.Add(ref from, int.CreateTruncating(Unsafe.Add(ref code, i)));
            Unsafe.Add(ref to, i + 1) = Unsafe.Add(ref from, int.CreateTruncating(Unsafe.Add(ref code, i + 1)));
            Unsafe.Add(ref to, i + 2) = Unsafe.Add(ref from, int.CreateTruncating(Unsafe.Add(ref code, i + 2)));
            Unsafe.Add(ref to, i + 3) = Unsafe.Add(ref from, int.CreateTruncating(Unsafe.Add(ref code, i + 3)));
        }
        for (; i < codes.Length; i++)
            Unsafe.Add(ref to, i) = Unsafe.Add(ref from, int.CreateTruncating(Unsafe.Add(ref code, i)));
    }
}
