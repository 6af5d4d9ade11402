using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Comparisons to bits, 64 rows a word. Doubles compare as IEEE 754 has it: NaN is unequal to all, and zeros are equal.</summary>
internal static class CompareKernel
{
    public static void Compare(Operation operation, Vector left, Vector right, Span<ulong> bits, int count)
    {
        // Not equal is the complement of equal; greater is less with the sides changed: three loops do for six.
        var (a, b) = operation is Operation.Greater or Operation.GreaterOrEqual ? (right, left) : (left, right);
        var kind = operation switch
        {
            Operation.Equal or Operation.NotEqual => Operation.Equal,
            Operation.Less or Operation.Greater => Operation.Less,
            _ => Operation.LessOrEqual,
        };
        switch (left.Type.Kind)
        {
            case LogicalKind.Date or LogicalKind.Timestamp when TimeScale.Differ(left.Type, right.Type):
                MixedMomentKernel.Compare(kind, a, b, bits, count);
                break;
            case var id when id != right.Type.Kind:
                MixedCompareKernel.Compare(kind, a, b, bits, count);
                break;
            case LogicalKind.Real:
                Values<double>(kind, a.Doubles.AsSpan(0, count), b.Doubles.AsSpan(0, count), bits);
                break;
            case LogicalKind.Unsigned:
                Values<ulong>(kind, Unsigned(a, count), Unsigned(b, count), bits);
                break;
            case LogicalKind.Bool:
                Truths(kind, a.Bits, b.Bits, bits, count);
                break;
            case LogicalKind.Text:
                Texts(kind, a, b, bits, count);
                break;
            default:
                Values<long>(kind, a.Longs.AsSpan(0, count), b.Longs.AsSpan(0, count), bits);
                break;
        }
        if (operation == Operation.NotEqual)
        {
            for (int w = 0; w < Vector.Words(count); w++)
                bits[w] = ~bits[w] & Vector.Mask(w, count);
        }
    }

    public static void In(ExpressionNode node, Vector input, Span<ulong> bits, int count)
    {
        bits[..Vector.Words(count)].Clear();
        for (int i = 0; i < count; i++)
        {
            bool found = input.Type.Kind == LogicalKind.Text
                ? input.IsValid(i) && Find(node.SetTexts, input.TextAt(i))
                : Array.BinarySearch(node.SetKeys, input.KeyAt(i)) >= 0;
            if (found)
                bits[i >> 6] |= 1UL << (i & 63);
        }
    }

    private static bool Find(byte[][] texts, ReadOnlySpan<byte> text)
    {
        int low = 0, high = texts.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int order = texts[middle].AsSpan().SequenceCompareTo(text);
            if (order == 0)
                return true;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return false;
    }

    private static ReadOnlySpan<ulong> Unsigned(Vector vector, int count) => MemoryMarshal.Cast<long, ulong>(vector.Longs.AsSpan(0, count));

    /// <summary>Compares values of one type side by side.</summary>
    public static void Values<T>(Operation kind, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<ulong> bits) where T : unmanaged, INumber<T>
    {
        for (int start = 0; start < a.Length; start += 64)
        {
            int count = Math.Min(64, a.Length - start);
            ulong word = 0;
            int i = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                for (; i + 4 <= count; i += 4)
                {
                    var x = Vector256.Create(a.Slice(start + i, 4));
                    var y = Vector256.Create(b.Slice(start + i, 4));
                    var mask = kind switch
                    {
                        Operation.Equal => Vector256.Equals(x, y),
                        Operation.Less => Vector256.LessThan(x, y),
                        _ => Vector256.LessThanOrEqual(x, y),
                    };
                    word |= (ulong)mask.ExtractMostSignificantBits() << i;
                }
            }
            for (; i < count; i++)
            {
                T x = a[start + i], y = b[start + i];
                bool holds = kind switch
                {
                    Operation.Equal => x == y,
                    Operation.Less => x < y,
                    _ => x <= y,
                };
                word |= holds ? 1UL << i : 0;
            }
            bits[start >> 6] = word;
        }
    }

    private static void Truths(Operation kind, ulong[] a, ulong[] b, Span<ulong> bits, int count)
    {
        for (int w = 0; w < Vector.Words(count); w++)
        {
            bits[w] = Vector.Mask(w, count) & kind switch
            {
                Operation.Equal => ~(a[w] ^ b[w]),
                Operation.Less => ~a[w] & b[w],
                _ => ~a[w] | b[w],
            };
        }
    }

    private static void Texts(Operation kind, Vector a, Vector b, Span<ulong> bits, int count)
    {
        bits[..Vector.Words(count)].Clear();
        for (int i = 0; i < count; i++)
        {
            if (!a.IsValid(i) || !b.IsValid(i))
                continue;
            int order = a.TextAt(i).SequenceCompareTo(b.TextAt(i));
            bool holds = kind switch
            {
                Operation.Equal => order == 0,
                Operation.Less => order < 0,
                _ => order <= 0,
            };
            if (holds)
                bits[i >> 6] |= 1UL << (i & 63);
        }
    }
}
