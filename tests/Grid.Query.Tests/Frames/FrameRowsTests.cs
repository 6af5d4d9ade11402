using Grid.Columns;

namespace Grid.Query.Tests.Frames;

public sealed class FrameRowsTests
{
    private static readonly RecordBatch Batch = RecordBatch.From(
        ("n", ColumnFactory.Int64([.. Enumerable.Range(0, 5000).Select(i => i % 9 == 0 ? (long?)null : i % 100)])),
        ("x", ColumnFactory.Float64([.. Enumerable.Range(0, 5000).Select(i => (double?)(i / 4.0))])),
        ("t", ColumnFactory.Utf8([.. Enumerable.Range(0, 5000).Select(i => i % 11 == 0 ? null : $"text {i % 7}")])),
        ("b", ColumnFactory.Bool([.. Enumerable.Range(0, 5000).Select(i => (bool?)(i % 3 == 0))])));

    private static readonly PartitionTable Table = new(Batch.Schema, [Batch]);

    [Fact]
    public void Columns_that_nothing_changes_are_the_tables_own()
    {
        var rows = FrameRows.Of(Table.Schema, [new DropTransform(["t"])]);

        var taken = Assert.Single(rows.Take(Table, CancellationToken.None));

        Assert.Equal(["n", "x", "b"], rows.Schema.Fields.Select(f => f.Name));
        Assert.Same(Batch.Columns[1], taken.Columns[1]);
    }

    [Fact]
    public void Kept_and_computed_rows_are_those_that_head_shows()
    {
        Transform[] transforms =
        [
            new WhereTransform("n > 20 and x < 900"), new WithColumnTransform("y", "x * 2 + n"), new FillMissingTransform("t", "'none'"),
        ];
        var head = (HeadAnswer)Execution.Ask(new HeadQuestion(5000) { Transforms = transforms }, Table.Schema, [Table]);

        var taken = Assert.Single(FrameRows.Of(Table.Schema, transforms).Take(Table, CancellationToken.None));

        var again = new PartitionTable(taken.Schema, [taken]);
        var shown = (HeadAnswer)Execution.Ask(new HeadQuestion(5000), taken.Schema, [again]);
        Assert.Equal(head.Columns, shown.Columns);
        Assert.InRange(head.Rows.Count, 1000, 4000);
        Assert.Equal(head.Rows.Count, taken.Length);
        foreach (var (expected, actual) in head.Rows.Zip(shown.Rows))
            Assert.Equal(expected, actual);
    }

    [Fact]
    public void Columns_come_in_the_order_asked_and_an_unknown_one_is_refused()
    {
        Assert.Equal(["x", "n"], FrameRows.Of(Table.Schema, [], ["x", "n"]).Schema.Fields.Select(f => f.Name));
        Assert.Throws<QuestionException>(() => FrameRows.Of(Table.Schema, [], ["z"]));
    }
}
