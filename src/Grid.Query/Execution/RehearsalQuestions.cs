using Grid.Columns;

namespace Grid.Query;

/// <summary>The questions of a <see cref="Rehearsal"/>: one column stands for all that are held alike.</summary>
internal sealed class RehearsalQuestions
{
    private const string OtherName = "others";

    private readonly string _figure;
    private readonly string[] _coded;
    private readonly string[] _plain;
    private readonly string[] _numbers;

    /// <summary>Thinks of them.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="batch">How they are held.</param>
    public RehearsalQuestions(Schema schema, RecordBatch batch)
    {
        (Field Field, Column Column)[] held = [.. schema.Fields.Where(f => batch.Schema.IndexOf(f.Name) >= 0).Select(f => (f, batch.Columns[batch.Schema.IndexOf(f.Name)]))];
        var coded = held.Where(h => h.Column is DictionaryColumn).DistinctBy(h => (((DictionaryType)h.Column.Type).Index, h.Field.Logical.Kind)).ToArray();
        var plain = held.Where(h => h.Column is not DictionaryColumn && (h.Field.Logical.IsInteger || h.Field.Logical.Kind == LogicalKind.Text)).DistinctBy(h => h.Column.Type).ToArray();
        _coded = Names(coded);
        _plain = Names(plain);
        var numbers = held.Where(h => h.Field.Logical.IsInteger || h.Field.Logical.Kind == LogicalKind.Real).DistinctBy(h => (h.Field.Type, h.Column.Type)).ToArray();
        _numbers = Names(numbers);
        // Two that are held alike are two keys as well.
        Pair = Names(held.Where(h => h.Column is DictionaryColumn).Take(2));
        (_figure, string own, string other) = (Free(schema, "figure"), Free(schema, "these"), Free(schema, OtherName));
        Joins = [.. coded.Take(1).Concat(plain).Select(h => JoinOn(schema, h.Field.Name, held[^1].Field.Name, own, other))];
        All = [.. OfColumns(), .. OfGroups(), .. OfRows(), .. OfJoins(Names(numbers, $"{own}."))];
    }

    /// <summary>All of them, those first that are asked most.</summary>
    public IReadOnlyList<Question> All { get; }

    /// <summary>Those that are asked of partitions together where they have many groups.</summary>
    public IReadOnlyList<Question> OfManyGroups => _plain.Length == 0 ? [] :
    [
        .. _plain.Select(key => new GroupByQuestion([key], ["count()", .. Of("sum", "mean", "max")])),
        new GroupByQuestion(_plain, ["count()"]),
        new HeadQuestion(1) { By = _plain, Order = Latest },
    ];

    /// <summary>The joins whose rows are read.</summary>
    public IReadOnlyList<JoinTransform> Joins { get; }

    private string[] Pair { get; }

    private string[] Latest => [.. _numbers.TakeLast(1).Select(n => $"{n} desc")];

    /// <summary>The table that is joined: some columns of its own.</summary>
    public static JoinSource Other(Schema schema, IReadOnlyList<string> columns) =>
        new() { Id = OtherName, Name = OtherName, Schema = schema, Transforms = columns.Count == 0 ? [] : [new SelectTransform(columns)] };

    /// <inheritdoc cref="Rehearsal.Brief"/>
    public static IReadOnlyList<Question> Brief(Schema schema, string partition)
    {
        // Real numbers are no keys.
        if (schema.Fields.FirstOrDefault(f => f.Logical.Kind != LogicalKind.Real) is not { } field)
            return [];
        var (column, own) = (ColumnName.Quoted(field.Name), Free(schema, "these"));
        var join = JoinOn(schema, field.Name, field.Name, own, Free(schema, OtherName));
        // No row meets this: the other side takes no room.
        var none = join.Source with { Id = $"rehearsal of {partition}", Transforms = [new WhereTransform($"{column} is null and {column} is not null"), .. join.Source.Transforms], Partitions = [partition] };
        return
        [
            new GroupByQuestion([$"{column} is null"], ["count()"]) { Transforms = [new WhereTransform($"{column} is not null")] },
            new GroupByQuestion([$"{ColumnName.Quoted($"{own}.{field.Name}")} is null"], ["count()"]) { Transforms = [join with { Source = none }] },
        ];
    }

