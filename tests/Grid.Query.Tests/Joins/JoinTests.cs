using Grid.Columns;

namespace Grid.Query.Tests;

public class JoinTests
{
    private static readonly (DataType Left, DataType Right)[] KeyTypes =
    [
        .. RandomColumn.Types.Select(type => (type, type)),
        (DataType.Int64, DataType.UInt64), (DataType.UInt64, DataType.Int64), (DataType.Int64, DataType.Float64), (DataType.Float64, DataType.Int64),
        (DataType.UInt64, DataType.Float64), (DataType.Float64, DataType.UInt64), (DataType.Bool, DataType.Int64), (DataType.Float64, DataType.Bool),
        (DataType.Date32, DataType.Timestamp(TimeUnit.Second)), (DataType.Timestamp(TimeUnit.Microsecond), DataType.Date32),
        (DataType.Timestamp(TimeUnit.Second), DataType.Timestamp(TimeUnit.Nanosecond)), (DataType.Timestamp(TimeUnit.Microsecond), DataType.Timestamp(TimeUnit.Second)),
    ];

    [Fact]
    public void Joined_rows_are_those_of_a_nested_loop_in_its_order() => Properties.Hold(seed =>
    {
        var (left, right, keys, random) = Tables(seed);
        foreach (var kind in Enum.GetValues<JoinKind>())
        {
            var rows = NestedLoop.Join(left, right, kind, keys);
            var expected = new CutTable(NestedLoop.Columns(left, right, "", rows, kind), seed);
            var answer = (HeadAnswer)left.Ask(new HeadQuestion(100_000) { Transforms = [Join(right, kind, keys)] }, right);
            Assert.Equal(expected.Columns.Select(c => c.Name), answer.Columns);
            Assert.Equal(Rows(expected), answer.Rows.Select(row => Bits.Of(row)));
        }
    }, runs: 40);

    [Fact]
    public void Every_question_answers_as_of_a_table_of_the_joined_rows_whatever_the_cuts() => Properties.Hold(seed =>
    {
        var (left, right, keys, random) = Tables(seed, wild: false, isSmall: true);
        var kind = (JoinKind)random.Next(4);
        bool takesOver = kind is JoinKind.Inner or JoinKind.Left;
        var rows = NestedLoop.Join(left, right, kind, keys);
        var whole = new CutTable(NestedLoop.Columns(left, right, "", rows, kind), seed);
        string value = takesOver ? "rv" : "lv", text = takesOver ? "rt" : "lt";
        Question[] questions =
        [
            new DescribeQuestion(["lv", value, text]), new MissingQuestion(), new UniqueQuestion(), new CorrelationQuestion(["lv", value]), new HistogramQuestion("lv", 5), new ValueCountsQuestion(text),
            new GroupByQuestion([text, "lt"], [$"sum({value})", "mean(lv)", $"first({value})", $"last({text})", $"median({value})", "nunique(lt)", "count()"]),
            new AggregateQuestion([$"sum({value})", $"mean({value} + lv)", $"max({text})", "count()", "first(lv)", $"mode({text})"]),
            new HeadQuestion(7) { Order = [$"{value} desc", "lv"] }, new HeadQuestion(3) { By = ["lt"], Order = [value] }, new HeadQuestion(20) { Distinct = [text] },
        ];
        foreach (var question in questions)
        {
            var where = new WhereTransform($"{value} > 2 or {text} < 'b'");
            bool filtered = random.Next(2) == 0;
            var expected = Execution.Ask(question with { Transforms = filtered ? [where] : [] }, whole.Schema, whole.Tables);
            var asked = question with { Transforms = filtered ? [Join(right, kind, keys), where] : [Join(right, kind, keys)] };
            Assert.Equal(Bits.Of(expected), Bits.Of(left.Ask(asked, right)));
            Assert.Equal(Bits.Of(expected), Bits.Of(new CutTable(left.Columns, seed + 1).Ask(asked, new CutTable(right.Columns, seed + 2))));
        }
    }, runs: 25);

