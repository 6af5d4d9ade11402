using System.Numerics;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Distinct keys of rows, each of one or several values, in the order in which they are first seen. Not thread-safe.</summary>
/// <param name="types">The types under which keys are compared.</param>
internal sealed class KeySet(IReadOnlyList<LogicalType> types)
{
    private const int LeastSlots = 1 << 10;

    private readonly KeyHashes _reader = new(types);
    private readonly TextInterner?[] _texts = [.. types.Select(type => type.Kind == LogicalKind.Text ? new TextInterner() : null)];
    private readonly long[][] _block = [.. types.Select(_ => new long[BatchEvaluator.BlockRows])];
    private readonly List<long>[] _words = [.. types.Select(_ => new List<long>())];
    private readonly List<ulong> _hashes = [];
    private int[] _slots = new int[LeastSlots];

    /// <summary>The hash of each key.</summary>
    public IReadOnlyList<ulong> Hashes => _hashes;

    /// <summary>Takes the keys of a block's rows.</summary>
    /// <param name="keys">Gives the values of a key.</param>
    /// <param name="count">How many rows the block has.</param>
    /// <param name="kept">Which of them count, a bit a row.</param>
    public void Add(Func<int, Vector> keys, int count, ReadOnlySpan<ulong> kept)
    {
        _reader.Begin(count);
        for (int k = 0; k < types.Count; k++)
        {
            var values = keys(k);
            var words = _reader.Add(k, values, count);
            words.CopyTo(_block[k]);
            for (int i = 0; _texts[k] is { } texts && i < count; i++)
            {
                if (IsSet(kept, i) && IsSet(_reader.Present, i))
                    _block[k][i] = texts.Intern(values.TextAt(i));
            }
        }
        for (int i = 0; i < count; i++)
        {
            if (IsSet(kept, i) && IsSet(_reader.Present, i))
                Add(_reader.Values[i], i);
        }
    }

    /// <summary>Some of the keys as columns of the types under which they are compared.</summary>
    /// <param name="keys">Which.</param>
    /// <param name="names">The names of the columns.</param>
    public RecordBatch Take(ReadOnlySpan<int> keys, IReadOnlyList<string> names)
    {
        var columns = new Column[types.Count];
        for (int k = 0; k < columns.Length; k++)
        {
            var words = new long[keys.Length];
            for (int i = 0; i < words.Length; i++)
                words[i] = _words[k][keys[i]];
            columns[k] = ToColumn(k, words);
        }
        return new RecordBatch(new Schema(columns.Select((column, k) => new Field(names[k], column.Type))), columns, keys.Length);
    }

    /// <summary>About how many bytes a key takes.</summary>
    public int BytesOf(int key)
    {
        int bytes = sizeof(long) * types.Count;
        for (int k = 0; k < types.Count; k++)
            bytes += _texts[k]?.Texts.Text((int)_words[k][key]).Length ?? 0;
        return bytes;
    }

    private static bool IsSet(ReadOnlySpan<ulong> bits, int i) => (bits[i >> 6] >> (i & 63) & 1) != 0;

    private void Add(ulong hash, int row)
    {
        int mask = _slots.Length - 1;
        int at = (int)hash & mask;
        for (; _slots[at] != 0; at = (at + 1) & mask)
        {
            if (_hashes[_slots[at] - 1] == hash && IsSame(_slots[at] - 1, row))
                return;
        }
        for (int k = 0; k < types.Count; k++)
            _words[k].Add(_block[k][row]);
        _hashes.Add(hash);
        _slots[at] = _hashes.Count;
        if (2 * _hashes.Count > _slots.Length)
            Grow();
    }

    private bool IsSame(int key, int row)
    {
        for (int k = 0; k < types.Count; k++)
        {
            if (_words[k][key] != _block[k][row])
                return false;
        }
        return true;
    }

    private void Grow()
    {
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)_slots.Length + 1) * 2];
        int mask = _slots.Length - 1;
        for (int key = 0; key < _hashes.Count; key++)
        {
            int at = (int)_hashes[key] & mask;
            while (_slots[at] != 0)
                at = (at + 1) & mask;
            _slots[at] = key + 1;
        }
    }

    private Column ToColumn(int key, long[] words)
    {
        var type = types[key].Storage;
        switch (types[key].Kind)
        {
            case LogicalKind.Text:
                var texts = _texts[key]!.Texts.Take([.. words.Select(word => (int)word)]);
                int[] offsets = [0, .. texts.Ends];
                return new Utf8Column(MemoryMarshal.AsBytes(offsets.AsSpan()).ToArray(), texts.Bytes.ToArray());
            case LogicalKind.Bool:
                return new BoolColumn(Bitmap.From([.. words.Select(word => word != 0)]));
            case LogicalKind.Date:
                return ColumnFactory.Primitive<int>(type, [.. words.Select(word => (int)word)]);
            case LogicalKind.Real:
                return ColumnFactory.Primitive<double>(type, MemoryMarshal.Cast<long, double>(words.AsSpan()));
            case LogicalKind.Unsigned:
                return ColumnFactory.Primitive<ulong>(type, MemoryMarshal.Cast<long, ulong>(words.AsSpan()));
            default:
                return ColumnFactory.Primitive<long>(type, words.AsSpan());
        }
    }
}
