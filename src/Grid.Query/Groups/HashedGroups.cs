using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Groups by keys of any kind: an open-addressing table from the numbers that stand for keys to slots. Rows of other slices are passed over.
/// Once the groups weigh more than a state may, they are no longer kept, but sketched.
/// </summary>
internal sealed class HashedGroups : RowGroups
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly HashedKey[] _keys;
    private readonly bool[] _isText;
    private readonly int _slice;
    private readonly int _slices;
    private readonly long _weightEach;
    private readonly ulong[][] _numbers;
    private readonly ulong[] _hashes = new ulong[BatchEvaluator.BlockRows];
    private readonly ulong[] _known = new ulong[Vector.Words(BatchEvaluator.BlockRows)];
    private int[] _table = new int[1024];
    private ulong[] _slotHashes = new ulong[512];
    private ulong[] _slotNumbers;
    private long _weight;
    private int _slots = 1;

    public HashedGroups(BatchEvaluator evaluator, ExpressionGraph graph, int[] keys, int slice, int slices, long weightEach)
    {
        (_slice, _slices, _weightEach) = (slice, slices, weightEach);
        _keys = Array.ConvertAll(keys, k => new HashedKey(evaluator, k));
        _isText = Array.ConvertAll(keys, k => graph.Nodes[k].Type.Id == TypeId.Utf8);
        _numbers = Array.ConvertAll(keys, _ => new ulong[BatchEvaluator.BlockRows]);
        _slotNumbers = new ulong[512 * keys.Length];
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
                numbers[slot - 1] = _slotNumbers[slot * _keys.Length + k];
            columns[k] = _keys[k].Values(numbers, _isText[k]);
        }
        var keys = new GroupKeys(columns);
        var order = keys.Order();
        return (keys.Take(order), Array.ConvertAll(order, i => i + 1));
    }

    protected override void Read(BatchEvaluator evaluator, int start, Selection selection, Span<int> ids)
    {
        int rows = ids.Length;
        selection.Words[..Vector.Words(rows)].CopyTo(_known);
        for (int k = 0; k < _keys.Length; k++)
            _keys[k].Read(evaluator, start, _numbers[k].AsSpan(0, rows), _known);
        if (_slices > 1)
            KeepSlice(rows);
        if (Sketch is null)
            Assign(ids);
        if (Sketch is not null)
            AddToSketch(rows);
    }

    private void Assign(Span<int> ids)
    {
        Fold(ids.Length);
        ulong lastHash = 0;
        int last = 0;
        bool hashIsKey = _keys.Length == 1;
        for (int i = 0; i < ids.Length; i++)
        {
            if ((_known[i >> 6] >> (i & 63) & 1) == 0)
            {
                ids[i] = 0;
                continue;
            }
            ulong hash = _hashes[i];
            // Rows of one group often follow each other.
            if (last == 0 || hash != lastHash || !(hashIsKey || IsSame(last, i)))
                (lastHash, last) = (hash, Find(i, hash, hashIsKey));
            ids[i] = last;
            if (Sketch is not null)
                return;
        }
    }

    // The hash of a single number is itself; the table's place is taken from a product.
    private void Fold(int rows)
    {
        _numbers[0].AsSpan(0, rows).CopyTo(_hashes);
        for (int k = 1; k < _numbers.Length; k++)
        {
            for (int i = 0; i < rows; i++)
                _hashes[i] = BitOperations.RotateLeft(_hashes[i] * Golden, 29) ^ _numbers[k][i];
        }
    }

    private int Find(int row, ulong hash, bool hashIsKey)
    {
        int mask = _table.Length - 1;
        for (int at = Place(hash); ; at = (at + 1) & mask)
        {
            int slot = _table[at];
            if (slot == 0)
                return Add(row, hash, at);
            if (_slotHashes[slot] == hash && (hashIsKey || IsSame(slot, row)))
                return slot;
        }
    }

    private int Place(ulong hash) => (int)(hash * Golden >> (64 - BitOperations.Log2((uint)_table.Length)));

    private bool IsSame(int slot, int row)
    {
        for (int k = 0; k < _numbers.Length; k++)
        {
            if (_slotNumbers[slot * _numbers.Length + k] != _numbers[k][row])
                return false;
        }
        return true;
    }

    private int Add(int row, ulong hash, int at)
    {
        int slot = _slots++;
        if (slot == _slotHashes.Length)
        {
            Array.Resize(ref _slotHashes, slot * 2);
            Array.Resize(ref _slotNumbers, slot * 2 * _numbers.Length);
        }
        _table[at] = slot;
        _slotHashes[slot] = hash;
        _weight += _weightEach + 3;
        for (int k = 0; k < _numbers.Length; k++)
        {
            _slotNumbers[slot * _numbers.Length + k] = _numbers[k][row];
            _weight += _keys[k].WeightOf(_numbers[k][row]);
        }
        if (_weight > GroupLimits.Budget && slot > 1)
            GiveUp();
        else if (_slots * 2 > _table.Length)
            Grow();
        return slot;
    }

    private void Grow()
    {
        _table = new int[_table.Length * 4];
        int mask = _table.Length - 1;
        for (int slot = 1; slot < _slots; slot++)
        {
            int at = Place(_slotHashes[slot]);
            while (_table[at] != 0)
                at = (at + 1) & mask;
            _table[at] = slot;
        }
    }

    private void GiveUp()
    {
        Sketch = GroupState.NewSketch();
        for (int slot = 1; slot < _slots; slot++)
        {
            ulong hash = 0;
            for (int k = 0; k < _keys.Length; k++)
                hash = StableHash.Combine(hash, _keys[k].HashOf(_slotNumbers[slot * _keys.Length + k]));
            Sketch.Add(GroupState.SketchHash(hash));
        }
    }

    private ulong StableHashOf(int row)
    {
        ulong hash = 0;
        for (int k = 0; k < _keys.Length; k++)
            hash = StableHash.Combine(hash, _keys[k].HashOf(_numbers[k][row]));
        return hash;
    }

    private void KeepSlice(int rows)
    {
        for (int w = 0; w < Vector.Words(rows); w++)
        {
            for (ulong word = _known[w]; word != 0; word &= word - 1)
            {
                int bit = BitOperations.TrailingZeroCount(word);
                if (StableHash.SliceOf(StableHashOf((w << 6) + bit), _slices) != _slice)
                    _known[w] &= ~(1UL << bit);
            }
        }
    }

    private void AddToSketch(int rows)
    {
        for (int w = 0; w < Vector.Words(rows); w++)
        {
            for (ulong word = _known[w]; word != 0; word &= word - 1)
                Sketch!.Add(GroupState.SketchHash(StableHashOf((w << 6) + BitOperations.TrailingZeroCount(word))));
        }
    }
}
