using Grid.Columns;

namespace Grid.Query.Tests;

public class HyperLogLogTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(50_000)]
    [InlineData(1_000_000)]
    public void An_estimate_is_within_four_standard_errors(int distinct)
    {
        var sketch = new HyperLogLog(14);
        for (int i = 0; i < distinct; i++)
            sketch.Add(StableHash.Of((ulong)i));
        Assert.InRange(sketch.Estimate(), distinct * (1 - 4 * 1.04 / 128), distinct * (1 + 4 * 1.04 / 128));
    }

    [Theory]
    [InlineData(12, 0.01625)] // of aggregates
    [InlineData(14, 0.008125)] // of columns
    public void Estimates_have_the_standard_error_that_is_told(int precision, double told)
    {
        const int Sketches = 200;
        foreach (int distinct in new[] { 2_000, 20_000, 100_000 })
        {
            double squares = 0;
            int beyondTwo = 0;
            for (int s = 0; s < Sketches; s++)
            {
                var sketch = new HyperLogLog(precision);
                for (int i = 0; i < distinct; i++)
                    sketch.Add(StableHash.Of(((ulong)s << 32) + (ulong)i));
                double error = sketch.Estimate() / (double)distinct - 1;
                squares += error * error;
                beyondTwo += Math.Abs(error) > 2 * told ? 1 : 0;
            }
            Assert.InRange(Math.Sqrt(squares / Sketches), 0, told * 1.15);
            Assert.InRange(beyondTwo, 0, Sketches / 10);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(60_000)]
    public void An_aggregate_that_is_an_estimate_is_within_the_bound(int distinct)
    {
        var batch = new RecordBatch(new Schema([new Field("x", DataType.Int64)]), [ColumnFactory.Int64([.. Enumerable.Range(0, distinct * 2).Select(i => (long?)(i % distinct * 7919L))])], distinct * 2);
        var answer = (AggregateAnswer)Execution.Ask(new AggregateQuestion(["approx_nunique(x)", "nunique(x)"]), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        Assert.InRange(answer.Values[0].AsInt64, distinct * (1 - 4 * 0.01625), distinct * (1 + 4 * 0.01625));
        Assert.Equal(distinct, answer.Values[1].AsInt64);
    }

    [Fact]
    public void A_merged_sketch_is_the_sketch_of_all() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        HyperLogLog left = new(6), right = new(6), all = new(6);
        for (int i = 0; i < 300; i++)
        {
            ulong hash = StableHash.Of((ulong)random.Next(200));
            (random.Next(2) == 0 ? left : right).Add(hash);
            all.Add(hash);
        }
        Assert.Equal(all.Estimate(), left.Merge(right).Estimate());
    });

    [Fact]
    public void Hashes_are_the_same_in_every_process()
    {
        Assert.Equal(0xE220A8397B1DCDAFUL, StableHash.Of(0UL));
        Assert.Equal(StableHash.Of("abcdefghij"u8), StableHash.Of("abcdefghij"u8.ToArray()));
        Assert.NotEqual(StableHash.Of("a"u8), StableHash.Of("a\0"u8));
        Assert.NotEqual(StableHash.Combine(1, 2), StableHash.Combine(2, 1));
    }
}