    [Fact]
    public void What_is_done_before_a_join_is_done_to_its_own_table() => Properties.Hold(seed =>
    {
        var (left, right, keys, random) = Tables(seed);
        var kind = (JoinKind)random.Next(4);
        var join = Join(right, kind, keys) with { Source = right.AsSource(new WhereTransform("rv > 3")) };
        var kept = NestedLoop.Join(new CutTable(left.Columns, seed), Kept(right, v => v > 3), kind, keys, row => left.Columns[^2].Values[row] is { IsNull: false, AsDouble: > 1 });
        var answer = (AggregateAnswer)left.Ask(new AggregateQuestion(["count()"]) { Transforms = [new WhereTransform("lv > 1"), join] }, right, [new WhereTransform("rv > 3")]);
        Assert.Equal(kept.Count, answer.Values[0].AsInt64);
    });

    [Fact]
    public void Rows_are_drawn_from_a_join_as_they_are_whatever_the_cuts() => Properties.Hold(seed =>
    {
        var (left, right, keys, random) = Tables(seed);
        var kind = (JoinKind)random.Next(4);
        Question[] draws =
        [
            new HeadQuestion(6) { SampleSeed = seed, Transforms = [Join(right, kind, keys)] },
            new HeadQuestion(1000) { Transforms = [Join(right, kind, keys), new SampleTransform(0.4, seed)] },
            new HeadQuestion(1000) { Transforms = [new SampleTransform(0.5, seed), Join(right, kind, keys)] },
        ];
        foreach (var draw in draws)
            Assert.Equal(Bits.Of(left.Ask(draw, right)), Bits.Of(new CutTable(left.Columns, seed + 5).Ask(draw, new CutTable(right.Columns, seed + 6))));
    });

    [Fact]
    public void Joins_follow_each_other_and_a_later_one_may_look_up_what_an_earlier_took_over() => Properties.Hold(seed =>
    {
        var (left, right, keys, random) = Tables(seed, isSmall: true);
        var rows = NestedLoop.Join(left, right, JoinKind.Left, keys);
        var once = new CutTable(NestedLoop.Columns(left, right, "", rows, JoinKind.Left), seed);
        var again = NestedLoop.Join(once, right, JoinKind.Inner, [(once.Columns.Count - 1, right.Columns.Count - 1)]);
        var twice = new CutTable(NestedLoop.Columns(once, right, "more.", again, JoinKind.Inner), seed);
        var question = new HeadQuestion(100_000)
        {
            Transforms = [Join(right, JoinKind.Left, keys), new JoinTransform(right.AsSource(), JoinKind.Inner, ["rt"], ["rt"], "more", "table")],
        };
        var answer = (HeadAnswer)left.Ask(question, right);
        // The key is one column on both sides.
        string[] names = [.. twice.Columns.Select(c => c.Name).Where(name => name != "more.rt")];
        Assert.Equal(names, answer.Columns);
        Assert.Equal(Rows(new CutTable([.. twice.Columns.Where(c => c.Name != "more.rt")], seed)).Take(100_000), answer.Rows.Select(row => Bits.Of(row)));
    }, runs: 20);

    [Fact]
    public void Rows_read_of_a_join_are_its_rows_and_columns_that_nothing_changes_are_the_tables_own()
    {
        var left = new CutTable([("id", DataType.Int64, [.. Enumerable.Range(0, 5000).Select(i => Scalar.Int64(i % 7))])], 1, parts: 1);
        var right = new CutTable([("id", DataType.Int64, [.. Enumerable.Range(0, 7).Select(i => Scalar.Int64(i))]), ("name", DataType.Utf8, [.. "abcdefg".Select(c => Scalar.Text($"{c}"))])], 1);
        var join = new JoinTransform(right.AsSource(), JoinKind.Inner, ["id"], ["id"], "names", "left");
        var rows = FrameRows.Of(left.Schema, [join], null);
        Assert.Equal(["id", "name"], rows.Schema.Fields.Select(f => f.Name));
        var batches = rows.Take(left.Tables[0], default, [.. rows.Sides.Select(side => right.Side(side))]);
        Assert.Equal(left.Tables[0].Batches.Select(b => b.Columns[0]), batches.Select(b => b.Columns[0]));
        var names = Assert.IsType<DictionaryColumn>(batches[0].Columns[1]);
        Assert.Equal(DataType.UInt8, names.Codes.Type);
        Assert.Same(names.Values, Assert.IsType<DictionaryColumn>(batches[^1].Columns[1]).Values);
    }