    private static string[] Names(IEnumerable<(Field Field, Column Column)> columns, string table = "") => [.. columns.Select(c => ColumnName.Quoted(table + c.Field.Name))];

    // A name with which no column's begins.
    private static string Free(Schema schema, string name)
    {
        while (schema.Fields.Any(f => f.Name.StartsWith(name, StringComparison.Ordinal)))
            name += "_";
        return name;
    }

    private static JoinTransform JoinOn(Schema schema, string key, string taken, string own, string other)
    {
        string[] on = [ColumnName.Quoted(key)];
        return new JoinTransform(Other(schema, [.. new[] { key, taken }.Distinct()]), JoinKind.Inner, on, on, other, own);
    }

    private string[] Of(params string[] functions) => [.. _numbers.SelectMany(n => functions.Select(f => $"{f}({n})"))];

    private IEnumerable<Question> OfColumns()
    {
        yield return new DescribeQuestion();
        yield return new MissingQuestion();
        yield return new UniqueQuestion();
        yield return new HeadQuestion();
        foreach (string key in _coded)
            yield return new ValueCountsQuestion(key);
        if (_numbers.Length == 0)
            yield break;
        yield return new CorrelationQuestion();
        yield return new HistogramQuestion(_numbers[0]);
        yield return new AggregateQuestion([.. _numbers.Select(n => $"mean({n} / {_numbers[^1]})")])
        {
            Transforms = [new WhereTransform(string.Join(" and ", _numbers.Select(n => $"{n} >= 1 and {n} < 10")))],
        };
    }

    private IEnumerable<Question> OfGroups()
    {
        string[] sums = ["count()", .. Of("sum", "mean")], others = ["count()", .. Of("std", "min", "nunique")];
        foreach (string key in _coded.Concat(_plain))
        {
            yield return new GroupByQuestion([key], sums);
            yield return new GroupByQuestion([key], others);
        }
        if (Pair.Length > 1)
        {
            yield return new GroupByQuestion(Pair, sums);
            yield return new GroupByQuestion(Pair, [.. others, .. Of("median")]);
        }
        string[] several = [.. Pair.Concat(_plain).Distinct()];
        if (_plain.Length > 0 && several.Length > 1)
            yield return new GroupByQuestion(several, sums);
        foreach (string[] keys in (string[][])[_coded, _plain])
        {
            if (keys.Length == 0 || _numbers.Length == 0)
                continue;
            // What is computed of aggregates goes another way than these as they are.
            string a = _numbers[0], b = _numbers[^1];
            yield return new GroupByQuestion([keys[0]], [$"max({a}) - min({b}) as {_figure}", $"corr({a}, {b}) ^ 2", $"median({b})"])
            {
                Having = $"{_figure} >= 0",
                Order = [$"{_figure} desc"],
                Limit = 10,
            };
        }
    }

    private IEnumerable<Question> OfRows()
    {
        if (_numbers.Length == 0)
            yield break;
        yield return new HeadQuestion { Order = Latest };
        foreach (string key in _coded.Take(1).Concat(_plain))
            yield return new HeadQuestion(2, [key, _numbers[^1]]) { By = [key], Order = Latest, Transforms = [new WhereTransform($"{_numbers[^1]} is not null")] };
    }

    private IEnumerable<Question> OfJoins(string[] numbers)
    {
        foreach (var join in Joins)
            yield return new AggregateQuestion(["count()", .. numbers.Select(n => $"sum({n})")]) { Transforms = [join with { Kind = JoinKind.Left }] };
    }
}
