using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Rows in an order, of groups, without repetition and at random, against all rows sorted at once.</summary>
public class PickTests
{
    private static readonly DataType[] s_types = [DataType.Int64, DataType.Float64, DataType.Utf8, DataType.Timestamp(TimeUnit.Second), DataType.Bool];

    [Fact]
    public void The_first_rows_of_an_order_are_those_of_all_rows_sorted() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        var table = new RandomTable(seed, s_types);
        int[] by = [random.Next(s_types.Length), random.Next(s_types.Length)];
        bool[] down = [random.Next(2) == 0, random.Next(2) == 0];
        int wanted = random.Next(1, 40);
        var question = new HeadQuestion(wanted) { Order = [.. by.Select((c, i) => $"c{c}{(down[i] ? " desc" : random.Next(2) == 0 ? " asc" : "")}")] };
        var expected = Enumerable.Range(0, table.Rows).Order(Sorted(table, by, down)).Take(wanted);
        AssertRows(table, expected, table.Ask<HeadAnswer>(question, seed));
        var some = Enumerable.Range(0, table.Rows).Where(r => !table.Columns[0][r].IsNull && table.Columns[0][r].AsInt64 > 0).Order(Sorted(table, by, down)).Take(wanted);
        AssertRows(table, some, table.Ask<HeadAnswer>(question with { Transforms = [new WhereTransform("c0 > 0")] }, seed));
    });

    [Fact]
    public void The_first_rows_of_each_group_are_those_of_all_rows_sorted() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        var table = new RandomTable(seed, s_types);
        int[] keys = [random.Next(s_types.Length), random.Next(s_types.Length)], by = [random.Next(s_types.Length)];
        bool[] down = [random.Next(2) == 0];
        int wanted = random.Next(5) == 0 ? random.Next(15, 40) : random.Next(1, 4);
        string[] order = random.Next(4) == 0 ? [] : [$"c{by[0]}{(down[0] ? " desc" : "")}"];
        var ranks = order.Length == 0 ? Comparer<int>.Default : Sorted(table, by, down);
        var expected = Enumerable.Range(0, table.Rows).Where(r => keys.All(k => !table.Columns[k][r].IsNull && !Reference.IsNaN(table.Columns[k][r])))
            .GroupBy(r => string.Join("|", keys.Select(k => Bits.Of(Reference.Key(table.Columns[k][r])))))
            .OrderBy(g => g.First(), Sorted(table, keys, [false, false], byPlace: false)).SelectMany(g => g.Order(ranks).Take(wanted));
        AssertRows(table, expected, table.Ask<HeadAnswer>(new HeadQuestion(wanted) { By = [.. keys.Select(k => $"c{k}")], Order = order }, seed));
    });

    [Fact]
    public void Rows_that_repeat_others_are_dropped() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        var table = new RandomTable(seed, s_types);
        int[] columns = random.Next(3) == 0 ? [0, 1, 2, 3, 4] : [random.Next(s_types.Length)];
        int wanted = random.Next(1, 60);
        string Key(int row) => string.Join("|", columns.Select(c => Reference.IsNaN(table.Columns[c][row]) ? "null" : Bits.Of(Reference.Key(table.Columns[c][row]))));
        var expected = Enumerable.Range(0, table.Rows).DistinctBy(Key).Take(wanted);
        AssertRows(table, expected, table.Ask<HeadAnswer>(new HeadQuestion(wanted) { Distinct = columns.Length == 5 ? [] : [$"c{columns[0]}"] }, seed));
    });

    [Fact]
    public void A_sample_is_the_same_however_the_table_is_cut()
    {
        const int Rows = 20_000;
        long[] values = [.. Enumerable.Range(0, Rows).Select(i => (long)i)];
        var schema = new Schema([new Field("x", DataType.Int64)]);
        List<PartitionTable> Cut(int size) => [.. Enumerable.Range(0, (Rows + size - 1) / size).Select(p => new PartitionTable(
            schema, [RecordBatch.From(("x", ColumnFactory.Primitive<long>(DataType.Int64, values.AsSpan(p * size, Math.Min(size, Rows - p * size)))))], (long)p * size))];
        long[] Draw(int size, Question question) => [.. ((HeadAnswer)Execution.Ask(question, schema, Cut(size))).Rows.Select(r => r[0].AsInt64)];
        var share = new HeadQuestion(100_000) { Transforms = [new SampleTransform(0.05, 7)] };
        var number = new HeadQuestion(500) { SampleSeed = 7 };
        foreach (var question in new[] { share, number })
        {
            long[] whole = Draw(Rows, question);
            Assert.Equal(whole, whole.Order());
            Assert.Equal(whole, Draw(777, question));
            Assert.Equal(whole, Draw(4096, question));
        }
        Assert.Equal(500, Draw(Rows, number).Distinct().Count());
        Assert.InRange(Draw(Rows, share).Length, 850, 1150);
        Assert.NotEqual(Draw(Rows, number), Draw(Rows, number with { SampleSeed = 8 }));
        Assert.Equal(Rows, Draw(Rows, share with { Transforms = [new SampleTransform(1, 7)] }).Length);
        Assert.Empty(Draw(Rows, share with { Transforms = [new SampleTransform(0, 7)] }));
        Assert.Equal(Rows, Draw(Rows, number with { Rows = 50_000 }).Length);
        // Of what a filter keeps.
        Assert.All(Draw(777, number with { Transforms = [new WhereTransform("x % 2 == 1")] }), x => Assert.Equal(1, x % 2));
        // All parts of the table are as likely: of ten parts of 2,000 rows, each has its share but for chance.
        Assert.All(Draw(Rows, share).GroupBy(x => x / 2000).Select(g => g.Count()), count => Assert.InRange(count, 60, 145));
    }

    [Fact]
    public void Many_rows_of_many_groups_come_in_several_states()
    {
        const int Rows = 300_000, Groups = 20_000;
        var schema = new Schema([new Field("k", DataType.Int64), new Field("x", DataType.Float64), new Field("t", DataType.Utf8)]);
        var tables = Enumerable.Range(0, 3).Select(p => new PartitionTable(schema,
        [
            RecordBatch.From(
                ("k", ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, Rows / 3).Select(i => (long)i * 7 % Groups)])),
                ("x", ColumnFactory.Primitive<double>(DataType.Float64, [.. Enumerable.Range(0, Rows / 3).Select(i => (double)((long)(i + p * (Rows / 3)) * 7919 % Rows))])),
                ("t", ColumnFactory.Utf8([.. Enumerable.Range(0, Rows / 3).Select(i => new string('a', 150))]))),
        ], p * (Rows / 3))).ToList();
        var answer = (HeadAnswer)Execution.Ask(new HeadQuestion(2) { By = ["k"], Order = ["x desc"] }, schema, tables);
        var expected = Enumerable.Range(0, Rows).Select(r => (Key: (long)(r % (Rows / 3)) * 7 % Groups, Value: (double)((long)r * 7919 % Rows)))
            .GroupBy(r => r.Key).OrderBy(g => g.Key).SelectMany(g => g.OrderByDescending(r => r.Value).Take(2));
        Assert.Equal(expected, answer.Rows.Select(r => (r[0].AsInt64, r[1].AsDouble)));
    }

    [Theory]
    [InlineData("by,sample", "rows of groups, distinct rows and random rows do not go together; ask for one of them.")]
    [InlineData("by,distinct", "rows of groups, distinct rows and random rows do not go together; ask for one of them.")]
    [InlineData("distinct,order", "distinct rows come in the order of the source; leave out what to sort by.")]
    [InlineData("sample,order", "rows drawn at random come in the order of the source; leave out what to sort by.")]
    [InlineData("wrong order", "unknown column 'oops'")]
    [InlineData("wrong by", "unknown column 'oops'")]
    [InlineData("wrong distinct", "unknown column 'oops'")]
    [InlineData("wrong share", "a sample of a share of 1.5 cannot be drawn; give a share between 0 and 1, such as 0.01.")]
    public void What_does_not_go_is_refused(string what, string says)
    {
        var question = new HeadQuestion(5)
        {
            By = what == "wrong by" ? ["oops"] : what.Contains("by", StringComparison.Ordinal) ? ["x"] : [],
            Distinct = what == "wrong distinct" ? ["oops"] : what.Contains("distinct", StringComparison.Ordinal) ? [] : null,
            SampleSeed = what.Contains("sample", StringComparison.Ordinal) ? 1 : null,
            Order = what == "wrong order" ? ["oops desc"] : what.Contains("order", StringComparison.Ordinal) ? ["x"] : [],
            Transforms = what == "wrong share" ? [new SampleTransform(1.5, 1)] : [],
        };
        Assert.Contains(says, Assert.Throws<QuestionException>(() => Execution.Start(question, new Schema([new Field("x", DataType.Int64)]))).Message);
    }

    private static Comparer<int> Sorted(RandomTable table, int[] by, bool[] down, bool byPlace = true) => Comparer<int>.Create((a, b) =>
    {
        for (int i = 0; i < by.Length; i++)
        {
            Scalar x = table.Columns[by[i]][a], y = table.Columns[by[i]][b];
            bool noX = x.IsNull || Reference.IsNaN(x), noY = y.IsNull || Reference.IsNaN(y);
            int order = noX || noY ? noX.CompareTo(noY) : Reference.Compare(Reference.Key(x), Reference.Key(y)) * (down[i] ? -1 : 1);
            if (order != 0)
                return order;
        }
        return byPlace ? a.CompareTo(b) : 0;
    });

    private static void AssertRows(RandomTable table, IEnumerable<int> expected, HeadAnswer answer) => Assert.Equal(
        expected.Select(r => Bits.Of(table.Columns.Select(c => Reference.Key(c[r])))), answer.Rows.Select(r => Bits.Of(r.Select(Reference.Key))));
}
