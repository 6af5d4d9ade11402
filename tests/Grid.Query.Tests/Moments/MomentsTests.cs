namespace Grid.Query.Tests;

public class MomentsTests
{
    [Theory]
    [InlineData(1e9)]
    [InlineData(1e12)]
    [InlineData(-1e14)]
    public void The_deviation_of_values_far_from_zero_keeps_its_digits(double offset)
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => offset + i % 10)];
        var moments = new Moments();
        foreach (var block in values.Chunk(64))
        {
            var (sum, squares) = NumberBlock.About(block[0], block);
            moments.AddShifted(block.Length, block[0], sum, squares);
        }
        Assert.Equal(Reference.Deviation(values.Select(Scalar.Float64))!.Value, moments.Deviation!.Value, 1e-12);
        Assert.Equal(offset + 4.5, moments.Mean);
    }

    [Fact]
    public void Blocks_of_doubles_equal_the_plain_loop() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        double[] values = [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => random.Next(40) == 0 ? double.NaN : random.Next(-1000, 1000) / 8.0)];
        var block = NumberBlock.Of(values);
        Assert.Equal(values.Any(double.IsNaN), block.HasNaN);
        var known = values.Where(v => !double.IsNaN(v)).ToList();
        Assert.Equal(known.Count == 0 ? double.PositiveInfinity : known.Min(), block.Min);
        Assert.Equal(known.Count == 0 ? double.NegativeInfinity : known.Max(), block.Max);
        // Eighths are exact: every order of summing gives the same.
        Assert.Equal(values.Sum(), block.Sum);
        double centre = random.Next(-10, 10);
        Assert.Equal((values.Sum(v => v - centre), values.Sum(v => (v - centre) * (v - centre))), NumberBlock.About(centre, values));
    });

    [Fact]
    public void Blocks_of_whole_numbers_equal_the_exact_sums() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        bool large = random.Next(3) == 0;
        long[] values = [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => large && random.Next(5) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.Next(-1000, 1000))];
        var (min, max) = IntegerBlock.Extremes(values);
        Assert.Equal((values.Min(), values.Max()), (min, max));
        var moments = new Moments();
        IntegerBlock.AddTo(moments, values, min, max);
        Assert.Equal(values.Aggregate((Int128)0, (a, b) => a + b), moments.Sum.ToInt128());
        var deviation = Reference.Deviation(values.Select(Scalar.Int64));
        Assert.Equal(deviation is null, moments.Deviation is null);
        Assert.True(deviation is null || Reference.Near(deviation.Value, moments.Deviation!.Value, 1e-12));
    });

    [Fact]
    public void Sums_of_blocks_and_of_counted_values_are_exact_to_the_bit() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int scale = random.Next(1, 130), distinct = random.Next(1, 600);
        double[] values = [.. Enumerable.Range(0, distinct).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-scale, scale)) * (random.Next(9) == 0 ? 0 : 1))];
        long[] counts = [.. values.Select(_ => (long)random.Next(1, 9))];
        double[] rows = [.. values.Zip(counts, (v, n) => Enumerable.Repeat(v, (int)n)).SelectMany(v => v)];
        random.Shuffle(rows);
        Moments counted = new(), plain = new(), each = new();
        ExactBlock.OfThread.Add(counted, values, [.. Enumerable.Range(0, distinct)], counts);
        foreach (var chunk in rows.Chunk(random.Next(1, 2049)))
            ExactBlock.OfThread.Add(plain, chunk);
        foreach (double row in rows)
            each.Add(row, 1);
        foreach (var moments in new[] { counted, plain })
        {
            Assert.Equal((each.Count, each.Sum.Round(), each.Mean, each.Deviation), (moments.Count, moments.Sum.Round(), moments.Mean, moments.Deviation));
            Assert.Equal(each.Sum.Canonical(), moments.Sum.Canonical());
        }
        Assert.Equal(Reference.Sum(rows.Select(Scalar.Float64)), plain.Sum.Round());
    });

    [Fact]
    public void A_column_held_as_codes_has_the_bits_of_a_plain_one() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        foreach (var type in new[] { Grid.Columns.DataType.Float64, Grid.Columns.DataType.Int64, Grid.Columns.DataType.Timestamp(Grid.Columns.TimeUnit.Second) })
        {
            var pool = Enumerable.Range(0, 60).Select(_ => RandomColumn.Value(random, type, false)).ToArray();
            Scalar[] values = [.. Enumerable.Range(0, random.Next(1, 5000)).Select(_ => pool[random.Next(pool.Length)])];
            string[] answers =
            [
                .. new[] { RandomColumn.Plain(random, type, values), RandomColumn.Dictionary(random, type, values) }.Select(column =>
                {
                    var batch = Grid.Columns.RecordBatch.From(("x", column));
                    var schema = new Grid.Columns.Schema([new Grid.Columns.Field("x", type)]);
                    return Bits.Of(Execution.Ask(new DescribeQuestion(), schema, [new PartitionTable(schema, [batch])]));
                }),
            ];
            Assert.Equal(answers[0], answers[1]);
        }
    });
}
