using Grid.Columns;

namespace Grid.Query.Tests;

public class RowConditionTests
{
    private static readonly Schema Columns = new(
    [
        new Field("i", DataType.Int64), new Field("u", DataType.UInt64), new Field("r", DataType.Float64), new Field("t", DataType.Utf8), new Field("b", DataType.Bool),
        new Field("d", DataType.Date32), new Field("s", DataType.Timestamp(TimeUnit.Millisecond)), new Field("n", DataType.Int64),
    ]);

    private static readonly RowBounds Known = Of(
        ("i", new(ColumnFactory.Int64(10, 20), MayHaveNulls: false)),
        ("u", new(ColumnFactory.Primitive<ulong>(DataType.UInt64, [1UL << 63, ulong.MaxValue]))),
        ("r", new(ColumnFactory.Float64(-0.0, 1.5))),
        ("t", new(ColumnFactory.Utf8("bar", "foo"))),
        ("b", new(ColumnFactory.Bool(true, true), MayHaveNulls: false)),
        ("d", new(ColumnFactory.Primitive<int>(DataType.Date32, [0, 9]))),
        ("s", new(ColumnFactory.Primitive<int>(DataType.Date32, [0, 9]))),
        ("n", new(null, MayHaveValues: false)));

    private static RowBounds Of(params (string Name, ColumnBounds Bounds)[] columns) => new(columns.ToDictionary(c => c.Name, c => c.Bounds));

    private static RowCondition? Condition(string text, Schema? schema = null) => FrameRows.Of(schema ?? Columns, [new WhereTransform(text)]).Condition;

    [Theory]
    [InlineData("i < 10"), InlineData("i <= 9.5"), InlineData("i > 20"), InlineData("i == 21"), InlineData("21 < i"), InlineData("i in (1, 2, 30)"), InlineData("i == 15.5")]
    [InlineData("not (i >= 10)"), InlineData("i between 30 and 40"), InlineData("i is null"), InlineData("i > 1e300")]
    [InlineData("u < 5"), InlineData("u == 0"), InlineData("u < 9223372036854775808")]
    [InlineData("r < 0"), InlineData("r > 1.5"), InlineData("r == 2"), InlineData("r in (-1, 2)")]
    [InlineData("t < 'bar'"), InlineData("t > 'foo'"), InlineData("t == 'zoo'"), InlineData("starts_with(t, 'fop')"), InlineData("starts_with(t, 'a')"), InlineData("t in ('a', 'z')")]
    [InlineData("not b"), InlineData("b == false"), InlineData("b is null")]
    [InlineData("d > '1970-01-10'"), InlineData("s >= '1970-01-10 00:00:00.001'"), InlineData("s < '1970-01-01'"), InlineData("d == '2020-02-02'")]
    [InlineData("n > 0"), InlineData("n is not null"), InlineData("n == n"), InlineData("n in (1, 2)")]
    [InlineData("i < 10 and t == 'foo'"), InlineData("t == 'foo' and i < 10"), InlineData("i < 10 or r > 7"), InlineData("i < 10 and i * 1000 > 5"), InlineData("i * 1000 > 5 and i < 10")]
    public void What_holds_for_no_row_is_ruled_out(string condition) =>
        Assert.True(Condition(condition)!.IsNever(Known));

    [Theory]
    [InlineData("i <= 10"), InlineData("i == 20"), InlineData("i != 15"), InlineData("i in (1, 11)"), InlineData("i is not null"), InlineData("i > 19.5")]
    [InlineData("u > 5"), InlineData("u == 18446744073709551615"), InlineData("u is null")]
    [InlineData("r <= 0"), InlineData("r == 0"), InlineData("r == 1"), InlineData("r != 1"), InlineData("is_nan(r)"), InlineData("not (r < 5)"), InlineData("r is null")]
    [InlineData("t == 'bar'"), InlineData("t like 'z%'"), InlineData("lower(t) == 'z'"), InlineData("starts_with(t, 'fo')"), InlineData("starts_with(t, 'f')"), InlineData("starts_with(t, '')"), InlineData("t is null")]
    [InlineData("b"), InlineData("d == '1970-01-10'"), InlineData("s == '1970-01-10'"), InlineData("n is null")]
    [InlineData("i < 10 or t == 'foo'"), InlineData("i * 1000 > 5"), InlineData("i < 10 or i * 1000 > 5")]
    public void What_may_hold_or_fail_is_not(string condition) => Assert.False(Condition(condition)!.IsNever(Known));

    [Fact]
    public void A_condition_of_no_column_rules_nothing_out() => Assert.Null(Condition("1 > 2"));

    [Fact]
    public void Bounds_of_another_type_than_the_datasets_say_nothing_but_where_they_widen()
    {
        var text = new Schema([new Field("a", DataType.Utf8)]);
        Assert.False(Condition("a == 'x'", text)!.IsNever(Of(("a", new ColumnBounds(ColumnFactory.Int64(1, 2))))));
        var real = new Schema([new Field("a", DataType.Float64)]);
        Assert.True(Condition("a < 1", real)!.IsNever(Of(("a", new ColumnBounds(ColumnFactory.Int64(1, 2))))));
        Assert.False(Condition("a < 1", real)!.IsNever(Of(("a", new ColumnBounds(ColumnFactory.Int64(2, 1))))));
        Assert.False(Condition("a < 1", real)!.IsNever(Of(("a", new ColumnBounds(ColumnFactory.Float64(double.NaN, double.NaN))))));
        var fine = new Schema([new Field("a", DataType.Timestamp(TimeUnit.Nanosecond))]);
        Assert.False(Condition("a < '1970-01-01'", fine)!.IsNever(Of(("a", new ColumnBounds(ColumnFactory.Primitive<int>(DataType.Date32, [0, int.MaxValue]))))));
    }

