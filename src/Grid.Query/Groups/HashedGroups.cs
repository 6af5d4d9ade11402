using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Grid.Query;

/// <summary>
/// Groups by keys of any kind: an open-addressing table from the numbers that stand for keys, packed into words, to slots. Rows of other slices are passed over.
/// Once the groups weigh more than a state may, they are no longer kept, but sketched.
/// </summary>
internal sealed class HashedGroups : RowGroups
{
    private const int Ahead = 16;

    private readonly HashedKey[] _keys;
    private readonly int[] _word;
    private readonly int[] _shift;
    private readonly int _stride;
    private readonly int _slice;
    private readonly int _slices;
    private readonly long _budget;
    private readonly long _weightEach;
    private readonly ulong[] _numbers = new ulong[BatchEvaluator.BlockRows];
    private readonly ulong[] _rows;
    private readonly ulong[] _hashes = new ulong[BatchEvaluator.BlockRows];
    private readonly ulong[] _known = new ulong[Vector.Words(BatchEvaluator.BlockRows)];
    private ulong[] _places = new ulong[1024];
    private int _shiftOfPlace = 64 - 10;
    private ulong[] _slotWords;
    private long _weight;
    private int _slots = 1;

    public HashedGroups(BatchEvaluator evaluator, ExpressionGraph graph, int[] keys, int slice, int slices, long budget, long weightEach)
    {
        (_slice, _slices, _budget, _weightEach) = (slice, slices, budget, weightEach);
        _keys = Array.ConvertAll(keys, k => new HashedKey(evaluator, k, graph.Nodes[k].Type));
        (_word, _shift) = (new int[keys.Length], new int[keys.Length]);
        // Fields side by side in a word, while there is room in it.
        int word = 0, used = 0;
        for (int k = 0; k < keys.Length; k++)
        {
            if (used + _keys[k].Bits > 64)
                (word, used) = (word + 1, 0);
            (_word[k], _shift[k]) = (word, used & 63);
            used += _keys[k].Bits;
        }
        _stride = word + 1;
        _rows = new ulong[BatchEvaluator.BlockRows * _stride];
        _slotWords = new ulong[512 * _stride];
    }

    public override int Slots => _slots;

    public override int Trash => 0;

    public override (GroupKeys Keys, int[] Slots) Finish(ReadOnlySpan<long> rows)
    {
        var columns = new GroupKeyColumn[_keys.Length];
        for (int k = 0; k < columns.Length; k++)
        {
            var numbers = new ulong[_slots - 1];
            for (int slot = 1; slot < _slots; slot++)
                numbers[slot - 1] = Number(_slotWords[slot * _stride + _word[k]], k);
            columns[k] = _keys[k].Values(numbers);
        }
        return (new GroupKeys(columns), [.. Enumerable.Range(1, _slots - 1)]);
    }

    protected override void Read(BatchEvaluator evaluator, int start, Selection selection, Span<int> ids)
    {
        int rows = ids.Length;
        selection.Words[..Vector.Words(rows)].CopyTo(_known);
        _rows.AsSpan(0, rows * _stride).Clear();
        var numbers = _numbers.AsSpan(0, rows);
        for (int k = 0; k < _keys.Length; k++)
        {
            _keys[k].Read(evaluator, start, numbers, _known);
            for (int i = 0, at = _word[k]; i < rows; i++, at += _stride)
                _rows[at] |= numbers[i] << _shift[k];
        }
        if (_slices > 1)
            KeepSlice(rows);
        if (Sketch is null)
            Assign(ids);
        if (Sketch is not null)
            AddToSketch(rows);
    }

    private ulong Number(ulong word, int key) => _keys[key].Bits == 64 ? word : word >> _shift[key] & ((1UL << _keys[key].Bits) - 1);

