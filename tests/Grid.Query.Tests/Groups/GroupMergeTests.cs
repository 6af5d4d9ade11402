using Grid.Columns;

namespace Grid.Query.Tests;

public class GroupMergeTests
{
    private static readonly string[] Aggregates =
        ["count()", "sum(c2)", "mean(c2)", "std(c2)", "sum(c3)", "mean(c3)", "std(c3)", "min(c2)", "max(c3)", "nunique(c2)", "max(c1)", "nunique(c1)"];

    [Fact]
    public void The_same_rows_cut_in_any_way_give_the_same_bits() => Properties.Hold(seed =>
    {
        DataType[] types = [RandomColumn.Types[seed % 8], DataType.Utf8, DataType.Float64, DataType.Int64];
        var question = new GroupByQuestion(seed % 2 == 0 ? ["c0"] : ["c0", "c1"], Aggregates);
        string whole = Bits.Of(new RandomTable(seed, types).Ask<GroupByAnswer>(question));
        for (int cut = 1; cut <= 4; cut++)
            Assert.Equal(whole, Bits.Of(new RandomTable(seed, types, cut: cut).Ask<GroupByAnswer>(question, cut)));
    });

    [Fact]
    public void States_merged_at_once_on_any_threads_are_those_merged_one_by_one() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int groups = random.Next(1, 30_000), states = random.Next(2, 5), keys = random.Next(1, 4);
        var schema = new Schema([.. Enumerable.Range(0, keys).Select(k => new Field($"k{k}", k == 1 ? DataType.Utf8 : DataType.Int64)), new Field("x", DataType.Float64)]);
        var question = new GroupByQuestion([.. Enumerable.Range(0, keys).Select(k => $"k{k}")], ["sum(x)", "std(x)", "max(x)", "count()"]);
        var tables = Enumerable.Range(0, states).Select(_ => Table(random, schema, groups)).ToList();
        var merged = Execution.Start(question, schema);
        var one = Execution.Start(question, schema);
        var scan = one.NextScan!;
        AggregateState[] all = [.. tables.Select(t => scan.Compute(t, default))];
        one.Accept(all.Aggregate((a, b) => a.Merge(b)));
        merged.Workers = new Threads();
        merged.Accept(AggregateState.Merge(all, merged.Workers));
        Assert.Equal(Bits.Of(one.Finish()), Bits.Of(merged.Finish()));
    }, runs: 8);

    [Fact]
    public void Groups_equal_a_plain_grouping_of_all_rows() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        var schema = new Schema([new Field("k0", DataType.Int64), new Field("k1", DataType.Utf8), new Field("x", DataType.Float64)]);
        var tables = Enumerable.Range(0, 4).Select(_ => Table(random, schema, random.Next(1, 5000))).ToList();
        var run = Execution.Start(new GroupByQuestion(["k1", "k0"], ["count()", "min(x)"]), schema);
        run.Workers = new Threads();
        run.Accept(AggregateState.Merge([.. tables.Select(t => run.NextScan!.Compute(t, default))], run.Workers));
        var expected = new SortedDictionary<(string, long), (long Rows, double Least)>(Comparer<(string, long)>.Create(
            (a, b) => string.CompareOrdinal(a.Item1, b.Item1) is var order and not 0 ? order : a.Item2.CompareTo(b.Item2)));
        foreach (var batch in tables.SelectMany(t => t.Batches))
        {
            for (int i = 0; i < batch.Length; i++)
            {
                var key = (((Utf8Column)batch.Columns[1]).GetString(i)!, ((PrimitiveColumn<long>)batch.Columns[0]).Values[i]);
                double x = ((PrimitiveColumn<double>)batch.Columns[2]).Values[i];
                expected[key] = expected.TryGetValue(key, out var known) ? (known.Rows + 1, Math.Min(known.Least, x)) : (1, x);
            }
        }
        var groups = ((GroupByAnswer)run.Finish()).Groups;
        Assert.Equal(expected.Select(e => (e.Key, e.Value)), groups.Select(g => ((g.Keys[0].AsText!, g.Keys[1].AsInt64), (g.Values[0].AsInt64, g.Values[1].AsDouble))));
    }, runs: 8);

    [Fact]
    public void Keys_in_fewer_bytes_beside_short_texts_are_the_groups_of_plain_ones() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int rows = random.Next(1, 6000), groups = random.Next(1, 300);
        long[][] keys = [.. Enumerable.Range(0, 6).Select(k => Enumerable.Range(0, rows).Select(_ => (k switch { 0 => -128L, 2 => short.MinValue, 4 => int.MinValue, _ => 0L }) + random.Next(Math.Min(groups, 200))).ToArray())];
        string[] texts = [.. Enumerable.Range(0, rows).Select(_ => $"id{random.Next(groups)}")];
        var schema = new Schema([.. Enumerable.Range(0, 6).Select(k => new Field($"k{k}", DataType.Int64)), new Field("t", DataType.Utf8), new Field("x", DataType.Float64)]);
        var x = ColumnFactory.Primitive<double>(DataType.Float64, [.. texts.Select(_ => Math.Round(random.NextDouble(), 3))]);
        var wide = RecordBatch.From([.. keys.Select((k, i) => ($"k{i}", (Column)ColumnFactory.Primitive<long>(DataType.Int64, k))), ("t", ColumnFactory.Utf8(texts)), ("x", x)]);
        var narrow = RecordBatch.From(
            ("k0", ColumnFactory.Primitive<sbyte>(DataType.Int8, Array.ConvertAll(keys[0], k => (sbyte)k))), ("k1", ColumnFactory.Primitive<byte>(DataType.UInt8, Array.ConvertAll(keys[1], k => (byte)k))),
            ("k2", ColumnFactory.Primitive<short>(DataType.Int16, Array.ConvertAll(keys[2], k => (short)k))), ("k3", ColumnFactory.Primitive<ushort>(DataType.UInt16, Array.ConvertAll(keys[3], k => (ushort)k))),
            ("k4", ColumnFactory.Primitive<int>(DataType.Int32, Array.ConvertAll(keys[4], k => (int)k))), ("k5", ColumnFactory.Primitive<uint>(DataType.UInt32, Array.ConvertAll(keys[5], k => (uint)k))),
            ("t", ColumnFactory.Utf8(texts)), ("x", x));
        string[] by = [.. Enumerable.Range(0, 6).Where(_ => random.Next(2) == 0).Select(k => $"k{k}"), .. random.Next(2) == 0 ? ["t"] : Array.Empty<string>()];
        var question = new GroupByQuestion(by.Length == 0 ? ["k4", "t"] : by, ["count()", "sum(x)", "mean(x)", "var(x)", "sum(k2)"]);
        string expected = Bits.Of(Execution.Ask(question, schema, [new PartitionTable(schema, [wide])]));
        Assert.Equal(expected, Bits.Of(Execution.Ask(question, schema, [new PartitionTable(schema, [narrow])])));
        // Slices and shards go by the same hashes, however keys lie in memory.
        int half = rows / 2;
        Assert.Equal(expected, Bits.Of(Execution.Ask(question, schema, [new PartitionTable(schema, [narrow.Slice(0, half)]), new PartitionTable(schema, [wide.Slice(half, rows - half)])])));
        var scan = Execution.Start(question, schema).NextScan!;
        Assert.Equal(Hashes(scan.Compute(new PartitionTable(schema, [wide]), default)), Hashes(scan.Compute(new PartitionTable(schema, [narrow]), default)));
    }, runs: 20);

    private static IEnumerable<ulong> Hashes(AggregateState state) =>
        Enumerable.Range(0, ((GroupState)state).Keys!.Count).Select(((GroupState)state).Keys!.HashOf).Order();

    private static PartitionTable Table(Random random, Schema schema, int groups)
    {
        int rows = random.Next(1, 15_000);
        var columns = schema.Fields.Select(f => (f.Name, f.Type.Id switch
        {
            TypeId.Utf8 => ColumnFactory.Utf8([.. Enumerable.Range(0, rows).Select(_ => $"t{random.Next(groups) / 3:000000}{(random.Next(50) == 0 ? "longer" : "")}")]),
            TypeId.Int64 => ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, rows).Select(_ => (random.Next(groups) - 7L) * (random.Next(9) == 0 ? 1L << 40 : 1))]),
            _ => (Column)ColumnFactory.Primitive<double>(DataType.Float64, [.. Enumerable.Range(0, rows).Select(_ => Math.Round(random.NextDouble() * 100, 6))]),
        })).ToArray();
        return new PartitionTable(schema, [RecordBatch.From(columns)]);
    }

    private sealed class Threads : Workers
    {
        public override int Count => 4;

        public override void Run(int parts, Action<int> part) => Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, part);
    }
}
