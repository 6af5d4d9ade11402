namespace Grid.Query;

/// <summary>A key of any texts, which are told apart as they come.</summary>
internal sealed class InternedKey(int node) : HashedKey
{
    private readonly TextInterner _texts = new(1024);

    public override bool IsText => true;

    // As many distinct texts as an array has room for.
    public override int Bits => 31;

    public override long WeightOf(ulong number, ulong second) => 9 + _texts.Texts.Text((int)number).Length;

    public override ulong HashOf(ulong number, ulong second) => _texts.Texts.Hashes[(int)number];

    public override void Read(BatchEvaluator evaluator, int start, Span<ulong> numbers, Span<ulong> seconds, Span<ulong> known)
    {
        var vector = Evaluate(evaluator, node, numbers.Length, known);
        for (int i = 0; i < numbers.Length; i++)
        {
            if ((known[i >> 6] >> (i & 63) & 1) != 0)
                numbers[i] = (ulong)_texts.Intern(vector.TextAt(i));
        }
    }

    public override GroupKeyColumn Values(ulong[] numbers, ulong[] seconds, bool areDistinct) => new(_texts.Texts, Array.ConvertAll(numbers, n => (int)n));
}
