using System.Numerics;
using System.Numerics.Tensors;
using Grid.Columns;

namespace Grid.Query;

/// <summary>A key that is no text: its numbers ascend with the values, from the least on where that is known.</summary>
/// <param name="node">The node of the key.</param>
/// <param name="range">Between which numbers all lie.</param>
internal sealed class NumberKey(int node, KeyRange range) : HashedKey
{
    private readonly ulong _least = range.IsEmpty ? 0 : range.Least;

    /// <summary>Of any numbers.</summary>
    public static KeyRange All { get; } = new(0, ulong.MaxValue);

    /// <summary>Between which numbers the values of a column lie, those under nulls included.</summary>
    public static KeyRange RangeOf(Column column, LogicalType type) => type.Kind is not (LogicalKind.Whole or LogicalKind.Date) ? All
        : column is DictionaryColumn coded ? RangeOf(coded.Values, type)
        : column.Length == 0 ? KeyRange.Empty
        : column switch
        {
            PrimitiveColumn<sbyte> c => RangeOf(c),
            PrimitiveColumn<byte> c => RangeOf(c),
            PrimitiveColumn<short> c => RangeOf(c),
            PrimitiveColumn<ushort> c => RangeOf(c),
            PrimitiveColumn<int> c => RangeOf(c),
            PrimitiveColumn<uint> c => RangeOf(c),
            PrimitiveColumn<long> c => RangeOf(c),
            _ => All,
        };

    public override bool IsText => false;

    public override int Bits { get; } = range.IsEmpty ? 1 : Math.Max(1, 64 - BitOperations.LeadingZeroCount(range.Most - range.Least));

    public override long WeightOf(ulong number, ulong second) => 9;

    public override ulong HashOf(ulong number, ulong second) => StableHash.Of(number + _least);

    public override void Read(BatchEvaluator evaluator, int start, Span<ulong> numbers, Span<ulong> seconds, Span<ulong> known)
    {
        var vector = Evaluate(evaluator, node, numbers.Length, known);
        switch (vector.Type.Kind)
        {
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
                TensorPrimitives.Subtract(numbers, _least, numbers);
                break;
        }
    }

    public override GroupKeyColumn Values(ulong[] numbers, ulong[] seconds, bool areDistinct) =>
        new(_least == 0 ? numbers : Array.ConvertAll(numbers, n => n + _least));

    private static KeyRange RangeOf<T>(PrimitiveColumn<T> column) where T : unmanaged, IBinaryInteger<T> =>
        new(ScalarKey.OfLong(long.CreateChecked(TensorPrimitives.Min(column.Values))), ScalarKey.OfLong(long.CreateChecked(TensorPrimitives.Max(column.Values))));
}
