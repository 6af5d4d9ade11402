namespace Grid.Query;

/// <summary>A key of texts that are all short: their bytes are the numbers.</summary>
internal sealed class ShortTextKey(int node) : HashedKey
{
    public override bool IsText => true;

    public override int Bits => 64;

    public override bool IsPair => true;

    public override long WeightOf(ulong number, ulong second) => 9 + (long)(second >> 56);

    public override ulong HashOf(ulong number, ulong second)
    {
        Span<byte> room = stackalloc byte[16];
        return StableHash.Of(ShortText.Unpack(number, second, room));
    }

    public override void Read(BatchEvaluator evaluator, int start, Span<ulong> numbers, Span<ulong> seconds, Span<ulong> known)
    {
        var vector = Evaluate(evaluator, node, numbers.Length, known);
        var bytes = vector.Text.Span;
        for (int i = 0; i < numbers.Length; i++)
            (numbers[i], seconds[i]) = ShortText.Pack(bytes[vector.Starts[i]..vector.Ends[i]]);
    }

    public override GroupKeyColumn Values(ulong[] numbers, ulong[] seconds, bool areDistinct)
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