    [Fact]
    public void Rows_that_are_ruled_out_are_rows_that_are_not_kept()
    {
        int ruledOut = 0, kept = 0;
        Properties.Hold(seed =>
        {
            var random = new Random(seed);
            var batch = Rows(random);
            var table = new PartitionTable(batch.Schema, [batch]);
            for (int n = 0; n < 20; n++)
            {
                var rows = FrameRows.Of(batch.Schema, [new WhereTransform(Text(random, 2))]);
                bool isNever = rows.Condition?.IsNever(Bounds(batch)) ?? false;
                int found;
                try
                {
                    found = rows.Take(table, default).Sum(b => b.Length);
                }
                catch (QuestionException)
                {
                    found = -1;
                }
                (ruledOut, kept) = (ruledOut + (isNever ? 1 : 0), kept + (found > 0 ? 1 : 0));
                Assert.True(!isNever || found == 0, $"seed {seed}: {found} rows");
            }
        });
        Assert.True(ruledOut > 100 && kept > 100, $"{ruledOut} ruled out, {kept} with rows");
    }

    private static RecordBatch Rows(Random random)
    {
        int count = random.Next(1, 5), low = random.Next(-3, 4);
        T?[] Of<T>(Func<int, T> value) where T : struct => [.. Enumerable.Range(0, count).Select(_ => random.Next(6) == 0 ? (T?)null : value(low + random.Next(3)))];
        return RecordBatch.From(
            ("i", ColumnFactory.Int64(Of(v => (long)v))),
            ("r", ColumnFactory.Float64(Of(v => random.Next(5) == 0 ? double.NaN : v / 2.0))),
            ("t", ColumnFactory.Utf8([.. Enumerable.Range(0, count).Select(_ => random.Next(6) == 0 ? null : new string((char)('c' + low), random.Next(3)) + "é")])),
            ("b", ColumnFactory.Bool(Of(v => v > 0))),
            ("d", ColumnFactory.Primitive<int>(DataType.Date32, Of(v => v))));
    }

    // By a plain look at every value.
    private static RowBounds Bounds(RecordBatch batch) => new(batch.Schema.Fields.Zip(batch.Columns).ToDictionary(pair => pair.First.Name, pair =>
    {
        var (type, column) = (pair.First.Type, pair.Second);
        var rows = Enumerable.Range(0, column.Length).Where(column.IsValid);
        bool some = rows.Any();
        Column? extremes = column switch
        {
            PrimitiveColumn<long> c when some => ColumnFactory.Int64(rows.Min(i => c.Values[i]), rows.Max(i => c.Values[i])),
            PrimitiveColumn<int> c when some => ColumnFactory.Primitive<int>(type, [rows.Min(i => c.Values[i]), rows.Max(i => c.Values[i])]),
            PrimitiveColumn<double> c when rows.Any(i => !double.IsNaN(c.Values[i])) =>
                ColumnFactory.Float64(rows.Where(i => !double.IsNaN(c.Values[i])).Min(i => c.Values[i]), rows.Where(i => !double.IsNaN(c.Values[i])).Max(i => c.Values[i])),
            Utf8Column c when some => ColumnFactory.Utf8(rows.Select(c.GetString).Min(StringComparer.Ordinal), rows.Select(c.GetString).Max(StringComparer.Ordinal)),
            BoolColumn c when some => ColumnFactory.Bool(rows.Min(i => c.Values[i]), rows.Max(i => c.Values[i])),
            _ => null,
        };
        return new ColumnBounds(extremes, column.NullCount > 0, some);
    }));

    private static string Text(Random random, int depth)
    {
        if (depth > 0 && random.Next(3) > 0)
        {
            string left = Text(random, depth - 1), right = Text(random, depth - 1);
            return random.Next(5) switch { 0 => $"not ({left})", 1 or 2 => $"({left}) or ({right})", _ => $"({left}) and ({right})" };
        }
        string[] operators = ["<", "<=", ">", ">=", "==", "!="];
        string operation = operators[random.Next(operators.Length)];
        int value = random.Next(-5, 6);
        char letter = (char)('c' + value);
        return random.Next(14) switch
        {
            0 or 1 or 2 => $"i {operation} {value}",
            3 => $"i {operation} {value}.5",
            4 => $"r {operation} {value}.5",
            5 => $"r {operation} i",
            6 => $"t {operation} '{letter}'",
            7 => $"starts_with(t, '{letter}')",
            8 => "b",
            9 => $"d {operation} '1970-01-0{Math.Abs(value) + 1}'",
            10 => $"{(random.Next(2) == 0 ? "r" : "t")} is {(random.Next(2) == 0 ? "not " : "")}null",
            11 => $"i in ({value}, {value + 3})",
            12 => $"i * 4000000000000000000 {operation} {value}",
            _ => $"r in ({value}, {value}.5)",
        };
    }
}