    [Fact]
    public void No_column_is_taken_over_that_is_not_asked_for()
    {
        var left = new CutTable([("id", DataType.Int64, [Scalar.Int64(1)])], 1);
        var right = new CutTable([("key", DataType.Int64, [Scalar.Int64(1)]), ("a", DataType.Utf8, [Scalar.Text("x")]), ("b", DataType.Utf8, [Scalar.Text("y")])], 1);
        var question = new AggregateQuestion(["max(b)"]) { Transforms = [new JoinTransform(right.AsSource(), JoinKind.Left, ["id"], ["key"], "r", "l")] };
        Assert.Equal(["b"], ((JoinedScan)Execution.Start(question, left.Schema).NextScan!).Sides[0].Columns);
    }

    [Fact]
    public void A_key_that_many_rows_share_is_joined_in_parts_in_the_same_order()
    {
        var left = new CutTable([("id", DataType.Int64, [.. Enumerable.Range(0, 90).Select(i => Scalar.Int64(i % 2))])], 3);
        var right = new CutTable([("id", DataType.Int64, [.. Enumerable.Range(0, 50_000).Select(_ => Scalar.Int64(1))]), ("n", DataType.Int64, [.. Enumerable.Range(0, 50_000).Select(i => Scalar.Int64(i))])], 4);
        var join = new JoinTransform(right.AsSource(), JoinKind.Left, ["id"], ["id"], "r", "l");
        var answer = (AggregateAnswer)left.Ask(new AggregateQuestion(["count()", "sum(n)", "count(n)", "first(n)", "last(n)"]) { Transforms = [join] }, right);
        Assert.Equal(45 + 45 * 50_000, answer.Values[0].AsInt64);
        Assert.Equal(45 * (50_000L * 49_999 / 2), answer.Values[1].AsInt64);
        Assert.Equal(45 * 50_000, answer.Values[2].AsInt64);
        Assert.Equal(0, answer.Values[3].AsInt64);
        Assert.Equal(49_999, answer.Values[4].AsInt64);
        // The second row of the table is the first that matches: its rows come one after the other.
        var head = (HeadAnswer)left.Ask(new HeadQuestion(3) { Transforms = [join, new WhereTransform("n >= 49998")] }, right);
        Assert.Equal([49_998L, 49_999, 49_998], head.Rows.Select(row => row[1].AsInt64));
        var drawn = (AggregateAnswer)left.Ask(new AggregateQuestion(["count()"]) { Transforms = [join, new SampleTransform(0.1, 3)] }, right);
        Assert.InRange(drawn.Values[0].AsInt64, 200_000, 250_000);
    }

    [Fact]
    public void A_value_that_cannot_be_computed_names_the_row_of_the_table()
    {
        var left = new CutTable([("id", DataType.Int64, [Scalar.Int64(1), Scalar.Int64(5), Scalar.Int64(2), Scalar.Int64(long.MaxValue)])], 1);
        var right = new CutTable([("key", DataType.Int64, [Scalar.Int64(2), Scalar.Int64(long.MaxValue), Scalar.Int64(2)])], 1);
        var join = new JoinTransform(right.AsSource(), JoinKind.Inner, ["id"], ["key"], "r", "l");
        var fault = Assert.Throws<QuestionException>(() => left.Ask(new AggregateQuestion(["sum(id + key)"]) { Transforms = [join] }, right));
        Assert.Equal(3, fault.Row);
    }

