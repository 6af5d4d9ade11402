using System.Numerics;
using Grid.Columns;

namespace Grid.Query.Tests;

public class GroupSumsTests
{
    [Fact]
    public void Merged_sums_are_the_exact_ones_rounded_once() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int groups = random.Next(1, 8), states = random.Next(1, 6);
        var values = Enumerable.Range(0, groups).Select(_ => new List<double>()).ToArray();
        var from = new List<GroupSums>();
        for (int s = 0; s < states; s++)
        {
            var sums = Enumerable.Range(0, groups).Select(_ => new ExactSum()).ToArray();
            for (int i = random.Next(40); i > 0; i--)
            {
                int group = random.Next(groups);
                double value = Value(random);
                values[group].Add(value);
                sums[group].Add(value);
            }
            from.Add(random.Next(2) == 0 ? GroupSums.From(sums) : Read(GroupSums.From(sums), groups));
        }
        var merged = GroupSums.Room(from, groups);
        int[] all = [.. Enumerable.Range(0, groups)];
        foreach (var sums in from)
            merged.Take(sums, 0, all);
        int[] backwards = [.. all.Reverse()];
        var taken = merged.Take(backwards);
        for (int g = 0; g < groups; g++)
        {
            double expected = Reference.Sum(values[g].Select(Scalar.Float64));
            Assert.Equal(Bits.Of(expected + 0.0), Bits.Of(SumValue.Sum(LogicalType.Real, merged, g).AsDouble + 0.0));
            Assert.Equal(Bits.Of(expected + 0.0), Bits.Of(SumValue.Sum(LogicalType.Real, taken, groups - 1 - g).AsDouble + 0.0));
            var exact = new ExactSum();
            values[g].ForEach(exact.Add);
            if (values[g].Count > 0)
                Assert.Equal(Bits.Of(exact.Divide(values[g].Count) + 0.0), Bits.Of(SumValue.Mean(LogicalType.Real, merged, g, values[g].Count).AsDouble + 0.0));
        }
    }, runs: 400);

    [Fact]
    public void Whole_numbers_of_any_size_add_up() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        long[] values = [.. Enumerable.Range(0, random.Next(1, 300)).Select(_ => random.Next(3) switch { 0 => long.MinValue, 1 => random.NextInt64() >> random.Next(63), _ => long.MaxValue })];
        long[] keys = [.. values.Select(_ => (long)random.Next(3))];
        var batch = RecordBatch.From(("k", ColumnFactory.Primitive<long>(DataType.Int64, keys)), ("x", ColumnFactory.Primitive<long>(DataType.Int64, values)));
        var answer = (GroupByAnswer)Execution.Ask(new GroupByQuestion(["k"], ["sum(x)", "std(x)"]), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        foreach (var group in answer.Groups)
        {
            var own = values.Where((_, i) => keys[i] == group.Keys[0].AsInt64).ToList();
            Assert.Equal(own.Aggregate(BigInteger.Zero, (a, v) => a + v), (BigInteger)group.Values[0].AsWhole);
            if (own.Count > 1)
                Assert.True(Reference.Near(Reference.Deviation(own.Select(Scalar.Int64))!.Value, group.Values[1].AsDouble, 1e-13));
        }
    });

    [Fact]
    public void Conversions_of_128_bits_round_once() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        var value = (Int128)random.NextInt64() * random.NextInt64() >> random.Next(120);
        value += random.Next(4);
        value = random.Next(2) == 0 ? -value : value;
        Assert.Equal(Reference.Divide((BigInteger)value, 1), (double)value);
        // Halfway between two doubles, and one beside it.
        var half = ((Int128)random.NextInt64(1L << 52, 1L << 53) << 30) + ((Int128)1 << 29) + random.Next(-1, 2);
        Assert.Equal(Reference.Divide((BigInteger)half, 1), (double)half);
    }, runs: 300);

    private static GroupSums Read(GroupSums sums, int groups)
    {
        var writer = new ByteWriter();
        sums.Write(writer);
        var reader = new ByteReader(writer.ToArray(), "sums");
        var read = GroupSums.Read(ref reader, groups);
        reader.End();
        return read;
    }

    private static double Value(Random random) => random.Next(12) switch
    {
        0 => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-1074, 1020)),
        1 => random.Next(4) switch { 0 => double.Epsilon, 1 => double.MaxValue / 4, 2 => -double.MaxValue / 4, _ => double.PositiveInfinity },
        < 6 => Math.Round(random.NextDouble() * 100, 6),
        < 9 => random.Next(-1000, 1000),
        _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 12)),
    };
}
