namespace Grid.Query;

/// <summary>The distinct texts of a slice, one after the other in one array, in order of their hashes; of equal hashes, in order of their bytes.</summary>
internal sealed class TextSlice : DistinctSet
{
    private readonly ulong[] _hashes;
    private readonly int[] _ends;
    private readonly byte[] _bytes;

    private TextSlice(ulong[] hashes, int[] ends, byte[] bytes) => (_hashes, _ends, _bytes) = (hashes, ends, bytes);

    public override long Count => _hashes.Length;

    public override long Weight => WeightOf(_hashes.Length, _bytes.Length);

    public override void Write(ByteWriter writer)
    {
        writer.Byte(Texts);
        writer.Count(_hashes.Length);
        for (int i = 0; i < _hashes.Length; i++)
            writer.Bytes(Text(i));
    }

    public static TextSlice ReadTexts(ref ByteReader reader)
    {
        var texts = new TextArena();
        for (int left = reader.Count(); left > 0; left--)
        {
            byte[] text = reader.Bytes();
            texts.Append(text, StableHash.Of(text));
        }
        var read = new TextSlice(texts.Hashes.ToArray(), texts.Ends.ToArray(), texts.Bytes.ToArray());
        for (int i = 1; i < read._hashes.Length; i++)
        {
            if (Compare(read, i - 1, read, i) >= 0)
                throw reader.Corrupt("texts do not ascend by their hashes");
        }
        return read;
    }

    private protected override DistinctSet Union(DistinctSet next)
    {
        if (next is not TextSlice other)
            throw FromAnotherLook();
        var both = new TextArena(_hashes.Length + other._hashes.Length, _bytes.Length + other._bytes.Length);
        for (int i = 0, j = 0; i < _hashes.Length || j < other._hashes.Length;)
        {
            int order = i == _hashes.Length ? 1 : j == other._hashes.Length ? -1 : Compare(this, i, other, j);
            if (order <= 0)
                both.Append(Text(i), _hashes[i]);
            else
                both.Append(other.Text(j), other._hashes[j]);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return new TextSlice(both.Hashes.ToArray(), both.Ends.ToArray(), both.Bytes.ToArray());
    }

    private static long WeightOf(long texts, long bytes) => 12 * texts + bytes;

    private ReadOnlySpan<byte> Text(int i) => _bytes.AsSpan()[(i == 0 ? 0 : _ends[i - 1]).._ends[i]];

    private static int Compare(TextSlice left, int i, TextSlice right, int j)
    {
        int order = left._hashes[i].CompareTo(right._hashes[j]);
        return order != 0 ? order : left.Text(i).SequenceCompareTo(right.Text(j));
    }

    /// <summary>Gathers the texts of one partition that fall into a slice.</summary>
    public sealed class Collector(int slice, int slices)
    {
        private readonly TextArena _texts = new();
        private int[] _table = new int[1 << 10];
        private bool _isOverfull;

        public void Add(ReadOnlySpan<byte> text)
        {
            ulong hash = StableHash.Of(text);
            if (_isOverfull || StableHash.SliceOf(hash, slices) != slice)
                return;
            // The low bits: the high ones have much in common within a slice.
            for (int at = (int)hash & (_table.Length - 1); ; at = (at + 1) & (_table.Length - 1))
            {
                int known = _table[at] - 1;
                if (known < 0)
                {
                    _table[at] = _texts.Append(text, hash) + 1;
                    break;
                }
                if (_texts.Hashes[known] == hash && _texts.Text(known).SequenceEqual(text))
                    return;
            }
            if (2 * _texts.Count > _table.Length)
                Grow();
            _isOverfull = WeightOf(_texts.Count, _texts.Bytes.Length) > 2 * Budget && _texts.Count > 1;
        }

        public DistinctSet ToSet()
        {
            if (_isOverfull)
                return OverfullSet.Instance;
            ulong[] hashes = _texts.Hashes.ToArray();
            int[] order = [.. Enumerable.Range(0, hashes.Length)];
            Array.Sort(hashes, order);
            SortEqualHashes(hashes, order);
            var sorted = new TextArena(order.Length, _texts.Bytes.Length);
            for (int i = 0; i < order.Length; i++)
                sorted.Append(_texts.Text(order[i]), hashes[i]);
            return new TextSlice(hashes, sorted.Ends.ToArray(), sorted.Bytes.ToArray());
        }

        private void SortEqualHashes(ulong[] hashes, int[] order)
        {
            for (int from = 0, to; from < hashes.Length; from = to)
            {
                for (to = from + 1; to < hashes.Length && hashes[to] == hashes[from];)
                    to++;
                if (to > from + 1)
                    order.AsSpan(from, to - from).Sort((a, b) => _texts.Text(a).SequenceCompareTo(_texts.Text(b)));
            }
        }

        private void Grow()
        {
            _table = new int[_table.Length * 4];
            for (int i = 0; i < _texts.Count; i++)
            {
                int at = (int)_texts.Hashes[i] & (_table.Length - 1);
                while (_table[at] != 0)
                    at = (at + 1) & (_table.Length - 1);
                _table[at] = i + 1;
            }
        }
    }
}
