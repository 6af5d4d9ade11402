using System.Numerics;
using System.Runtime.InteropServices;

namespace Grid.Query;

/// <summary>
/// An exact sum a group: a whole number, in two's complement of a few 64-bit limbs, of one unit that is a power of two and the same for all groups.
/// Sums of what is far beside the others, of infinities and of NaN are held apart, as <see cref="ExactSum"/>.
/// </summary>
internal sealed class GroupSums
{
    /// <summary>Limbs of a sum at most.</summary>
    public const int MostLimbs = 6;

    /// <summary>Terms at least as large as 2^this are held apart: parts of sums must not overflow.</summary>
    public const int MostExponent = 900;

    private readonly Lock _gate = new();
    private ulong[] _words;
    private Dictionary<int, ExactSum>? _apart;

    /// <summary>Makes sums of nothing.</summary>
    /// <param name="groups">How many.</param>
    /// <param name="exponent">The unit is 2 to the power of it; not below -1074.</param>
    /// <param name="limbs">Words of a sum; 0 where all are held apart.</param>
    public GroupSums(int groups, int exponent, int limbs) => (Count, Exponent, Limbs, _words) = (groups, exponent, limbs, new ulong[(long)groups * limbs]);

    public int Count { get; private set; }

    public int Exponent { get; private set; }

    public int Limbs { get; private set; }

    public Span<ulong> Words => _words;

    public long Weight => 8L * _words.Length + 120L * (_apart?.Count ?? 0);

    /// <summary>Of sums at hand.</summary>
    public static GroupSums From(IReadOnlyList<ExactSum> sums)
    {
        int unit = int.MaxValue, top = int.MinValue;
        foreach (var sum in sums.Where(s => s.IsOrdinary))
        {
            foreach (double part in sum.Parts)
            {
                var (mantissa, exponent) = LimbMath.Split(part);
                if (mantissa == 0)
                    continue;
                unit = Math.Min(unit, exponent + BitOperations.TrailingZeroCount(mantissa));
                top = Math.Max(top, exponent + 64 - BitOperations.LeadingZeroCount(mantissa));
            }
        }
        // Those of whole numbers are counted in ones.
        if (top < 64)
            unit = Math.Min(unit, 0);
        int limbs = top == int.MinValue ? 0 : (top - unit + 2 + 63) / 64;
        var all = limbs is > 0 and <= MostLimbs ? new GroupSums(sums.Count, unit, limbs) : new GroupSums(sums.Count, 0, 0);
        for (int g = 0; g < sums.Count; g++)
        {
            if (all.Limbs == 0 || !sums[g].IsOrdinary)
            {
                if (!sums[g].IsOrdinary || !sums[g].Parts.IsEmpty)
                    all.Apart(g).Add(sums[g]);
                continue;
            }
            foreach (double part in sums[g].Parts)
                all.Add(g, part);
        }
        all.Tighten();
        return all;
    }

    /// <summary>Of whole numbers.</summary>
    public static GroupSums From(ReadOnlySpan<long> sums)
    {
        if (!sums.ContainsAnyExcept(0L))
            return new GroupSums(sums.Length, 0, 0);
        var all = new GroupSums(sums.Length, 0, 1);
        MemoryMarshal.Cast<long, ulong>(sums).CopyTo(all._words);
        return all;
    }

    /// <summary>Makes room for more groups.</summary>
    public void Grow(int groups)
    {
        if (groups <= Count)
            return;
        Count = Math.Max(groups, 2 * Count);
        Array.Resize(ref _words, checked(Count * Limbs));
    }

    /// <summary>Whether no term of any group was infinite or NaN.</summary>
    public bool IsFinite => _apart is null || _apart.Values.All(sum => sum.IsFinite);

