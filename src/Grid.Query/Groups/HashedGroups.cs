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
    private const int LeastPlaces = 1024;
    private const int MostSpare = 1 << 19;

    // Memory that is new has to be cleared by the system, page by page: a thread keeps its table for the next batch.
    [ThreadStatic]
    private static ulong[]? _spare;

    private readonly HashedKey[] _keys;
    private readonly bool[] _isText;
    private readonly int[] _word;
    private readonly int[] _shift;
    private readonly int _stride;
    private readonly int _slice;
    private readonly int _slices;
    private readonly long _budget;
    private readonly long _weightEach;
    private readonly ulong[] _numbers = new ulong[BatchEvaluator.BlockRows];
    private readonly ulong[] _seconds = new ulong[BatchEvaluator.BlockRows];
    private readonly ulong[] _rows;
    private readonly ulong[] _hashes = new ulong[BatchEvaluator.BlockRows];
    private readonly ulong[] _known = new ulong[Vector.Words(BatchEvaluator.BlockRows)];
    private ulong[] _places = [];
    private int _placeCount;
    private int _shiftOfPlace;
    private ulong[] _slotWords;
    private long _weight;
    private int _slots = 1;

    public HashedGroups(HashedKey[] keys, int slice, int slices, long budget, long weightEach)
    {
        (_keys, _slice, _slices, _budget) = (keys, slice, slices, budget);
        _isText = Array.ConvertAll(keys, k => k.IsText);
        _weightEach = weightEach + 3 + 9 * _isText.Count(t => !t);
        (_word, _shift) = (new int[keys.Length], new int[keys.Length]);
        // Fields side by side in a word, while there is room in it; pairs, which take two words, behind all others.
        int word = 0, used = 0;
        foreach (int k in Enumerable.Range(0, keys.Length).OrderBy(k => _keys[k].IsPair))
        {
            if (used + _keys[k].Bits > 64)
                (word, used) = (word + 1, 0);
            (_word[k], _shift[k]) = (word, used & 63);
            used += _keys[k].Bits;
            if (_keys[k].IsPair)
                (word, used) = (word + 1, 64);
        }
        _stride = word + 1;
        _rows = new ulong[BatchEvaluator.BlockRows * _stride];
        _slotWords = new ulong[512 * _stride];
        TakePlaces(LeastPlaces);
    }

    public override int Slots => _slots;

    public override int Trash => 0;

    public override (GroupKeys Keys, int[] Slots, int[]? Starts) Finish(ReadOnlySpan<long> rows)
    {
        var slots = new int[_slots - 1];
        int[]? starts = null;
        for (int i = 0; i < slots.Length; i++)
            slots[i] = i + 1;
        if (slots.Length > GroupShards.FewGroups)
        {
            var hashes = new ulong[slots.Length];
            for (int i = 0; i < hashes.Length; i++)
                hashes[i] = StableHashOf(_slotWords.AsSpan((i + 1) * _stride, _stride));
            (int[] order, starts) = GroupShards.Of(hashes);
            slots = Array.ConvertAll(order, i => i + 1);
        }
        var columns = new GroupKeyColumn[_keys.Length];
        for (int k = 0; k < columns.Length; k++)
        {
            ulong[] numbers = new ulong[slots.Length], seconds = _keys[k].IsPair ? new ulong[slots.Length] : [];
            ulong mask = _keys[k].Bits == 64 ? ulong.MaxValue : (1UL << _keys[k].Bits) - 1;
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = _slotWords[slots[i] * _stride + _word[k]] >> _shift[k] & mask;
            for (int i = 0; i < seconds.Length; i++)
                seconds[i] = _slotWords[slots[i] * _stride + _word[k] + 1];
            columns[k] = _keys[k].Values(numbers, seconds, areDistinct: _keys.Length == 1);
        }
        if (_places.Length <= MostSpare)
            _spare = _places;
        return (new GroupKeys(columns), slots, starts);
    }

    protected override void Read(BatchEvaluator evaluator, int start, Selection selection, Span<int> ids)
    {
        int rows = ids.Length;
        selection.Words[..Vector.Words(rows)].CopyTo(_known);
        _rows.AsSpan(0, rows * _stride).Clear();
        var numbers = _numbers.AsSpan(0, rows);
        for (int k = 0; k < _keys.Length; k++)
        {
            _keys[k].Read(evaluator, start, numbers, _seconds.AsSpan(0, rows), _known);
            for (int i = 0, at = _word[k]; i < rows; i++, at += _stride)
                _rows[at] |= numbers[i] << _shift[k];
            for (int i = 0, at = _word[k] + 1; i < rows && _keys[k].IsPair; i++, at += _stride)
                _rows[at] = _seconds[i];
        }
        if (_slices > 1)
            KeepSlice(rows);
        if (Sketch is null)
            Assign(ids);
        if (Sketch is not null)
            AddToSketch(rows);
    }

    private ulong Number(ReadOnlySpan<ulong> words, int key)
    {
        ulong word = words[_word[key]];
        return _keys[key].Bits == 64 ? word : word >> _shift[key] & ((1UL << _keys[key].Bits) - 1);
    }

    private ulong Second(ReadOnlySpan<ulong> words, int key) => _keys[key].IsPair ? words[_word[key] + 1] : 0;

    // Places that are empty.
    private void TakePlaces(int count)
    {
        (_placeCount, _shiftOfPlace) = (count, 64 - BitOperations.Log2((uint)count));
        if (_spare is { } spare && spare.Length >= count)
            (_places, _spare) = (spare, null);
        else if (_places.Length < count)
            _places = new ulong[count];
        _places.AsSpan(0, count).Clear();
    }

    private void Assign(Span<int> ids)
    {
        for (int i = 0; i < ids.Length; i++)
            _hashes[i] = _stride == 1 ? KeyPacking.HashOf(_rows[i]) : KeyPacking.HashOf(_rows.AsSpan(i * _stride, _stride));
        for (int i = 0; i < ids.Length; i++)
        {
            if (Sse.IsSupported && i + Ahead < ids.Length)
                Prefetch(_hashes[i + Ahead]);
            if ((_known[i >> 6] >> (i & 63) & 1) == 0)
            {
                ids[i] = 0;
                continue;
            }
            ids[i] = _stride == 1 ? FindWord(i, _rows[i], _hashes[i]) : Find(i, _hashes[i]);
            if (Sketch is not null)
                return;
        }
    }

    private int FindWord(int row, ulong word, ulong hash)
    {
        ref ulong places = ref MemoryMarshal.GetArrayDataReference(_places);
        ref ulong words = ref MemoryMarshal.GetArrayDataReference(_slotWords);
        int mask = _placeCount - 1;
        for (int at = (int)(hash >> _shiftOfPlace); ; at = (at + 1) & mask)
        {
            ulong place = Unsafe.Add(ref places, at);
            if (place == 0)
                return Add(row, hash << 32, at);
            if ((uint)(place >> 32) == (uint)hash && Unsafe.Add(ref words, (int)place) == word)
                return (int)place;
        }
    }

    private unsafe void Prefetch(ulong hash) => Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_places), (nint)(hash >> _shiftOfPlace))));

    // A place holds a slot, and above it the upper half of the words' hash.
    private int Find(int row, ulong hash)
    {
        int mask = _placeCount - 1;
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
        _weight += _weightEach;
        var words = _rows.AsSpan(row * _stride, _stride);
        for (int k = 0; k < _keys.Length; k++)
            _weight += !_isText[k] ? 0 : _keys[k].WeightOf(Number(words, k), Second(words, k));
        if (_weight > _budget && slot > 1)
            GiveUp();
        else if (_slots * 2 > _placeCount)
            Grow();
        return slot;
    }

    private void Grow()
    {
        TakePlaces(_placeCount * 4);
        int mask = _placeCount - 1;
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
            hash = StableHash.Combine(hash, _keys[k].HashOf(Number(words, k), Second(words, k)));
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