    internal static JoinTransform Join(CutTable right, JoinKind kind, IReadOnlyList<(int Left, int Right)> keys) =>
        new(right.AsSource(), kind, [.. keys.Select(k => $"l{k.Left}")], [.. keys.Select(k => $"r{k.Right}")], "other", "table");

    private static CutTable Kept(CutTable table, Func<double, bool> keep)
    {
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => table.Columns[^2].Values[row] is { IsNull: false } value && keep(value.AsDouble))];
        return new CutTable([.. table.Columns.Select(c => (c.Name, c.Type, rows.Select(row => c.Values[row]).ToArray()))], 1);
    }

    private static IEnumerable<string> Rows(CutTable table) => Enumerable.Range(0, table.Rows).Select(row => Bits.Of(table.Columns.Select(c => c.Values[row])));

    // Two tables of one to three keys of any types that compare, and a number and a text beside them; the other's keys are mostly from the table.
    internal static (CutTable Left, CutTable Right, IReadOnlyList<(int Left, int Right)> Keys, Random Random) Tables(int seed, bool wild = true, bool isSmall = false)
    {
        var random = new Random(seed);
        int rows = random.Next(5) switch { 0 => 0, 1 => 1, 2 when !isSmall => random.Next(2100, 2200), _ => random.Next(2, 100) };
        int others = random.Next(6) switch { 0 => 0, 1 => 1, 2 when !isSmall => random.Next(200, 300), _ => random.Next(2, 30) };
        int count = random.Next(3) + 1;
        List<(string, DataType, Scalar[])> left = [], right = [];
        for (int k = 0; k < count; k++)
        {
            var (own, other) = KeyTypes[random.Next(KeyTypes.Length)];
            var values = RandomColumn.Values(random, own, rows, wild);
            Scalar[] theirs = RandomColumn.Values(random, other, others, wild);
            for (int i = 0; i < others && rows > 0; i++)
                theirs[i] = random.Next(5) > 0 && As(values[random.Next(rows)], other.Logical) is { } same ? same : theirs[i];
            left.Add(($"l{k}", own, values));
            right.Add(($"r{k}", other, theirs));
        }
        left.AddRange([("lv", DataType.Float64, Numbers(random, rows)), ("lt", DataType.Utf8, RandomColumn.Values(random, DataType.Utf8, rows, false))]);
        right.AddRange([("rv", DataType.Float64, Numbers(random, others)), ("rt", DataType.Utf8, RandomColumn.Values(random, DataType.Utf8, others, false))]);
        return (new CutTable(left, seed), new CutTable(right, seed + 1), [.. Enumerable.Range(0, count).Select(k => (k, k))], random);
    }

    private static Scalar[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(9) == 0 ? Scalar.Null : Scalar.Float64(random.Next(40) / 4.0))];

    // The same value of another type, where it holds it.
    private static Scalar? As(Scalar value, LogicalType type)
    {
        if (value.IsNull || value.Type == type)
            return value;
        try
        {
            var same = type switch
            {
                { Kind: LogicalKind.Real } => Scalar.Float64(value.AsDouble),
                { Kind: LogicalKind.Whole } => Scalar.Int64(checked((long)value.AsDouble)),
                { Kind: LogicalKind.Unsigned } => Scalar.UInt64(checked((ulong)value.AsDouble)),
                { Kind: LogicalKind.Bool } => Scalar.Bool(value.AsDouble != 0),
                { Kind: LogicalKind.Date } => Scalar.Date(checked((int)(value.AsInt64 / 86_400 / ((LogicalTimestamp)value.Type!).TicksPerSecond))),
                LogicalTimestamp t => Scalar.Timestamp(t, value.Type is LogicalTimestamp from
                    ? checked((long)((Int128)value.AsInt64 * t.TicksPerSecond / from.TicksPerSecond)) : checked(value.AsInt64 * 86_400 * t.TicksPerSecond)),
                _ => Scalar.Null,
            };
            return same;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