    /// <summary>Goes to another unit, no coarser than before, and another number of limbs, which must hold the sums.</summary>
    public void Rescale(int exponent, int limbs)
    {
        if (exponent == Exponent && limbs == Limbs)
            return;
        var finer = new GroupSums(Count, exponent, limbs);
        for (int g = 0; g < Count && Limbs > 0; g++)
            LimbMath.Add(finer._words.AsSpan(g * limbs, limbs), _words.AsSpan(g * Limbs, Limbs), Exponent - exponent);
        (_words, Exponent, Limbs) = (finer._words, exponent, limbs);
    }

    /// <summary>What is held apart of a group, for adding to it.</summary>
    public ExactSum Apart(int group)
    {
        lock (_gate)
        {
            _apart ??= [];
            if (!_apart.TryGetValue(group, out var sum))
                _apart.Add(group, sum = new ExactSum());
            return sum;
        }
    }

    /// <summary>Adds a number that is a multiple of the unit and goes into the limbs.</summary>
    public void Add(int group, double value)
    {
        if (value != 0)
            LimbMath.Add(_words.AsSpan(group * Limbs, Limbs), value, Exponent);
    }

    /// <summary>Adds a group's sum to another.</summary>
    public void AddTo(ExactSum sum, int group)
    {
        if (Limbs > 0)
            LimbMath.AddTo(sum, _words.AsSpan(group * Limbs, Limbs), Exponent);
        if (_apart is not null && _apart.TryGetValue(group, out var apart))
            sum.Add(apart);
    }

    /// <summary>The sum of a group as a number of units, where it is one of 128 bits.</summary>
    public bool TryUnits(int group, out Int128 units)
    {
        units = 0;
        if (_apart is not null && _apart.ContainsKey(group) || Limbs > 2)
            return false;
        if (Limbs == 1)
            units = (long)_words[group];
        else if (Limbs == 2)
            units = new Int128(_words[2 * group + 1], _words[2 * group]);
        return true;
    }

    /// <summary>The sums of some groups.</summary>
    public GroupSums Take(ReadOnlySpan<int> groups)
    {
        var taken = new GroupSums(groups.Length, Exponent, Limbs);
        // A slot that nothing was added to may be past the end.
        for (int i = 0; i < groups.Length && Limbs == 1; i++)
            taken._words[i] = groups[i] < Count ? _words[groups[i]] : 0;
        for (int i = 0; i < groups.Length && Limbs == 2; i++)
            (taken._words[2 * i], taken._words[2 * i + 1]) = groups[i] < Count ? (_words[2 * groups[i]], _words[2 * groups[i] + 1]) : (0, 0);
        for (int i = 0; i < groups.Length && Limbs > 2; i++)
        {
            if (groups[i] < Count)
                _words.AsSpan(groups[i] * Limbs, Limbs).CopyTo(taken._words.AsSpan(i * Limbs));
        }
        for (int i = 0; i < groups.Length && _apart is not null; i++)
        {
            if (_apart.TryGetValue(groups[i], out var apart))
                taken.Apart(i).Add(apart);
        }
        taken.Tighten();
        return taken;
    }

    /// <summary>Room for the sums of some states, merged.</summary>
    public static GroupSums Room(IReadOnlyList<GroupSums> from, int groups)
    {
        var some = from.Where(s => s.Limbs > 0 && s.Count > 0).ToList();
        if (some.Count == 0)
            return new GroupSums(groups, 0, 0);
        int exponent = some.Min(s => s.Exponent);
        int bits = some.Max(s => s.Bits() + s.Exponent - exponent) + 33 - BitOperations.LeadingZeroCount((uint)from.Count);
        int limbs = (bits + 63) / 64;
        return limbs <= MostLimbs ? new GroupSums(groups, exponent, limbs) : new GroupSums(groups, 0, 0);
    }

    /// <summary>Adds sums of another state, from one on, to groups of this one. Different groups may be added to at once.</summary>
    public void Take(GroupSums from, int start, ReadOnlySpan<int> slots)
    {
        if (Limbs > 0 && from.Limbs > 0)
            Add(from, start, slots);
        if (from._apart is null && (Limbs > 0 || from.Limbs == 0))
            return;
        for (int i = 0; i < slots.Length; i++)
        {
            if (Limbs == 0)
                from.AddTo(Apart(slots[i]), start + i);
            else if (from._apart!.TryGetValue(start + i, out var apart))
                Apart(slots[i]).Add(apart);
        }
    }

