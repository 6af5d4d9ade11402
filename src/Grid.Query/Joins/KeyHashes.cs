using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Hashes of the keys of a block's rows, the same in every process and on both sides of a join for keys that are equal. They decide which share of the other side a key
/// belongs to. Not thread-safe.
/// </summary>
/// <param name="types">The types under which keys are compared.</param>
internal sealed class KeyHashes(IReadOnlyList<LogicalType> types)
{
    // Tables of words and of texts go by the hashes of these: those of a share may not be a range of them.
    private const ulong Salt = 0xA0761D6478BD642F;

    private readonly KeyWords[] _readers = [.. types.Select(type => new KeyWords(type))];
    private readonly ulong[] _hashes = new ulong[BatchEvaluator.BlockRows];
    private readonly ulong[] _present = new ulong[Vector.Words(BatchEvaluator.BlockRows)];

    /// <summary>Which rows have keys that may match: none of them is null, and their types hold them.</summary>
    public ReadOnlySpan<ulong> Present => _present;

    /// <summary>The hashes of the rows; of those that are not present, anything.</summary>
    public ReadOnlySpan<ulong> Values => _hashes;

    /// <summary>Starts a block.</summary>
    public void Begin(int count)
    {
        Array.Fill(_hashes, Salt, 0, count);
        for (int w = 0; w < Vector.Words(count); w++)
            _present[w] = Vector.Mask(w, count);
    }

    /// <summary>Takes the values of a key, one key after the other.</summary>
    /// <param name="key">Which key.</param>
    /// <param name="values">Its values.</param>
    /// <param name="count">How many rows the block has.</param>
    /// <returns>The keys as words, equal where they are; none for texts.</returns>
    public ReadOnlySpan<long> Add(int key, Vector values, int count)
    {
        if (types[key].Kind == LogicalKind.Text)
        {
            for (int w = 0; w < Vector.Words(count); w++)
                _present[w] &= values.ValidWord(w, count);
            for (int i = 0; i < count; i++)
            {
                if ((_present[i >> 6] >> (i & 63) & 1) != 0)
                    _hashes[i] = StableHash.Combine(_hashes[i], StableHash.Of(values.TextAt(i)));
            }
            return [];
        }
        var words = _readers[key].Read(values, count);
        for (int w = 0; w < Vector.Words(count); w++)
            _present[w] &= _readers[key].Present[w];
        for (int i = 0; i < count; i++)
            _hashes[i] = StableHash.Combine(_hashes[i], (ulong)words[i]);
        return words;
    }

    /// <summary>Which of a number of parts a hash belongs to.</summary>
    public static int PartOf(ulong hash, int parts) => StableHash.SliceOf(hash, parts);
}
