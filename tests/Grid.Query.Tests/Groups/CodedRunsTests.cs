using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Medians of groups whose values are codes, beside those of the same values in plain columns.</summary>
public class CodedRunsTests
{
    private static readonly string[] s_aggregates =
        ["median(x)", "quantile(x, 0.9)", "quantile(x, 0.25 where n > 3)", "median(n)", "median(-x)", "quantile(abs(n - 4), 0.7)", "median(x + n)", "max(x)", "sum(n)"];

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(3000)]
    public void Codes_and_plain_values_give_the_same_bits(int values) => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int rows = random.Next(1, 3000);
        long?[] keys = [.. Enumerable.Range(0, rows).Select(_ => random.Next(9) == 0 ? null : (long?)random.Next(5))];
        double?[] x = [.. Enumerable.Range(0, rows).Select(_ => random.Next(9) switch { 0 => null, 1 => (double?)double.NaN, _ => random.Next(values) / 4.0 })];
        long?[] n = [.. Enumerable.Range(0, rows).Select(_ => random.Next(5) == 0 ? null : (long?)random.Next(Math.Min(values, 9)))];
        foreach (string? filter in new[] { null, "n != 2" })
        {
            Assert.Equal(
                Bits.Of(Ask(filter, ("k", ColumnFactory.Int64(keys)), ("x", ColumnFactory.Float64(x)), ("n", ColumnFactory.Int64(n)))),
                Bits.Of(Ask(filter, ("k", Coded(keys, DataType.Int64)), ("x", Coded(x, DataType.Float64)), ("n", Coded(n, DataType.Int64)))));
        }
    }, runs: 30);

    [Fact]
    public void Codes_are_counted_where_pairs_are_few_and_rows_are_kept_where_they_are_not()
    {
        foreach (var (rows, values, counts) in new[] { (100, 50, true), (3000, 1000, true), (3000, 2000, false) })
        {
            double?[] x = [.. Enumerable.Range(0, rows).Select(i => (double?)(i % values))];
            long?[] k = [.. Enumerable.Range(0, rows).Select(i => (long?)(i % 4))];
            var table = Table(("k", Coded(k, DataType.Int64)), ("x", Coded(x, DataType.Float64)));
            var graph = new ExpressionGraph();
            int key = graph.Add(Binder.Bind("k", new Scope(table.Schema))), argument = graph.Add(Binder.Bind("x", new Scope(table.Schema)));
            var evaluator = new BatchEvaluator(graph, table, table.Batches[0]);
            Assert.Equal(counts, CodedRunsAccumulator.Of(evaluator, argument, DirectGroups.Of(evaluator, [key], 0, 1)!) is not null);
        }
    }

    private static GroupByAnswer Ask(string? filter, params (string, Column)[] columns)
    {
        var table = Table(columns);
        var question = new GroupByQuestion(["k"], s_aggregates) { Transforms = filter is null ? [] : [new WhereTransform(filter)] };
        return (GroupByAnswer)Execution.Ask(question, table.Schema, [table]);
    }

    private static PartitionTable Table(params (string Name, Column Column)[] columns) =>
        new(new Schema(columns.Select(c => new Field(c.Name, c.Column.Type is DictionaryType coded ? coded.Value : c.Column.Type))), [RecordBatch.From(columns)], 0);

    private static DictionaryColumn Coded<T>(T?[] values, DataType type) where T : unmanaged, IComparable<T>
    {
        T[] distinct = [.. values.OfType<T>().Distinct().OrderBy(v => v is double.NaN ? 1 : 0).ThenBy(v => v)];
        ushort?[] codes = [.. values.Select(v => v is { } value ? (ushort?)Array.IndexOf(distinct, value) : null)];
        return new DictionaryColumn(ColumnFactory.Primitive<ushort>(DataType.UInt16, codes), ColumnFactory.Primitive<T>(type, distinct), ordered: true);
    }
}