    private void Add(GroupSums from, int start, ReadOnlySpan<int> slots)
    {
        int shift = from.Exponent - Exponent, own = from.Limbs;
        var words = from._words.AsSpan(start * own, slots.Length * own);
        if (Limbs == 1 && own == 1)
        {
            for (int i = 0; i < slots.Length; i++)
                _words[slots[i]] += words[i] << shift;
        }
        else if (Limbs == 2 && shift < 64)
        {
            for (int i = 0; i < slots.Length; i++)
            {
                ulong low = words[own * i], high = own == 2 ? words[2 * i + 1] : (ulong)((long)low >> 63);
                if (shift > 0)
                    (low, high) = (low << shift, high << shift | low >> (64 - shift));
                int at = 2 * slots[i];
                ulong sum = _words[at] + low;
                _words[at + 1] += high + (sum < low ? 1UL : 0);
                _words[at] = sum;
            }
        }
        else
        {
            for (int i = 0; i < slots.Length; i++)
                LimbMath.Add(_words.AsSpan(slots[i] * Limbs, Limbs), words.Slice(i * own, own), shift);
        }
    }

    /// <summary>Does with as few limbs as hold the sums.</summary>
    public void Tighten()
    {
        int limbs = Limbs == 0 ? 0 : Math.Max(1, (Bits() + 63) / 64);
        if (limbs < Limbs)
            Rescale(Exponent, limbs);
    }

    public void Write(ByteWriter writer)
    {
        writer.Signed(Exponent);
        writer.Count(Limbs);
        for (int g = 0; g < Count; g++)
        {
            if (Limbs == 1)
                writer.Signed((long)_words[g]);
            else if (Limbs > 1)
                writer.Bytes(LimbMath.Bytes(_words.AsSpan(g * Limbs, Limbs)));
        }
        writer.Count(_apart?.Count ?? 0);
        foreach (var (group, sum) in (_apart ?? []).OrderBy(a => a.Key))
        {
            writer.Count(group);
            sum.Write(writer);
        }
    }

    public static GroupSums Read(ref ByteReader reader, int groups)
    {
        long exponent = reader.Signed();
        if (exponent is < -1074 or > MostExponent)
            throw reader.Corrupt($"{exponent} is no exponent of a sum");
        var sums = new GroupSums(groups, (int)exponent, reader.Within(0, MostLimbs));
        for (int g = 0; g < groups; g++)
        {
            if (sums.Limbs == 1)
                sums._words[g] = (ulong)reader.Signed();
            else if (sums.Limbs > 1 && !LimbMath.TryRead(reader.Bytes(), sums._words.AsSpan(g * sums.Limbs, sums.Limbs)))
                throw reader.Corrupt("a sum has too many bytes");
        }
        for (int left = reader.Count(3); left > 0; left--)
        {
            int group = reader.Within(0, groups - 1);
            sums._apart ??= [];
            if (!sums._apart.TryAdd(group, ExactSum.Read(ref reader)))
                throw reader.Corrupt("a group has two sums");
        }
        return sums;
    }

    // Bits that hold each of the sums, its sign among them.
    private int Bits()
    {
        if (Limbs is 1 or 2)
        {
            // What differs from the sign in any of the sums.
            ulong low = 0, high = 0;
            for (int at = 0; at < _words.Length; at += Limbs)
            {
                ulong top = _words[at + Limbs - 1], sign = (ulong)((long)top >> 63);
                low |= _words[at] ^ sign;
                high |= top ^ sign;
            }
            return Limbs == 2 && high != 0 ? 129 - BitOperations.LeadingZeroCount(high) : 65 - BitOperations.LeadingZeroCount(low);
        }
        int most = 0;
        for (int g = 0; g < Count; g++)
            most = Math.Max(most, LimbMath.Bits(_words.AsSpan(g * Limbs, Limbs)));
        return most;
    }
}
