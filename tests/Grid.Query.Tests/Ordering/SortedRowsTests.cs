using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Rows that partitions sort and that are merged, against all rows sorted at once.</summary>
public sealed class SortedRowsTests
{
    [Fact]
    public void Merged_rows_are_all_rows_sorted_whatever_the_cuts_and_pieces() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int count = random.Next(4) switch { 0 => 0, 1 => random.Next(10), _ => random.Next(600) };
        var table = new RandomTable(seed, RandomColumn.Types, rows: count);
        int[] by = [.. Enumerable.Range(0, RandomColumn.Types.Length).OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
        bool[] down = Array.ConvertAll(by, _ => random.Next(2) == 0);
        Transform[] transforms = [new SortTransform([.. by.Select((c, k) => $"c{c}{(down[k] ? " desc" : "")}")])];
        IEnumerable<int> rows = Enumerable.Range(0, table.Rows);
        if (random.Next(3) == 0)
        {
            transforms = [.. transforms, new WhereTransform("c1 > 0")];
            rows = rows.Where(r => !table.Columns[1][r].IsNull && table.Columns[1][r].AsInt64 > 0);
        }
        // A sort that keeps equals in their order, from the last key to the first.
        for (int k = by.Length - 1; k >= 0; k--)
        {
            var (column, sign) = (table.Columns[by[k]], down[k] ? -1 : 1);
            rows = rows.Order(Comparer<int>.Create((a, b) => IsMissing(column[a]) || IsMissing(column[b])
                ? IsMissing(column[a]).CompareTo(IsMissing(column[b]))
                : sign * Reference.Compare(column[a], column[b]))).ToArray();
        }
        string[] expected = [.. rows.Select(r => string.Join('|', table.Columns.Select(c => Text(c[r]))))];

        var merged = Merged(table, transforms, random);
        Assert.Equal(expected, merged);
        Assert.Equal(expected, Merged(new RandomTable(seed, RandomColumn.Types, rows: count, cut: 5), transforms, random));
    });

    [Fact]
    public void A_later_sort_decides_and_an_earlier_one_where_it_leaves_rows_equal()
    {
        var table = new PartitionTable(
            new Schema([new("a", DataType.Int64), new("b", DataType.Int64)]),
            [RecordBatch.From(("a", ColumnFactory.Int64([2, 1, 2, null, 1])), ("b", ColumnFactory.Int64([5, 6, 7, 8, 9])))]);
        Transform[] twice = [new SortTransform(["b desc"]), new SortTransform(["a"]), new DropTransform(["a"])];
        var rows = FrameRows.Sorted(table.Schema, twice);
        Assert.Equal(["b"], FrameRows.Of(table.Schema, twice).Schema.Fields.Select(f => f.Name));
        var taken = SortedRows.Of(table, rows, [], default).Take(0, 5);
        Assert.Equal([9, 6, 7, 5, 8], ((PrimitiveColumn<long>)taken.Columns[0]).Values.ToArray());
        var head = (HeadAnswer)Execution.Ask(new HeadQuestion(2) { Transforms = twice }, table.Schema, [table]);
        Assert.Equal(["9", "6"], head.Rows.Select(r => r[0].ToString()));
        var other = (HeadAnswer)Execution.Ask(new HeadQuestion(2, ["b"]) { Order = ["b"], Transforms = twice[..2] }, table.Schema, [table]);
        Assert.Equal(["5", "6"], other.Rows.Select(r => r[0].ToString()));
    }

    [Theory]
    [InlineData("first(a)")]
    [InlineData("max(b) - last(b) as d")]
    public void What_goes_by_the_source_is_refused_of_a_sorted_frame(string aggregate)
    {
        var schema = new Schema([new("a", DataType.Int64), new("b", DataType.Int64)]);
        Transform[] sorted = [new SortTransform(["b"])];
        foreach (Question question in new Question[] { new AggregateQuestion([aggregate]), new GroupByQuestion(["a"], [aggregate]) })
        {
            var fault = Assert.Throws<QuestionException>(() => Execution.Start(question with { Transforms = sorted }, schema));
            Assert.Contains("goes by the order of the source, and the frame is sorted otherwise", fault.Message, StringComparison.Ordinal);
            Execution.Start(question, schema);
        }
        Assert.Contains("come in the order of the source", Assert.Throws<QuestionException>(() => Execution.Start(new HeadQuestion(3) { Distinct = ["a"], Transforms = sorted }, schema)).Message, StringComparison.Ordinal);
        Assert.Contains("unknown column 'c'", Assert.Throws<QuestionException>(() => FrameRows.Of(schema, [new SortTransform(["c desc"])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_columns_of_sorted_rows_are_needed_with_what_they_are_sorted_by() => Assert.Equal(
        ["b", "c"],
        QuestionColumns.Needed(new HeadQuestion(3, ["c"]) { Transforms = [new SortTransform(["b"])] }, new Schema([new("a", DataType.Int64), new("b", DataType.Int64), new("c", DataType.Int64)])));

    private static string[] Merged(RandomTable table, Transform[] transforms, Random random)
    {
        var rows = FrameRows.Sorted(table.Schema, transforms);
        var sources = table.Tables.Select(t => SortedRows.Of(t, rows, [], default)).ToArray();
        var schema = FrameRows.Of(table.Schema, transforms).Schema;
        int[] taken = new int[sources.Length];
        var merge = new SortedMerge(sources.Length, rows.Descending);
        for (int i = 0; i < sources.Length; i++)
            Feed(i);
        int blockRows = random.Next(1, 200);
        var block = new MergedRows(blockRows);
        var all = new List<string>();
        while (!merge.IsOver)
        {
            if (merge.Advance(block) is { } dry)
                Feed(dry);
            if (!block.IsFull)
                continue;
            all.AddRange(RowsOf(block.Take(schema)));
            block = new MergedRows(blockRows);
        }
        all.AddRange(RowsOf(block.Take(schema)));
        return [.. all];

        void Feed(int source)
        {
            int count = Math.Min(random.Next(1, 100), sources[source].Count - taken[source]);
            merge.Feed(source, count == 0 ? null : sources[source].Take(taken[source], count));
            taken[source] += count;
        }
    }

    private static IEnumerable<string> RowsOf(RecordBatch batch)
    {
        var table = new PartitionTable(batch.Schema, [batch]);
        return ((HeadAnswer)Execution.Ask(new HeadQuestion(100_000), batch.Schema, [table])).Rows.Select(r => string.Join('|', r.Select(Text)));
    }

    private static string Text(Scalar value) => value.IsNull ? "null" : value.AsText ?? (value.Type!.Kind == LogicalKind.Real ? $"{value.AsDouble:R}" : $"{(value.Type.Kind == LogicalKind.Unsigned ? (ulong)value.AsInt64 : value.AsInt64)}");

    private static bool IsMissing(Scalar value) => value.IsNull || Reference.IsNaN(value);
}
