using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>One key of <see cref="HashedGroups"/>: gives each row a number that stands for the key's value.</summary>
internal sealed class HashedKey
{
    // As many distinct texts as there are rows in a batch at most.
    private const int TextBits = 31;

    private readonly int _node;
    private readonly CodedColumn? _coded;
    private readonly CodeNumbers? _codes;
    private readonly TextInterner? _texts;

    public HashedKey(BatchEvaluator evaluator, int node, DataType type)
    {
        (_node, _coded) = (node, evaluator.Coded(node));
        if (_coded is not null)
            _codes = new CodeNumbers(evaluator.Table(node), _coded.NullCode + 1);
        else if (type.Id == TypeId.Utf8)
            _texts = new TextInterner(1024);
        Bits = _codes is not null ? 32 - BitOperations.LeadingZeroCount((uint)_codes.Count) : _texts is not null ? TextBits : 64;
    }

    /// <summary>Bits of a number.</summary>
    public int Bits { get; }

    /// <summary>What a value weighs among the keys of a group.</summary>
    public long WeightOf(ulong number) => _codes?.WeightOf((int)number) ?? (_texts is null ? 9 : 9 + _texts.Texts.Text((int)number).Length);

    /// <summary>The hash of the value that a number stands for, the same in every process.</summary>
    public ulong HashOf(ulong number) => _codes?.HashOf((int)number) ?? (_texts is null ? StableHash.Of(number) : _texts.Texts.Hashes[(int)number]);

    /// <summary>Numbers the rows of a block, and clears the bits of rows without a value.</summary>
    public void Read(BatchEvaluator evaluator, int start, Span<ulong> numbers, Span<ulong> known)
    {
        if (_codes is not null)
        {
            var codes = _coded!.Read(start, numbers.Length);
            bool hasNulls = _coded.Column.NullCount > 0 || !_codes.IsIdentity;
            for (int i = 0; i < numbers.Length; i++)
            {
                int number = _codes.Numbers[codes[i]];
                numbers[i] = (ulong)number;
                if (hasNulls && number == _codes.Count)
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
                        numbers[i] = (ulong)_texts!.Intern(vector.TextAt(i));
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
    public GroupKeyColumn Values(ulong[] numbers)
    {
        if (_codes is null && _texts is null)
            return new GroupKeyColumn(numbers);
        int[] codes = Array.ConvertAll(numbers, n => (int)n);
        return _codes?.Values(codes) ?? new GroupKeyColumn(_texts!.Texts, codes);
    }
}
