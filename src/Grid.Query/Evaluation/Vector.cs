using System.Text;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Values of one logical type for a block of rows: float64 as doubles, truth values as bits, text as ranges of bytes,
/// all else as 64-bit integers. Buffers are used again from block to block. A cleared bit of <see cref="Valid"/> is a null,
/// under which the value is undefined; bits past the length are clear.
/// </summary>
internal sealed class Vector(LogicalType type)
{
    private CodeSet? _validCodes;
    private CodeSet? _trueCodes;
    private ulong[] _faults = [];

    public LogicalType Type { get; } = type;

    public double[] Doubles { get; private set; } = [];

    public long[] Longs { get; private set; } = [];

    public ulong[] Bits { get; private set; } = [];

    /// <summary>Set where a value is not null; to be looked at only where <see cref="AllValid"/> is false.</summary>
    public ulong[] Valid { get; private set; } = [];

    public bool AllValid { get; set; }

    /// <summary>
    /// Whether some values could not be computed: a whole number has no room in its type. They are null here, and an error
    /// where they are needed (<see cref="BatchEvaluator.Evaluate"/>): a row that a filter drops, or the other side of an
    /// <c>and</c> decides, does no harm.
    /// </summary>
    public bool HasFaults { get; private set; }

    /// <summary>Of a table by code: the codes that are not null, and those that are true, as sets.</summary>
    public CodeSet ValidCodes => _validCodes ??= AllValid ? CodeSet.Everything : new CodeSet(Valid);

    public CodeSet TrueCodes => _trueCodes ??= new CodeSet(Bits);

    /// <summary>What <see cref="Starts"/> and <see cref="Ends"/> point into.</summary>
    public ReadOnlyMemory<byte> Text { get; set; }

    public int[] Starts { get; private set; } = [];

    public int[] Ends { get; private set; } = [];

    public static int Words(int count) => (count + 63) >> 6;

    /// <summary>Makes room for values, and starts over with no nulls.</summary>
    public void Reset(int count)
    {
        (AllValid, HasFaults) = (true, false);
        switch (Type.Kind)
        {
            case LogicalKind.Real:
                if (Doubles.Length < count)
                    Doubles = new double[count];
                break;
            case LogicalKind.Bool:
                if (Bits.Length < Words(count))
                    Bits = new ulong[Words(count)];
                break;
            case LogicalKind.Text:
                if (Starts.Length < count)
                    (Starts, Ends) = (new int[count], new int[count]);
                break;
            default:
                if (Longs.Length < count)
                    Longs = new long[count];
                break;
        }
    }

    /// <summary>The validity words, for writing.</summary>
    public Span<ulong> Nullable(int count)
    {
        AllValid = false;
        if (Valid.Length < Words(count))
            Valid = new ulong[Words(count)];
        return Valid.AsSpan(0, Words(count));
    }

    public ulong ValidWord(int word, int count) => AllValid ? Mask(word, count) : Valid[word];

    public bool IsValid(int index) => AllValid || (Valid[index >> 6] >> (index & 63) & 1) != 0;

    public bool IsFaulty(int index) => HasFaults && (_faults[index >> 6] >> (index & 63) & 1) != 0;

    public ulong FaultWord(int word) => HasFaults ? _faults[word] : 0;

    /// <summary>Makes a value, unless it is null, one that could not be computed.</summary>
    public void Fail(int index, int count)
    {
        if (!IsValid(index))
            return;
        Clear(index, count);
        Faults(count)[index >> 6] |= 1UL << (index & 63);
    }

    /// <summary>Makes a value null.</summary>
    public void Clear(int index, int count)
    {
        bool all = AllValid;
        var valid = Nullable(count);
        for (int w = 0; all && w < valid.Length; w++)
            valid[w] = Mask(w, count);
        valid[index >> 6] &= ~(1UL << (index & 63));
    }

    /// <summary>Takes over the faults of what the values were computed from, where they are null for it.</summary>
    public void TakeFaults(Vector input, int count)
    {
        if (!input.HasFaults || AllValid)
            return;
        var faults = Faults(count);
        for (int w = 0; w < faults.Length; w++)
            faults[w] |= input._faults[w] & ~Valid[w];
    }

    /// <summary>Takes over the faults of an input in some rows.</summary>
    public void TakeFaults(Vector input, ReadOnlySpan<ulong> rows, int count)
    {
        if (!input.HasFaults)
            return;
        var faults = Faults(count);
        for (int w = 0; w < faults.Length; w++)
            faults[w] |= input._faults[w] & rows[w];
    }

    private Span<ulong> Faults(int count)
    {
        if (_faults.Length < Words(count))
            _faults = new ulong[Words(count)];
        var faults = _faults.AsSpan(0, Words(count));
        if (!HasFaults)
            faults.Clear();
        HasFaults = true;
        return faults;
    }

    public bool Bit(int index) => (Bits[index >> 6] >> (index & 63) & 1) != 0;

    public ReadOnlySpan<byte> TextAt(int index) => Text.Span[Starts[index]..Ends[index]];

    /// <summary>The bits of a word that belong to a block of <paramref name="count"/> rows.</summary>
    public static ulong Mask(int word, int count)
    {
        int left = count - (word << 6);
        return left >= 64 ? ulong.MaxValue : left <= 0 ? 0 : (1UL << left) - 1;
    }

    /// <summary>The order-preserving key of a value that is not null, of any type but text.</summary>
    public ulong KeyAt(int index) => Type.Kind switch
    {
        LogicalKind.Real => ScalarKey.OfDouble(Doubles[index]),
        LogicalKind.Bool => Bit(index) ? 1UL : 0,
        LogicalKind.Unsigned => (ulong)Longs[index],
        _ => ScalarKey.OfLong(Longs[index]),
    };

    public Scalar ScalarAt(int index) => !IsValid(index) ? Scalar.Null : Type.Kind switch
    {
        LogicalKind.Real => Scalar.Float64(Doubles[index]),
        LogicalKind.Text => Scalar.Text(Encoding.UTF8.GetString(TextAt(index))),
        LogicalKind.Bool => Scalar.Bool(Bit(index)),
        _ => ScalarKey.FromInteger(Type, Longs[index]),
    };

    /// <summary>Makes the last of <paramref name="count"/> values null, and all before it not null.</summary>
    public void EndWithNull(int count)
    {
        var valid = Nullable(count);
        for (int w = 0; w < valid.Length; w++)
            valid[w] = Mask(w, count - 1);
    }

    /// <summary>Makes every value the same.</summary>
    public void Fill(Scalar value, int count)
    {
        Reset(count);
        if (value.IsNull)
        {
            Nullable(count).Clear();
            Starts.AsSpan().Clear();
            Ends.AsSpan().Clear();
            Doubles.AsSpan().Clear();
            Longs.AsSpan().Clear();
            Bits.AsSpan().Clear();
            return;
        }
        switch (Type.Kind)
        {
            case LogicalKind.Real:
                Doubles.AsSpan(0, count).Fill(value.AsDouble);
                break;
            case LogicalKind.Bool:
                for (int w = 0; w < Words(count); w++)
                    Bits[w] = value.AsInt64 != 0 ? Mask(w, count) : 0;
                break;
            case LogicalKind.Text:
                Text = Encoding.UTF8.GetBytes(value.AsText!);
                Starts.AsSpan(0, count).Clear();
                Ends.AsSpan(0, count).Fill(Text.Length);
                break;
            default:
                Longs.AsSpan(0, count).Fill(value.AsInt64);
                break;
        }
    }
}
