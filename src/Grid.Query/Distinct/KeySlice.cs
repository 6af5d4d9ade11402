using System.Numerics;

namespace Grid.Query;

/// <summary>
/// The distinct keys of a slice, as their hashes in ascending order: <see cref="StableHash"/> of a key is a bijection, so that hashes are as many as keys,
/// and being spread evenly they come out of their table nearly sorted.
/// </summary>
internal sealed class KeySlice : DistinctSet
{
    private readonly ulong[] _hashes;

    private KeySlice(ulong[] hashes) => _hashes = hashes;

    public override long Count => _hashes.Length;

    public override long Weight => 8L * _hashes.Length;

    public override void Write(ByteWriter writer)
    {
        writer.Byte(Keys);
        writer.Words(_hashes);
    }

    public static KeySlice ReadKeys(ref ByteReader reader)
    {
        ulong[] hashes = reader.Words();
        for (int i = 1; i < hashes.Length; i++)
        {
            if (hashes[i - 1] >= hashes[i])
                throw reader.Corrupt("hashes of keys do not ascend");
        }
        return new KeySlice(hashes);
    }

    private protected override DistinctSet Union(DistinctSet next)
    {
        if (next is not KeySlice other)
            throw FromAnotherLook();
        ulong[] left = _hashes, right = other._hashes, both = new ulong[left.Length + right.Length];
        int i = 0, j = 0, n = 0;
        while (i < left.Length && j < right.Length)
        {
            ulong a = left[i], b = right[j];
            both[n++] = Math.Min(a, b);
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }
        left.AsSpan(i).CopyTo(both.AsSpan(n));
        n += left.Length - i;
        right.AsSpan(j).CopyTo(both.AsSpan(n));
        n += right.Length - j;
        return new KeySlice(n == both.Length ? both : both.AsSpan(0, n).ToArray());
    }

    /// <summary>Gathers the keys of one partition that fall into a slice, in an open-addressing table ordered by hash.</summary>
    public sealed class Collector(int slice, int slices)
    {
        // What is pushed past the end of the table has some room there, so that nothing goes round to its start.
        private const int Tail = 256;

        private int _size = 1 << 10;
        private ulong[] _table = new ulong[(1 << 10) + Tail];
        private int _count;
        private bool _hasZero;
        private bool _isOverfull;

        public void Add(ReadOnlySpan<ulong> keys)
        {
            if (_isOverfull)
                return;
            foreach (ulong key in keys)
            {
                ulong hash = StableHash.Of(key);
                ulong high = Math.BigMul(hash, (ulong)slices, out ulong place);
                if (high == (ulong)slice)
                    Insert(hash, place);
            }
            if (_count > 2 * Budget / 8)
                (_isOverfull, _table) = (true, []);
        }

        public DistinctSet ToSet()
        {
            if (_isOverfull)
                return OverfullSet.Instance;
            var hashes = new ulong[_count];
            int n = 0;
            if (_hasZero)
                hashes[n++] = 0;
            foreach (ulong hash in _table)
            {
                if (hash == 0)
                    continue;
                // Neighbours may be out of order, by a few places.
                int at = n++;
                for (; at > 0 && hashes[at - 1] > hash; at--)
                    hashes[at] = hashes[at - 1];
                hashes[at] = hash;
            }
            return new KeySlice(hashes);
        }

        // Zero stands for an empty place; the hash zero is remembered apart.
        private void Insert(ulong hash, ulong place)
        {
            if (hash == 0)
            {
                _count += _hasZero ? 0 : 1;
                _hasZero = true;
                return;
            }
            if (Put(hash, place))
                _count++;
            if (2 * _count > _size)
                Grow();
        }

        private bool Put(ulong hash, ulong place)
        {
            for (int at = (int)(place >> (64 - BitOperations.Log2((uint)_size))); ; at++)
            {
                if (at == _table.Length)
                {
                    Grow();
                    return Put(hash, place);
                }
                ulong there = _table[at];
                if (there == hash)
                    return false;
                if (there != 0)
                    continue;
                _table[at] = hash;
                return true;
            }
        }

        private void Grow()
        {
            var before = _table;
            _size *= 4;
            _table = new ulong[_size + Tail];
            foreach (ulong hash in before)
            {
                if (hash == 0)
                    continue;
                Math.BigMul(hash, (ulong)slices, out ulong place);
                Put(hash, place);
            }
        }
    }
}
