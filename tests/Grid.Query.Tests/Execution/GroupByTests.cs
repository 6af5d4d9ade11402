using Grid.Columns;

namespace Grid.Query.Tests;

public class GroupByTests
{
    private static readonly string[] Functions = ["count", "sum", "mean", "min", "max", "std", "nunique"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Groups_of_random_tables_equal_the_rows_grouped_at_once(int keys) => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        DataType[] types = [.. Enumerable.Range(0, keys).Select(_ => RandomColumn.Types[random.Next(RandomColumn.Types.Length)]),
            DataType.Float64, DataType.Int64, DataType.Utf8, DataType.UInt64, DataType.Bool, DataType.Timestamp(TimeUnit.Second)];
        var table = new RandomTable(seed, types);
        string[] aggregates = [.. types.Skip(keys).SelectMany((t, i) => Functions.Where(f => Takes(t, f)).Select(f => $"{f}(c{keys + i})")), "count()"];
        bool filtered = random.Next(2) == 0;
        var question = new GroupByQuestion([.. Enumerable.Range(0, keys).Select(k => $"c{k}")], aggregates)
        {
            Transforms = filtered ? [new WhereTransform($"c{keys + 1} > 0")] : [],
        };
        var answer = table.Ask<GroupByAnswer>(question, seed);

        var rows = Enumerable.Range(0, table.Rows)
            .Where(r => !filtered || (!table.Columns[keys + 1][r].IsNull && table.Columns[keys + 1][r].AsInt64 > 0))
            .Where(r => Enumerable.Range(0, keys).All(k => !table.Columns[k][r].IsNull && !Reference.IsNaN(table.Columns[k][r])));
        var groups = rows.GroupBy(r => string.Join("|", Enumerable.Range(0, keys).Select(k => Bits.Of(Reference.Key(table.Columns[k][r])))))
            .Select(g => (Keys: Enumerable.Range(0, keys).Select(k => Reference.Key(table.Columns[k][g.First()])).ToArray(), Rows: g.ToList()))
            .ToList();
        groups.Sort((a, b) => Enumerable.Range(0, keys).Select(k => Reference.Compare(a.Keys[k], b.Keys[k])).FirstOrDefault(o => o != 0));
        Assert.Equal(groups.Select(g => Bits.Of(g.Keys)), answer.Groups.Select(g => Bits.Of(g.Keys)));
        foreach (var (expected, got) in groups.Zip(answer.Groups))
        {
            for (int a = 0; a < aggregates.Length; a++)
                AssertValue(aggregates[a], table, keys, expected.Rows, got.Values[a]);
        }
    });

    [Fact]
    public void Any_order_and_grouping_of_partitions_gives_the_same_bits() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, [DataType.Int64, DataType.Utf8, DataType.Float64, DataType.Float64]);
        var question = new GroupByQuestion(["c0", "c1"], ["sum(c2)", "std(c3)", "nunique(c2)", "max(c1)"]);
        string inOrder = Bits.Of(table.Ask<GroupByAnswer>(question));
        for (int order = 1; order <= 3; order++)
            Assert.Equal(inOrder, Bits.Of(table.Ask<GroupByAnswer>(question, seed + order)));
    }, runs: 40);

    [Fact]
    public void Deviations_of_groups_far_apart_keep_their_digits()
    {
        double?[] values = [.. Enumerable.Range(0, 3000).Select(i => (double?)(i % 3 * 1e12 + i % 7))];
        long?[] keys = [.. Enumerable.Range(0, 3000).Select(i => (long?)(i % 3))];
        var batch = RecordBatch.From(("k", ColumnFactory.Int64(keys)), ("x", ColumnFactory.Float64(values)));
        var schema = batch.Schema;
        var answer = (GroupByAnswer)Execution.Ask(new GroupByQuestion(["k"], ["std(x)"]), schema, [new PartitionTable(schema, [batch])]);
        for (int k = 0; k < 3; k++)
        {
            double expected = Reference.Deviation(Enumerable.Range(0, 3000).Where(i => i % 3 == k).Select(i => Scalar.Float64(values[i]!.Value)))!.Value;
            Assert.Equal(expected, answer.Groups[k].Values[0].AsDouble, 1e-12);
        }
    }

    [Fact]
    public void Groups_that_do_not_go_into_one_state_come_in_slices()
    {
        const int Groups = 1_200_000;
        var schema = new Schema([new Field("k", DataType.Int64), new Field("x", DataType.Float64)]);
        var tables = Enumerable.Range(0, 2).Select(p => new PartitionTable(schema,
        [
            RecordBatch.From(
                ("k", ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, Groups).Select(i => (long)(i + p * 1000) * 7 % Groups)])),
                ("x", ColumnFactory.Primitive<double>(DataType.Float64, [.. Enumerable.Range(0, Groups).Select(i => i / 4.0)]))),
        ])).ToList();
        var run = Execution.Start(new GroupByQuestion(["k"], ["sum(x)", "count()"]), schema, statesTravel: true);
        int scans = 0, most = 0;
        for (; run.NextScan is { } scan; scans++)
        {
            var merged = tables.Select(t => scan.Compute(t, default)).Aggregate((a, b) => a.Merge(b));
            most = Math.Max(most, merged.Encode().Length);
            run.Accept(merged);
        }
        var answer = (GroupByAnswer)run.Finish();
        Assert.Equal(Groups, answer.Groups.Count);
        Assert.True(scans > 2, $"{scans} scans");
        Assert.True(most < 32 << 20, $"a state of {most} bytes");
        Assert.Equal(Enumerable.Range(0, Groups).Select(i => (long)i), answer.Groups.Select(g => g.Keys[0].AsInt64));
        Assert.All(answer.Groups, g => Assert.Equal(2, g.Values[1].AsInt64));
        Assert.Equal(2 * Enumerable.Range(0, Groups).Sum(i => i / 4.0), answer.Groups.Sum(g => g.Values[0].AsDouble));
    }

    [Fact]
    public void More_groups_than_may_be_are_given_up()
    {
        long[] values = [.. Enumerable.Range(0, 3000).Select(i => (long)i)];
        var batch = RecordBatch.From(("k", ColumnFactory.Primitive<long>(DataType.Int64, values)));
        var table = new PartitionTable(batch.Schema, [batch]);
        foreach (var (most, tooMany) in new[] { (3000, false), (2999, true) })
        {
            var groups = new GroupCollection(null, [new Scope(batch.Schema).Get("k")], [], most, GroupLimits.Budget);
            while (groups.Next is { } scan)
                groups.Accept((GroupState)scan.Compute(table, default));
            Assert.Equal(tooMany, groups.TooMany);
            if (!tooMany)
                Assert.Equal(3000, groups.All(Workers.None).Keys!.Count);
        }
    }

    [Fact]
    public void Keys_and_aggregates_may_be_expressions()
    {
        var batch = RecordBatch.From(("x", ColumnFactory.Int64(1, 2, 3, 4, null)), ("y", ColumnFactory.Float64(2, 4, 8, 16, 1)));
        var answer = (GroupByAnswer)Execution.Ask(
            new GroupByQuestion(["x % 2"], ["mean(y / x)", "count(*)"]), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        Assert.Equal(["x % 2"], answer.Keys);
        Assert.Equal([[0, 3, 2], [1, (2 + 8 / 3.0) / 2, 2]], answer.Groups.Select(g => new[] { g.Keys[0].AsDouble, g.Values[0].AsDouble, g.Values[1].AsDouble }));
    }

    [Fact]
    public void A_group_by_without_keys_or_aggregates_is_refused()
    {
        var schema = new Schema([new Field("x", DataType.Int64)]);
        Assert.Contains("at least one key", Assert.Throws<QuestionException>(() => Execution.Start(new GroupByQuestion([], ["sum(x)"]), schema)).Message);
        Assert.Contains("at least one aggregate", Assert.Throws<QuestionException>(() => Execution.Start(new GroupByQuestion(["x"], []), schema)).Message);
    }

    private static bool Takes(DataType type, string function) =>
        function is "count" or "min" or "max" or "nunique" || type.Id is not (TypeId.Utf8 or TypeId.Timestamp);

    private static void AssertValue(string aggregate, RandomTable table, int keys, List<int> rows, Scalar got)
    {
        if (aggregate == "count()")
        {
            Assert.Equal(rows.Count, got.AsInt64);
            return;
        }
        string function = aggregate[..aggregate.IndexOf('(')];
        int column = int.Parse(aggregate[(aggregate.IndexOf('c', function.Length) + 1)..^1]);
        var known = rows.Select(r => table.Columns[column][r]).Where(v => !v.IsNull && !Reference.IsNaN(v)).ToList();
        var ordered = known.Select(Reference.Key).Order(Comparer<Scalar>.Create(Reference.Compare)).ToList();
        double size = known.Count == 0 || known[0].AsText is not null ? 0 : known.Max(v => Math.Abs(v.AsDouble));
        switch (function)
        {
            case "count":
                Assert.Equal(known.Count, got.AsInt64);
                break;
            case "nunique":
                Assert.Equal(known.Select(Reference.Key).Distinct().Count(), got.AsInt64);
                break;
            case "min" or "max":
                Assert.Equal(ordered.Count == 0 ? Scalar.Null : function == "min" ? ordered[0] : ordered[^1], got);
                break;
            case "sum" when table.Schema[column].Type.Id != TypeId.Float64:
                Assert.Equal(Bits.Of(Whole(table.Schema[column].Type, known)), Bits.Of(got));
                break;
            case "sum":
                AssertNear($"{aggregate} x {known.Count}: {string.Join(",", known.Take(9))}", Reference.Sum(known), got.AsDouble, size * known.Count);
                break;
            case "mean" when known.Count == 0:
                Assert.True(got.IsNull);
                break;
            case "mean":
                AssertNear(aggregate, Reference.Sum(known) / known.Count, got.AsDouble, size);
                break;
            default:
                Assert.Equal(known.Count < 2, got.IsNull);
                if (known.Count >= 2)
                    AssertNear($"{aggregate} of {table.Schema[column].Type} x {known.Count}: {string.Join(",", known.Take(8))}", Reference.Deviation(known)!.Value, got.AsDouble, size / 1000);
                break;
        }
    }

    private static Scalar Whole(DataType type, List<Scalar> known)
    {
        var sum = known.Aggregate((Int128)0, (a, v) => a + (type.Id == TypeId.UInt64 ? (ulong)v.AsInt64 : v.AsInt64));
        if (type.Id == TypeId.UInt64 && sum <= ulong.MaxValue)
            return Scalar.UInt64((ulong)sum);
        return Scalar.Whole(sum);
    }

    // Beside what rounding leaves of the values, and of products below the normal range, figures agree.
    private static void AssertNear(string aggregate, double expected, double got, double size) => Assert.True(
        Reference.Near(expected, got, 1e-10) || Math.Abs(expected - got) <= 1e-12 * size + 1e-300, $"{aggregate} = {got:R}, expected {expected:R}");
}
