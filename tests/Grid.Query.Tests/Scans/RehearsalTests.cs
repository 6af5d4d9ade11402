using Grid.Columns;

namespace Grid.Query.Tests;

public class RehearsalTests
{
    [Fact]
    public void Every_kind_of_question_is_rehearsed()
    {
        var batch = RecordBatch.From(
            ("key", new DictionaryColumn(ColumnFactory.Primitive<byte>(DataType.UInt8, [0, 1, 0]), ColumnFactory.Int64(7, 9))),
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
            foreach (var question in rehearsal.Questions)
                rehearsal.Ask(question, CancellationToken.None);
            Assert.Equal(before, Execution.Ask(new DescribeQuestion(), table.Schema, [table]).ToString());
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
}
