using Grid.Columns;

namespace Grid.Query.Tests;

public class RehearsalTests
{
    [Fact]
    public void Every_kind_of_question_is_rehearsed()
    {
        var batch = RecordBatch.From(
            ("key", Coded(7, 9)),
            ("a `number`", ColumnFactory.Float64(1, null, 3)));

        var asked = new Rehearsal(new PartitionTable(new Schema([new Field("key", DataType.Int64), new Field("a `number`", DataType.Float64)]), [batch])).Questions.Select(q => q.GetType()).ToHashSet();

        var kinds = typeof(Question).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Question)));
        Assert.All(kinds, kind => Assert.Contains(kind, asked));
    }

    [Fact]
    public void Any_table_can_be_rehearsed_and_is_left_as_it_was() => Properties.Hold(seed =>
    {
        var random = new RandomTable(seed, RandomColumn.Types, rows: new Random(seed).Next(200));
        foreach (var table in random.Tables)
        {
            string before = Execution.Ask(new DescribeQuestion(), table.Schema, [table]).ToString()!;
            var rehearsal = new Rehearsal(table);
            Assert.All(rehearsal.Pieces, DoUnlessTooLarge);
            Assert.Equal(before, Execution.Ask(new DescribeQuestion(), table.Schema, [table]).ToString());
        }
    });

    [Fact]
    public void Tables_without_a_kind_of_column_or_with_odd_names_are_rehearsed_to_the_end() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        string[] names = ["`", "a\"b", "it's", "others.x", "these", "these.others", "sum(x)", "figure", "größe", " "];
        random.Shuffle(names);
        var types = names[..random.Next(1, 5)].Select(name => (Name: name, Type: RandomColumn.Types[random.Next(RandomColumn.Types.Length)])).ToArray();
        int rows = random.Next(3) switch { 0 => 1, 1 => 2, _ => random.Next(3, 100) };
        bool isEmpty = random.Next(4) == 0;
        var columns = types.Select(t => (t.Name, RandomColumn.Encode(random, t.Type, isEmpty ? [.. Enumerable.Repeat(Scalar.Null, rows)] : RandomColumn.Values(random, t.Type, rows, wild: true))));
        var rehearsal = new Rehearsal(new PartitionTable(new Schema([.. types.Select(t => new Field(t.Name, t.Type))]), [RecordBatch.From([.. columns])]));

        Assert.All(rehearsal.Pieces, DoUnlessTooLarge);
    });

    [Fact]
    public void Groups_by_each_kind_of_key_joins_and_orders_are_rehearsed()
    {
        var batch = RecordBatch.From(
            ("coded", Coded(3, 4)), ("other", Coded(5, 6)), ("text", ColumnFactory.Utf8("a", "b", "a")), ("whole", ColumnFactory.Int64(1, 2, 3)), ("real", ColumnFactory.Float64(1, null, 3)));
        var schema = new Schema([
            new("coded", DataType.Int64), new("other", DataType.Int64), new("text", DataType.Utf8), new("whole", DataType.Int64), new("real", DataType.Float64)]);
        var questions = new Rehearsal(new PartitionTable(schema, [batch])).Questions;

        string[] keys = [.. questions.OfType<GroupByQuestion>().Select(q => string.Join(' ', q.Keys)).Distinct()];
        Assert.Equal(["`coded`", "`text`", "`whole`", "`coded` `other`", "`coded` `other` `text` `whole`"], keys);
        Assert.Contains(questions.OfType<GroupByQuestion>(), q => q is { Limit: not null, Having: not null, Order.Count: 1 });
        string all = string.Join(' ', questions.OfType<GroupByQuestion>().SelectMany(q => q.Aggregates));
        Assert.All(["count(", "sum(", "mean(", "std(", "min(", "max(", "nunique(", "median(", "corr("], function => Assert.Contains(function, all, StringComparison.Ordinal));
        Assert.Contains(questions.OfType<HeadQuestion>(), q => q is { Order.Count: 1, By.Count: 0 });
        Assert.Equal(["`coded`", "`text`", "`whole`"], questions.OfType<HeadQuestion>().SelectMany(q => q.By));
        Assert.Equal(["`coded`", "`text`", "`whole`"], questions.SelectMany(q => q.Transforms).OfType<JoinTransform>().SelectMany(join => join.Keys));
    }

    [Fact]
    public void Brief_questions_are_answered_whatever_the_columns_are() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        string[] names = ["`", "it's", "others.x", "these", "count()"];
        random.Shuffle(names);
        var fields = names[..random.Next(1, 4)].Select(name => new Field(name, RandomColumn.Types[random.Next(RandomColumn.Types.Length)])).ToArray();
        var batch = RecordBatch.From([.. fields.Select(f => (f.Name, RandomColumn.Encode(random, f.Type, RandomColumn.Values(random, f.Type, 20, wild: true))))]);
        var table = new PartitionTable(new Schema(fields), [batch]);
        var questions = Rehearsal.Brief(table.Schema, "t/load/0");

        Assert.Equal(fields.All(f => f.Type == DataType.Float64) ? 0 : 2, questions.Count);
        foreach (var question in questions)
        {
            var answer = (GroupByAnswer)Execution.Ask(question, table.Schema, [table], spec => Side(spec, question, table));
            Assert.True(answer.Groups.Count <= (question == questions[0] ? 1 : 0));
        }
    });

    [Fact]
    public void Columns_held_alike_are_rehearsed_once()
    {
        var one = RecordBatch.From(("a", ColumnFactory.Int64(1, 2)));
        var many = RecordBatch.From(("a", ColumnFactory.Int64(1, 2)), ("b", ColumnFactory.Int64(3, 4)), ("c", ColumnFactory.Int64(5, 6)));

        Assert.Equal(
            new Rehearsal(new PartitionTable(one.Schema, [one])).Questions.Count,
            new Rehearsal(new PartitionTable(many.Schema, [many])).Questions.Count);
    }

    [Fact]
    public void A_partition_without_rows_asks_nothing() =>
        Assert.Empty(new Rehearsal(new PartitionTable(new Schema([new Field("a", DataType.Int64)]), [])).Questions);

    // What whole numbers come to may be past their range: that is for the data to refuse.
    private static void DoUnlessTooLarge(Action<CancellationToken> piece)
    {
        try
        {
            piece(CancellationToken.None);
        }
        catch (QuestionException e) when (e.Message.Contains("does not hold", StringComparison.Ordinal))
        {
        }
    }

    private static JoinSide Side(JoinSideSpec spec, Question question, PartitionTable table)
    {
        var source = question.Transforms.OfType<JoinTransform>().Single().Source;
        Assert.Equal(["t/load/0"], source.Partitions);
        var (transforms, columns) = spec.RowsOf(source);
        var rows = FrameRows.Of(table.Schema, transforms, columns);
        var taken = rows.Take(table, CancellationToken.None);
        Assert.All(taken, batch => Assert.Equal(0, batch.Length));
        return JoinSide.Build(spec, taken, rows.Schema, CancellationToken.None);
    }

    private static DictionaryColumn Coded(long first, long second) => new(ColumnFactory.Primitive<byte>(DataType.UInt8, [0, 1, 0]), ColumnFactory.Int64(first, second));
}
