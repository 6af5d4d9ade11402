using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Sums and sums of squares by slot, exactly: values are whole numbers of a unit that all are multiples of. The unit and the width of the sums
/// follow the values as they come; a value that lies too far from the others is held apart.
/// </summary>
internal sealed class SumAccumulator : GroupAccumulator
{
    private const ulong NotFinite = 0x7FFUL << 52;
    private const ulong Magnitude = ~(1UL << 63);

    // 2^53, below which all whole numbers are doubles.
    private const ulong MostWhole = (1023UL + 53) << 52;

    // Squares of what is beyond these would leave the range of doubles.
    private const int LeastOfSquares = -500;
    private const int MostOfSquares = 450;

    private readonly int _argument;
    private readonly LogicalType _type;
    private readonly int _rowBits;
    private readonly CountAccumulator _counts;
    private readonly GroupSums _sums = new(0, 0, 0);
    private readonly GroupSums? _squares;
    private readonly ulong[] _whole = new ulong[BatchEvaluator.BlockRows];
    private long[]? _signed;
    private int _top = int.MinValue;

    /// <param name="argument">The node of the argument.</param>
    /// <param name="type">Its type.</param>
    /// <param name="parts">What is wanted of it.</param>
    /// <param name="rows">Rows that come, at most.</param>
    public SumAccumulator(int argument, LogicalType type, GroupParts parts, long rows)
    {
        (_argument, _type) = (argument, type);
        // Of as many rows, and a sign.
        _rowBits = 65 - BitOperations.LeadingZeroCount((ulong)rows);
        _counts = new CountAccumulator(argument);
        _squares = parts.HasFlag(GroupParts.Squares) ? new GroupSums(0, 0, 0) : null;
    }

    public override void Add(GroupBlock block)
    {
        _counts.Add(block);
        var vector = block.Evaluator.Evaluate(_argument);
        var ids = block.Ids(vector);
        _sums.Grow(block.Groups.Slots);
        _squares?.Grow(block.Groups.Slots);
        int trash = block.Selection.All && vector.AllValid ? -1 : block.Groups.Trash;
        if (_type.Kind == LogicalKind.Real)
            AddDoubles(ids, vector.Doubles.AsSpan(0, ids.Length), trash);
        else if (_type.Kind is LogicalKind.Unsigned or LogicalKind.Bool)
            AddUnsigned(ids, Unsigned(vector, ids.Length), trash);
        else
            AddSigned(ids, vector.Longs.AsSpan(0, ids.Length), trash);
    }

    public override GroupValues ToValues(int[] slots, long[] rows) =>
        new() { Counts = _counts.ToValues(slots, rows).Counts, Sums = _sums.Take(slots), Squares = _squares?.Take(slots) };

    private void AddDoubles(ReadOnlySpan<int> ids, ReadOnlySpan<double> values, int trash)
    {
        var bits = MemoryMarshal.Cast<double, ulong>(values);
        var (least, most) = SumKernel.Range(ids, bits, trash);
        if (most == 0)
            return;
        if (most < MostWhole && (_sums.Limbs == 0 || _sums.Exponent == 0) && SumKernel.AreWhole(values))
        {
            AddSigned(ids, SumKernel.ToWhole(values, _signed ??= new long[BatchEvaluator.BlockRows]), trash);
            return;
        }
        if (most < NotFinite && Holds(least, most))
        {
            AddAll(ids, bits);
            if (_squares is not null)
                AddSquares(ids, bits, trash);
            return;
        }
        for (int i = 0; i < ids.Length; i++)
        {
            ulong magnitude = bits[i] & Magnitude;
            if (ids[i] == trash || magnitude == 0)
                continue;
            if (magnitude < NotFinite && Holds(magnitude, magnitude))
            {
                AddAll(ids.Slice(i, 1), bits.Slice(i, 1));
                if (_squares is not null)
                    AddSquares(ids.Slice(i, 1), bits.Slice(i, 1), trash);
                continue;
            }
            _sums.Apart(ids[i]).Add(values[i]);
            _squares?.Apart(ids[i]).AddProduct(1, values[i], values[i]);
        }
    }

    // Whether sums hold numbers of these magnitudes, as they are or after they were made to.
    private bool Holds(ulong least, ulong most)
    {
        int unit = Math.Max((int)(least >> 52), 1) - 1075, top = Math.Max((int)(most >> 52), 1) - 1022;
        if (_sums.Limbs > 0)
            (unit, top) = (Math.Min(unit, _sums.Exponent), Math.Max(top, _top));
        if (_sums.Limbs > 0 && unit == _sums.Exponent && top == _top)
            return true;
        return Rescale(unit, top);
    }

