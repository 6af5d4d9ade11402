using Grid.Columns;

namespace Grid.Query;

/// <summary>Keys of a block as words of 64 bits, equal where the keys are; not thread-safe. NaN equals itself here, and 0 equals -0.</summary>
/// <param name="common">The type under which keys are compared; no text.</param>
internal sealed class KeyWords(LogicalType common)
{
    private const double Beyond = 18446744073709551616.0; // 2^64

    private long[] _room = [];
    private ulong[] _present = [];

    /// <summary>Which of the rows have a word: they are not null, and the common type holds them.</summary>
    public ReadOnlySpan<ulong> Present => _present;

    /// <summary>Reads a block; the words stay until the next is read.</summary>
    public ReadOnlySpan<long> Read(Vector values, int count)
    {
        if (_present.Length < Vector.Words(count))
            _present = new ulong[Vector.Words(count)];
        for (int w = 0; w < Vector.Words(count); w++)
            _present[w] = values.ValidWord(w, count);
        if (values.Type.Kind is not (LogicalKind.Bool or LogicalKind.Real) && (values.Type == common || !NeedsCare(values.Type)))
            return values.Longs.AsSpan(0, count);
        if (_room.Length < count)
            _room = new long[count];
        switch (values.Type.Kind)
        {
            case LogicalKind.Bool:
                for (int i = 0; i < count; i++)
                    _room[i] = values.Bit(i) ? 1 : 0;
                break;
            case LogicalKind.Real when common.Kind == LogicalKind.Real:
                for (int i = 0; i < count; i++)
                    _room[i] = Bits(values.Doubles[i]);
                break;
            case LogicalKind.Real:
                Wholes(values.Doubles.AsSpan(0, count));
                break;
            case LogicalKind.Unsigned:
                for (int i = 0; i < count; i++)
                    Keep(i, values.Longs[i], values.Longs[i] >= 0);
                break;
            default:
                Scale(values.Longs.AsSpan(0, count), TimeScale.Factor(values.Type, common));
                break;
        }
        return _room.AsSpan(0, count);
    }

    /// <summary>The bits of a double, the same for all that are equal.</summary>
    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value == 0 ? 0 : value);

    // Whether words of a type may differ from those of the common one.
    private bool NeedsCare(LogicalType type) => type.Kind == LogicalKind.Unsigned || (type != common && TimeScale.Factor(type, common) != 1);

    private void Wholes(ReadOnlySpan<double> values)
    {
        bool hasSign = common.Kind == LogicalKind.Whole;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            bool holds = hasSign ? value >= -Beyond / 2 && value < Beyond / 2 : value >= 0 && value < Beyond;
            Keep(i, !holds ? 0 : hasSign ? (long)value : unchecked((long)(ulong)value), holds && Math.Floor(value) == value);
        }
    }

    private void Scale(ReadOnlySpan<long> values, long factor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            var scaled = (Int128)values[i] * factor;
            Keep(i, (long)scaled, scaled >= long.MinValue && scaled <= long.MaxValue);
        }
    }

    private void Keep(int row, long word, bool holds)
    {
        _room[row] = word;
        if (!holds)
            _present[row >> 6] &= ~(1UL << (row & 63));
    }
}