    private void Assign(Span<int> ids)
    {
        for (int i = 0; i < ids.Length; i++)
            _hashes[i] = KeyPacking.HashOf(_rows.AsSpan(i * _stride, _stride));
        for (int i = 0; i < ids.Length; i++)
        {
            if (Sse.IsSupported && i + Ahead < ids.Length)
                Prefetch(_hashes[i + Ahead]);
            if ((_known[i >> 6] >> (i & 63) & 1) == 0)
            {
                ids[i] = 0;
                continue;
            }
            ids[i] = Find(i, _hashes[i]);
            if (Sketch is not null)
                return;
        }
    }

    private unsafe void Prefetch(ulong hash) => Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_places), (nint)(hash >> _shiftOfPlace))));

    // A place holds a slot, and above it the upper half of the words' hash.
    private int Find(int row, ulong hash)
    {
        int mask = _places.Length - 1;
        ulong tag = hash << 32;
        for (int at = (int)(hash >> _shiftOfPlace); ; at = (at + 1) & mask)
        {
            ulong place = _places[at];
            if (place == 0)
                return Add(row, tag, at);
            int slot = (int)place;
            if ((place & 0xFFFF_FFFF_0000_0000) == tag && IsSame(slot, row))
                return slot;
        }
    }

    private bool IsSame(int slot, int row)
    {
        int from = slot * _stride, to = row * _stride;
        for (int w = 0; w < _stride; w++)
        {
            if (_slotWords[from + w] != _rows[to + w])
                return false;
        }
        return true;
    }

    private int Add(int row, ulong tag, int at)
    {
        int slot = _slots++;
        if ((slot + 1) * _stride > _slotWords.Length)
            Array.Resize(ref _slotWords, _slotWords.Length * 2);
        _places[at] = tag | (uint)slot;
        _rows.AsSpan(row * _stride, _stride).CopyTo(_slotWords.AsSpan(slot * _stride));
        _weight += _weightEach + 3;
        for (int k = 0; k < _keys.Length; k++)
            _weight += _keys[k].WeightOf(Number(_rows[row * _stride + _word[k]], k));
        if (_weight > _budget && slot > 1)
            GiveUp();
        else if (_slots * 2 > _places.Length)
            Grow();
        return slot;
    }

    private void Grow()
    {
        _places = new ulong[_places.Length * 4];
        _shiftOfPlace -= 2;
        int mask = _places.Length - 1;
        for (int slot = 1; slot < _slots; slot++)
        {
            ulong hash = KeyPacking.HashOf(_slotWords.AsSpan(slot * _stride, _stride));
            int at = (int)(hash >> _shiftOfPlace);
            while (_places[at] != 0)
                at = (at + 1) & mask;
            _places[at] = hash << 32 | (uint)slot;
        }
    }

    private void GiveUp()
    {
        Sketch = GroupState.NewSketch();
        for (int slot = 1; slot < _slots; slot++)
            Sketch.Add(GroupState.SketchHash(StableHashOf(_slotWords.AsSpan(slot * _stride, _stride))));
    }

    private ulong StableHashOf(ReadOnlySpan<ulong> words)
    {
        ulong hash = 0;
        for (int k = 0; k < _keys.Length; k++)
            hash = StableHash.Combine(hash, _keys[k].HashOf(Number(words[_word[k]], k)));
        return hash;
    }

    private void KeepSlice(int rows)
    {
        for (int w = 0; w < Vector.Words(rows); w++)
        {
            for (ulong word = _known[w]; word != 0; word &= word - 1)
            {
                int bit = BitOperations.TrailingZeroCount(word);
                if (StableHash.SliceOf(StableHashOf(_rows.AsSpan(((w << 6) + bit) * _stride, _stride)), _slices) != _slice)
                    _known[w] &= ~(1UL << bit);
            }
        }
    }

    private void AddToSketch(int rows)
    {
        for (int w = 0; w < Vector.Words(rows); w++)
        {
            for (ulong word = _known[w]; word != 0; word &= word - 1)
                Sketch!.Add(GroupState.SketchHash(StableHashOf(_rows.AsSpan(((w << 6) + BitOperations.TrailingZeroCount(word)) * _stride, _stride))));
        }
    }
}