    private bool Rescale(int unit, int top)
    {
        int limbs = (top - unit + _rowBits + 63) / 64, wide = (2 * (top - unit) + _rowBits + 63) / 64;
        if (top > GroupSums.MostExponent || limbs > GroupSums.MostLimbs)
            return false;
        if (_squares is not null && (wide > GroupSums.MostLimbs || unit < LeastOfSquares || top > MostOfSquares))
            return false;
        _sums.Rescale(unit, Math.Max(limbs, _sums.Limbs));
        _squares?.Rescale(2 * unit, Math.Max(wide, _squares.Limbs));
        _top = top;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAll(ReadOnlySpan<int> ids, ReadOnlySpan<ulong> bits)
    {
        const ulong Mantissa = (1UL << 52) - 1;
        int limbs = _sums.Limbs, least = _sums.Exponent + 1075;
        var words = _sums.Words;
        ref ulong to = ref MemoryMarshal.GetReference(words);
        if (limbs > 2)
        {
            for (int i = 0; i < ids.Length; i++)
            {
                double value = BitConverter.UInt64BitsToDouble(bits[i]);
                var (mantissa, own) = LimbMath.Split(value);
                // Values that do not count are not within the range.
                if (own >= _sums.Exponent && own - _sums.Exponent < 64 * limbs)
                    LimbMath.Add(words.Slice(ids[i] * limbs, limbs), mantissa, 0, own - _sums.Exponent, double.IsNegative(value));
            }
            return;
        }
        for (int i = 0; i < ids.Length; i++)
        {
            ulong value = bits[i];
            int exponent = (int)(value >> 52) & 0x7FF;
            ulong mantissa = (value & Mantissa) | (exponent == 0 ? 0 : 1UL << 52), sign = (ulong)((long)value >> 63);
            int shift = Math.Max(exponent, 1) - least;
            if (limbs == 1)
            {
                Unsafe.Add(ref to, ids[i]) += ((mantissa << shift) ^ sign) - sign;
                continue;
            }
            ulong low = mantissa << shift, high = shift == 0 ? 0 : mantissa >> (64 - shift);
            if (shift >= 64)
                (low, high) = (0, low);
            low ^= sign;
            high ^= sign;
            ref ulong at = ref Unsafe.Add(ref to, 2 * ids[i]);
            ulong sum = at + low, carry = sum < low ? 1UL : 0;
            // The one that a complement wants.
            ulong one = sum - sign;
            carry += one < sum ? 1UL : 0;
            at = one;
            Unsafe.Add(ref at, 1) += high + carry;
        }
    }

    private void AddSquares(ReadOnlySpan<int> ids, ReadOnlySpan<ulong> bits, int trash)
    {
        int limbs = _squares!.Limbs, exponent = _squares.Exponent;
        var words = _squares.Words;
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] == trash)
                continue;
            var (mantissa, own) = LimbMath.Split(BitConverter.UInt64BitsToDouble(bits[i]));
            if (mantissa == 0)
                continue;
            ulong high = Math.BigMul(mantissa, mantissa, out ulong low);
            LimbMath.Add(words.Slice(ids[i] * limbs, limbs), low, high, 2 * own - exponent, minus: false);
        }
    }

    private void AddSigned(ReadOnlySpan<int> ids, ReadOnlySpan<long> values, int trash)
    {
        ulong most = 0;
        for (int i = 0; i < ids.Length; i++)
            most = Math.Max(most, ids[i] == trash ? 0 : (ulong)(values[i] < 0 ? -values[i] : values[i]));
        Widen(most);
        var words = _sums.Words;
        if (_sums.Limbs == 1)
        {
            ref ulong to = ref MemoryMarshal.GetReference(words);
            for (int i = 0; i < ids.Length; i++)
                Unsafe.Add(ref to, ids[i]) += (ulong)values[i];
        }
        else
        {
            ReadOnlySpan<ulong> magnitudes = MemoryMarshal.Cast<long, ulong>(values);
            for (int i = 0; i < ids.Length; i++)
                LimbMath.Add(words.Slice(ids[i] * _sums.Limbs, _sums.Limbs), magnitudes.Slice(i, 1), 0);
        }
        if (_squares is null)
            return;
        for (int i = 0; i < ids.Length; i++)
            _whole[i] = (ulong)(values[i] < 0 ? -values[i] : values[i]);
        AddSquaresOf(ids, _whole, trash);
    }

    private void AddUnsigned(ReadOnlySpan<int> ids, ReadOnlySpan<ulong> values, int trash)
    {
        ulong most = 0;
        for (int i = 0; i < ids.Length; i++)
            most = Math.Max(most, ids[i] == trash ? 0 : values[i]);
        Widen(most);
        for (int i = 0; i < ids.Length; i++)
            LimbMath.Add(_sums.Words.Slice(ids[i] * _sums.Limbs, _sums.Limbs), values[i], 0, 0, minus: false);
        if (_squares is not null)
            AddSquaresOf(ids, values, trash);
    }

    private void AddSquaresOf(ReadOnlySpan<int> ids, ReadOnlySpan<ulong> magnitudes, int trash)
    {
        int limbs = _squares!.Limbs;
        var words = _squares.Words;
        if (limbs == 1)
        {
            ref ulong to = ref MemoryMarshal.GetReference(words);
            for (int i = 0; i < ids.Length; i++)
                Unsafe.Add(ref to, ids[i]) += magnitudes[i] * magnitudes[i];
            return;
        }
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] == trash)
                continue;
            ulong high = Math.BigMul(magnitudes[i], magnitudes[i], out ulong low);
            LimbMath.Add(words.Slice(ids[i] * limbs, limbs), low, high, 0, minus: false);
        }
    }

    // Whole numbers are units of one.
    private void Widen(ulong most)
    {
        int top = 64 - BitOperations.LeadingZeroCount(most);
        if (_sums.Limbs == 0 || top > _top)
            Rescale(0, top);
    }

    private ReadOnlySpan<ulong> Unsigned(Vector vector, int rows)
    {
        if (vector.Type.Kind == LogicalKind.Unsigned)
            return MemoryMarshal.Cast<long, ulong>(vector.Longs.AsSpan(0, rows));
        for (int i = 0; i < rows; i++)
            _whole[i] = vector.Bit(i) ? 1UL : 0;
        return _whole.AsSpan(0, rows);
    }
}
