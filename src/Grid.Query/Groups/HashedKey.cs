using Grid.Columns;

namespace Grid.Query;

/// <summary>One key of <see cref="HashedGroups"/>: gives each row a number that stands for the key's value.</summary>
internal sealed class HashedKey
{
    private readonly int _node;
    private readonly CodedColumn? _coded;
    private readonly CodeRanks? _ranks;
    private readonly ulong[] _rankHashes = [];
    private readonly Dictionary<byte[], int> _texts = new(TextBytes.Instance);
    private readonly List<(byte[] Text, ulong Hash)> _known = [];

    public HashedKey(BatchEvaluator evaluator, int node)
    {
        (_node, _coded) = (node, evaluator.Coded(node));
        if (_coded is null)
            return;
        _ranks = new CodeRanks(evaluator.Table(node), _coded.NullCode + 1);
        _rankHashes = [.. Enumerable.Range(0, _ranks.Count).Select(_ranks.Values.HashOf)];
    }

    /// <summary>What a value weighs among the keys of a group.</summary>
    public long WeightOf(ulong number) => _ranks is not null ? _ranks.Values.WeightOf((int)number) : _known.Count > 0 ? 9 + _known[(int)number].Text.Length : 9;

    /// <summary>The hash of the value that a number stands for, the same in every process.</summary>
    public ulong HashOf(ulong number) => _ranks is not null ? _rankHashes[(int)number] : _known.Count > 0 ? _known[(int)number].Hash : StableHash.Of(number);

    /// <summary>Numbers the rows of a block, and clears the bits of rows without a value.</summary>
    public void Read(BatchEvaluator evaluator, int start, Span<ulong> numbers, Span<ulong> known)
    {
        if (_ranks is not null)
        {
            var codes = _coded!.Read(start, numbers.Length);
            for (int i = 0; i < numbers.Length; i++)
            {
                int rank = _ranks.Ranks[codes[i]];
                numbers[i] = (ulong)rank;
                if (rank == _ranks.Count)
                    known[i >> 6] &= ~(1UL << (i & 63));
            }
            return;
        }
        var vector = evaluator.Evaluate(_node);
        for (int w = 0; w < Vector.Words(numbers.Length); w++)
            known[w] &= vector.ValidWord(w, numbers.Length);
        switch (vector.Type.Id)
        {
            case TypeId.Utf8:
                for (int i = 0; i < numbers.Length; i++)
                {
                    if ((known[i >> 6] >> (i & 63) & 1) != 0)
                        numbers[i] = Intern(vector.TextAt(i));
                }
                break;
            case TypeId.Float64:
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = ScalarKey.OfDouble(vector.Doubles[i]);
                break;
            case TypeId.Bool or TypeId.UInt64:
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = vector.KeyAt(i);
                break;
            default:
                KeyKernel.OfLongs(vector.Longs.AsSpan(0, numbers.Length), numbers);
                break;
        }
    }

    /// <summary>The values that numbers stand for.</summary>
    public GroupKeyColumn Values(ulong[] numbers, bool isText) => _ranks is not null
        ? _ranks.Values.Take(Array.ConvertAll(numbers, n => (int)n))
        : isText ? new GroupKeyColumn(Array.ConvertAll(numbers, n => _known[(int)n].Text)) : new GroupKeyColumn(numbers);

    private ulong Intern(ReadOnlySpan<byte> text)
    {
        var lookup = _texts.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(text, out int number))
        {
            number = _known.Count;
            lookup[text] = number;
            _known.Add((text.ToArray(), StableHash.Of(text)));
        }
        return (ulong)number;
    }
}
