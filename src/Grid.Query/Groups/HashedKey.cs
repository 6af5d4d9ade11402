using System.Numerics;
using Grid.Columns;

namespace Grid.Query;

/// <summary>One key of <see cref="HashedGroups"/>: gives each row a number, or a pair of them, that stands for the key's value.</summary>
internal sealed class HashedKey
{
    // As many distinct texts as there are rows in a batch at most.
    private const int TextBits = 31;

    private readonly int _node;
    private readonly CodedColumn? _coded;
    private readonly CodeNumbers? _codes;
    private readonly TextInterner? _texts;
    private readonly ulong _least;

    /// <summary>A key of the rows of one batch.</summary>
    public HashedKey(BatchEvaluator evaluator, int node, LogicalType type)
    {
        (_node, IsText, _coded) = (node, type.Kind == LogicalKind.Text, evaluator.Coded(node));
        if (_coded is not null)
            _codes = new CodeNumbers(evaluator.Table(node), _coded.NullCode + 1);
        else if (type.Kind == LogicalKind.Text && ShortText.Fits(evaluator.Column(node)))
            IsPair = true;
        else if (type.Kind == LogicalKind.Text)
            _texts = new TextInterner(1024);
        (Bits, _least) = _codes is not null ? (32 - BitOperations.LeadingZeroCount((uint)_codes.Count), 0) : _texts is not null ? (TextBits, 0) : Width(evaluator.Column(node), type);
    }

    /// <summary>A key of the rows of any number of batches: the codes of none of them are its numbers.</summary>
    public HashedKey(int node, LogicalType type, bool isShort)
    {
        (_node, IsText, IsPair) = (node, type.Kind == LogicalKind.Text, isShort);
        _texts = IsText && !isShort ? new TextInterner(1024) : null;
        Bits = _texts is not null ? TextBits : 64;
    }

    /// <summary>Keys of the rows of all batches of some tables.</summary>
    public static HashedKey[] OfMany(ExpressionGraph graph, int[] nodes, IReadOnlyList<PartitionTable> tables) => Array.ConvertAll(nodes, k => new HashedKey(
        k, graph.Nodes[k].Type,
        graph.Nodes[k] is { Operation: Operation.Column, Type.Kind: LogicalKind.Text }
            && tables.All(table => table.Batches.All(batch => ShortText.FitsAny(table.ColumnOf(batch, graph.Nodes[k].Name, LogicalType.Text))))));

    public bool IsText { get; }

    /// <summary>Bits of a number.</summary>
    public int Bits { get; }

    /// <summary>Whether a second number of 64 bits goes with each.</summary>
    public bool IsPair { get; }

    /// <summary>What a value weighs among the keys of a group.</summary>
    public long WeightOf(ulong number, ulong second) => IsPair ? 9 + (long)(second >> 56)
        : _codes?.WeightOf((int)number) ?? (_texts is null ? 9 : 9 + _texts.Texts.Text((int)number).Length);

    /// <summary>The hash of the value that a number stands for, the same in every process.</summary>
    public ulong HashOf(ulong number, ulong second)
    {
        if (IsPair)
        {
            Span<byte> room = stackalloc byte[16];
            return StableHash.Of(ShortText.Unpack(number, second, room));
        }
        return _codes?.HashOf((int)number) ?? (_texts is null ? StableHash.Of(number + _least) : _texts.Texts.Hashes[(int)number]);
    }

    /// <summary>Numbers the rows of a block, and clears the bits of rows without a value.</summary>
    public void Read(BatchEvaluator evaluator, int start, Span<ulong> numbers, Span<ulong> seconds, Span<ulong> known)
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
        switch (vector.Type.Kind)
        {
            case LogicalKind.Text when IsPair:
                var bytes = vector.Text.Span;
                for (int i = 0; i < numbers.Length; i++)
                    (numbers[i], seconds[i]) = ShortText.Pack(bytes[vector.Starts[i]..vector.Ends[i]]);
                break;
            case LogicalKind.Text:
                for (int i = 0; i < numbers.Length; i++)
                {
                    if ((known[i >> 6] >> (i & 63) & 1) != 0)
                        numbers[i] = (ulong)_texts!.Intern(vector.TextAt(i));
                }
                break;
            case LogicalKind.Real:
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = ScalarKey.OfDouble(vector.Doubles[i]);
                break;
            case LogicalKind.Bool or LogicalKind.Unsigned:
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = vector.KeyAt(i);
                break;
            default:
                KeyKernel.OfLongs(vector.Longs.AsSpan(0, numbers.Length), numbers);
                for (int i = 0; i < numbers.Length && _least != 0; i++)
                    numbers[i] -= _least;
                break;
        }
    }

    /// <summary>The values that numbers stand for.</summary>
    /// <param name="numbers">A number a group.</param>
    /// <param name="seconds">What goes with it, where it is a pair.</param>
    /// <param name="areDistinct">Whether no value is there twice.</param>
    public GroupKeyColumn Values(ulong[] numbers, ulong[] seconds, bool areDistinct)
    {
        if (IsPair)
            return Texts(numbers, seconds, areDistinct);
        if (_codes is null && _texts is null)
            return new GroupKeyColumn(_least == 0 ? numbers : Array.ConvertAll(numbers, n => n + _least));
        int[] codes = Array.ConvertAll(numbers, n => (int)n);
        return _codes?.Values(codes) ?? new GroupKeyColumn(_texts!.Texts, codes);
    }

    // Whole numbers that lie in fewer bytes are numbered from the least that goes into those.
    private static (int Bits, ulong Least) Width(Column? column, LogicalType type) => type.Kind is not (LogicalKind.Whole or LogicalKind.Date) ? (64, 0) : column switch
    {
        PrimitiveColumn<sbyte> => (8, ScalarKey.OfLong(sbyte.MinValue)),
        PrimitiveColumn<byte> => (8, ScalarKey.OfLong(0)),
        PrimitiveColumn<short> => (16, ScalarKey.OfLong(short.MinValue)),
        PrimitiveColumn<ushort> => (16, ScalarKey.OfLong(0)),
        PrimitiveColumn<int> => (32, ScalarKey.OfLong(int.MinValue)),
        PrimitiveColumn<uint> => (32, ScalarKey.OfLong(0)),
        _ => (64, 0),
    };

    private static GroupKeyColumn Texts(ulong[] numbers, ulong[] seconds, bool areDistinct)
    {
        Span<byte> room = stackalloc byte[16];
        var codes = new int[numbers.Length];
        var interner = areDistinct ? null : new TextInterner(1024);
        var texts = interner?.Texts ?? new TextArena(numbers.Length, 16 * numbers.Length);
        for (int i = 0; i < codes.Length; i++)
        {
            var text = ShortText.Unpack(numbers[i], seconds[i], room);
            codes[i] = interner?.Intern(text) ?? texts.Append(text, StableHash.Of(text));
        }
        return new GroupKeyColumn(texts, codes);
    }
}
