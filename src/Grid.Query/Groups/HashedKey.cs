using Grid.Columns;

namespace Grid.Query;

/// <summary>A key of groups that are found by numbers: gives each row a number, or a pair of them, that stands for the key's value.</summary>
internal abstract class HashedKey
{
    /// <summary>A key of the rows of one batch.</summary>
    public static HashedKey Of(BatchEvaluator evaluator, int node, LogicalType type)
    {
        if (evaluator.Coded(node) is { } coded)
            return new CodedKey(coded, new CodeNumbers(evaluator, node, coded));
        if (type.Kind != LogicalKind.Text)
            return new NumberKey(node, evaluator.Column(node) is { } column ? NumberKey.RangeOf(column, type) : NumberKey.All);
        return evaluator.Numbered(node) is { } texts && texts.Find(evaluator.Column(node)!) is not null ? new NumberedTextKey(node, texts, texts.Count)
            : ShortText.Fits(evaluator.Column(node)) ? new ShortTextKey(node)
            : new InternedKey(node);
    }

    /// <summary>Keys of the rows of all batches of some tables.</summary>
    public static HashedKey[] OfMany(ExpressionGraph graph, int[] nodes, IReadOnlyList<PartitionTable> tables) => Array.ConvertAll(nodes, k => OfMany(graph.Nodes[k], k, tables));

    public abstract bool IsText { get; }

    /// <summary>Bits of a number.</summary>
    public abstract int Bits { get; }

    /// <summary>Whether a second number of 64 bits goes with each.</summary>
    public virtual bool IsPair => false;

    /// <summary>What a value weighs among the keys of a group.</summary>
    public abstract long WeightOf(ulong number, ulong second);

    /// <summary>The hash of the value that a number stands for, the same in every process.</summary>
    public abstract ulong HashOf(ulong number, ulong second);

    /// <summary>Numbers the rows of a block, and clears the bits of rows without a value: their numbers are of no meaning.</summary>
    public abstract void Read(BatchEvaluator evaluator, int start, Span<ulong> numbers, Span<ulong> seconds, Span<ulong> known);

    /// <summary>The values that numbers stand for.</summary>
    /// <param name="numbers">A number a group.</param>
    /// <param name="seconds">What goes with it, where it is a pair.</param>
    /// <param name="areDistinct">Whether no value is there twice.</param>
    public abstract GroupKeyColumn Values(ulong[] numbers, ulong[] seconds, bool areDistinct);

    /// <summary>A node's values, where bits are cleared of rows that have none.</summary>
    protected static Vector Evaluate(BatchEvaluator evaluator, int node, int rows, Span<ulong> known)
    {
        var vector = evaluator.Evaluate(node);
        for (int w = 0; w < Vector.Words(rows); w++)
            known[w] &= vector.ValidWord(w, rows);
        return vector;
    }

    private static HashedKey OfMany(ExpressionNode what, int node, IReadOnlyList<PartitionTable> tables)
    {
        Column[]? columns = what.Operation != Operation.Column ? null : [.. tables.SelectMany(table => table.Batches.Select(batch => table.ColumnOf(batch, what.Name, what.Type)))];
        if (what.Type.Kind != LogicalKind.Text)
            return new NumberKey(node, columns?.Select(column => NumberKey.RangeOf(column, what.Type)).Aggregate(KeyRange.Empty, (all, next) => all.Union(next)) ?? NumberKey.All);
        if (columns is null)
            return new InternedKey(node);
        return tables[0].Texts is { } texts && tables.All(table => table.Texts == texts) && texts.Of(what.Name) is var numbered && AreNumbered(numbered, columns)
            ? new NumberedTextKey(node, numbered, numbered.Count)
            : Array.TrueForAll(columns, ShortText.FitsAny) ? new ShortTextKey(node)
            : new InternedKey(node);
    }

    // Threads that begin at once begin with other columns.
    private static bool AreNumbered(NumberedTexts texts, Column[] columns)
    {
        int first = Environment.CurrentManagedThreadId * (columns.Length / 2 + 1);
        for (int i = 0; i < columns.Length; i++)
        {
            if (texts.Of(columns[(int)((uint)(first + i) % (uint)columns.Length)]) is null)
                return false;
        }
        return true;
    }
}
