using Grid.Columns;

namespace Grid.Query;

/// <summary>The distinct values that the codes of a key stand for, and the number of each code's value among them; the number after the last is null's.</summary>
internal sealed class CodeNumbers
{
    // Fewer texts are soon told apart anew.
    private const int FewTexts = 64;

    private readonly ulong[]? _keys;
    private readonly TextArena? _texts;

    // Where the texts are those of the whole dataset: which of them each number's is.
    private readonly int[]? _ofNumbers;

    /// <param name="evaluator">The batch.</param>
    /// <param name="node">The node of the key.</param>
    /// <param name="coded">The column whose codes decide the key.</param>
    public CodeNumbers(BatchEvaluator evaluator, int node, CodedColumn coded)
    {
        var (table, codes) = (evaluator.Table(node), coded.NullCode + 1);
        Numbers = new int[codes];
        IsIdentity = Ascends(table, codes);
        if (table.Type.Kind == LogicalKind.Text && IsIdentity && codes > FewTexts && evaluator.Numbered(node) is { } numbered && numbered.Of(coded.Column) is { } ofCodes)
            (_texts, _ofNumbers) = (numbered.Texts(), ofCodes);
        else if (table.Type.Kind == LogicalKind.Text)
            _texts = IsIdentity ? Texts(table, codes) : Intern(table, codes);
        else
            _keys = IsIdentity ? Keys(table, codes) : Distinct(table, codes);
        Count = _ofNumbers is null ? _keys?.Length ?? _texts!.Count : codes - 1;
        for (int i = 0; i < codes; i++)
            Numbers[i] = !table.IsValid(i) ? Count : IsIdentity ? i : Numbers[i];
    }

    /// <summary>Whether the values of a table ascend with their codes, up to the last, which is null.</summary>
    public static bool Ascends(Vector table, int codes)
    {
        if (table.IsValid(codes - 1))
            return false;
        for (int i = 0; i < codes - 1; i++)
        {
            if (!table.IsValid(i))
                return false;
            if (i > 0 && (table.Type.Kind == LogicalKind.Text ? table.TextAt(i - 1).SequenceCompareTo(table.TextAt(i)) : table.KeyAt(i - 1).CompareTo(table.KeyAt(i))) >= 0)
                return false;
        }
        return true;
    }

    /// <summary>By code.</summary>
    public int[] Numbers { get; }

    /// <summary>How many values there are.</summary>
    public int Count { get; }

    public bool AreTexts => _texts is not null;

    /// <summary>Whether codes are numbers already, as those of an ordered dictionary are.</summary>
    public bool IsIdentity { get; }

    public long WeightOf(int number) => _texts is null ? 9 : 9 + _texts.Text(TextOf(number)).Length;

    public ulong HashOf(int number) => _texts is null ? StableHash.Of(_keys![number]) : _texts.Hashes[TextOf(number)];

    /// <summary>The values that numbers stand for.</summary>
    public GroupKeyColumn Values(int[] numbers)
    {
        if (_texts is null)
            return new GroupKeyColumn(Array.ConvertAll(numbers, n => _keys![n]));
        int[] codes = _ofNumbers is null ? numbers : Array.ConvertAll(numbers, n => _ofNumbers[n]);
        return 2L * codes.Length < _texts.Count ? GroupKeyColumn.Compact(_texts, codes) : new GroupKeyColumn(_texts, codes);
    }

    private int TextOf(int number) => _ofNumbers is null ? number : _ofNumbers[number];

    private static ulong[] Keys(Vector table, int codes)
    {
        var keys = new ulong[codes - 1];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = table.KeyAt(i);
        return keys;
    }

    private static TextArena Texts(Vector table, int codes)
    {
        var texts = new TextArena(codes, codes > 1 ? table.Ends[codes - 2] - table.Starts[0] : 1);
        for (int i = 0; i < codes - 1; i++)
            texts.Append(table.TextAt(i), StableHash.Of(table.TextAt(i)));
        return texts;
    }

    private ulong[] Distinct(Vector table, int codes)
    {
        var numbers = new Dictionary<ulong, int>();
        for (int i = 0; i < codes; i++)
        {
            if (!table.IsValid(i))
                continue;
            ulong key = table.KeyAt(i);
            if (!numbers.TryGetValue(key, out Numbers[i]))
                numbers.Add(key, Numbers[i] = numbers.Count);
        }
        return [.. numbers.Keys];
    }

    private TextArena Intern(Vector table, int codes)
    {
        var texts = new TextInterner();
        for (int i = 0; i < codes; i++)
        {
            if (table.IsValid(i))
                Numbers[i] = texts.Intern(table.TextAt(i));
        }
        return texts.Texts;
    }
}
