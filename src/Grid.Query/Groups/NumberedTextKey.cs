using System.Numerics;

namespace Grid.Query;

/// <summary>A key of texts by the numbers that they have in all partitions of the dataset.</summary>
/// <param name="node">The node of the key, which is a column.</param>
/// <param name="texts">The numbers, which all columns that are read have by now.</param>
/// <param name="most">These have no others than the first so many.</param>
internal sealed class NumberedTextKey(int node, NumberedTexts texts, int most) : HashedKey
{
    private BatchEvaluator? _of;
    private CodedColumn? _coded;
    private int[] _numbers = [];
    private TextArena? _known;

    /// <summary>How many numbers there are at most.</summary>
    public int Most => most;

    public override bool IsText => true;

    public override int Bits { get; } = Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)(most - 1)));

    public override long WeightOf(ulong number, ulong second) => 9 + Known(number).Text((int)number).Length;

    public override ulong HashOf(ulong number, ulong second) => Known(number).Hashes[(int)number];

    public override void Read(BatchEvaluator evaluator, int start, Span<ulong> numbers, Span<ulong> seconds, Span<ulong> known)
    {
        if (!ReferenceEquals(_of, evaluator))
            (_of, _coded, _numbers) = (evaluator, evaluator.Coded(node), texts.Of(evaluator.Column(node)!)!);
        if (_coded is null)
            Take(_numbers.AsSpan(start, numbers.Length), numbers, known);
        else
            Take(_coded.Read(start, numbers.Length), _numbers, numbers, known);
    }

    public override GroupKeyColumn Values(ulong[] numbers, ulong[] seconds, bool areDistinct)
    {
        var (all, codes) = (texts.Texts(), Array.ConvertAll(numbers, n => (int)n));
        return 2L * codes.Length < all.Count ? GroupKeyColumn.Compact(all, codes) : new GroupKeyColumn(all, codes);
    }

    private static void Take(ReadOnlySpan<int> taken, Span<ulong> numbers, Span<ulong> known)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (uint)taken[i];
            if (taken[i] < 0)
                known[i >> 6] &= ~(1UL << (i & 63));
        }
    }

    private static void Take(ReadOnlySpan<int> codes, int[] ofCodes, Span<ulong> numbers, Span<ulong> known)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            int number = codes[i] < ofCodes.Length ? ofCodes[codes[i]] : -1;
            numbers[i] = (uint)number;
            if (number < 0)
                known[i >> 6] &= ~(1UL << (i & 63));
        }
    }

    private TextArena Known(ulong number) => _known is { } known && (int)number < known.Count ? known : _known = texts.Texts();
}
