using System.Numerics;

namespace Grid.Query;

/// <summary>A key whose numbers are those of the codes of a batch.</summary>
internal sealed class CodedKey(CodedColumn coded, CodeNumbers codes) : HashedKey
{
    public override bool IsText => codes.AreTexts;

    public override int Bits => 32 - BitOperations.LeadingZeroCount((uint)codes.Count);

    public override long WeightOf(ulong number, ulong second) => codes.WeightOf((int)number);

    public override ulong HashOf(ulong number, ulong second) => codes.HashOf((int)number);

    public override void Read(BatchEvaluator evaluator, int start, Span<ulong> numbers, Span<ulong> seconds, Span<ulong> known)
    {
        var read = coded.Read(start, numbers.Length);
        bool hasNulls = coded.Column.NullCount > 0 || !codes.IsIdentity;
        for (int i = 0; i < numbers.Length; i++)
        {
            int number = codes.Numbers[read[i]];
            numbers[i] = (ulong)number;
            if (hasNulls && number == codes.Count)
                known[i >> 6] &= ~(1UL << (i & 63));
        }
    }

    public override GroupKeyColumn Values(ulong[] numbers, ulong[] seconds, bool areDistinct) => codes.Values(Array.ConvertAll(numbers, n => (int)n));
}
