using Grid.Columns;

namespace Grid.Query.Tests;

public class CorrelationTests
{
    [Fact]
    public void Correlations_of_random_tables_equal_those_of_each_pair_by_itself() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        var types = Enumerable.Range(0, random.Next(1, 19)).Select(_ => new[] { DataType.Float64, DataType.Int64, DataType.UInt64 }[random.Next(3)]).ToArray();
        bool wild = random.Next(4) == 0, filtered = random.Next(3) == 0;
        var table = new RandomTable(seed, types, wild);
        var question = new CorrelationQuestion { Transforms = filtered ? [new WhereTransform("c0 > 0")] : [] };
        var answer = table.Ask<CorrelationAnswer>(question, seed);
        for (int i = 0; i < types.Length; i++)
        {
            for (int j = 0; j < types.Length; j++)
            {
                var rows = Enumerable.Range(0, table.Rows)
                    .Where(r => !table.Columns[i][r].IsNull && !table.Columns[j][r].IsNull && !Reference.IsNaN(table.Columns[i][r]) && !Reference.IsNaN(table.Columns[j][r]))
                    .Where(r => !filtered || (!table.Columns[0][r].IsNull && table.Columns[0][r].AsDouble > 0));
                var pairs = rows.Select(r => (X: table.Columns[i][r].AsDouble, Y: table.Columns[j][r].AsDouble)).ToList();
                Assert.Equal(pairs.Count, answer.N[i][j]);
                double expected = Pearson(pairs);
                Assert.True(Math.Abs(expected - answer.R[i][j]) < 1e-9 || (double.IsNaN(expected) && double.IsNaN(answer.R[i][j])),
                    $"r({i}, {j}) = {answer.R[i][j]:R}, expected {expected:R}");
            }
        }
    });

    [Fact]
    public void Any_order_and_grouping_of_partitions_gives_the_same_bits() => Properties.Hold(seed =>
    {
        var table = new RandomTable(seed, [DataType.Float64, DataType.Int64, DataType.Float64, DataType.UInt64], wild: seed % 2 == 0);
        string inOrder = Bits.Of(table.Ask<CorrelationAnswer>(new CorrelationQuestion()));
        for (int order = 1; order <= 3; order++)
            Assert.Equal(inOrder, Bits.Of(table.Ask<CorrelationAnswer>(new CorrelationQuestion(), seed + order)));
    }, runs: 40);

    [Fact]
    public void Any_cut_into_partitions_gives_the_same_bits() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        // Amounts, and now and then one that is none, or far out; whole numbers, small and great; others.
        Func<int, double?>[] kinds =
        [
            i => random.Next(10_000) / 100.0, i => random.Next(2000) == 0 ? Math.PI : random.Next(100_000) / 1000.0, i => random.Next(50), i => random.NextInt64(1L << 52),
            i => random.NextDouble(), i => Math.Sin(i) * Math.Pow(10, random.Next(-9, 9)), i => random.Next(4) == 0 ? null : random.Next(300) / 4.0, i => random.Next(800) == 0 ? 1e300 : i,
            i => random.Next(3) == 0 ? null : random.NextDouble(), i => 0.1, i => random.Next(500) == 0 ? 1e-250 * i : i / 7.0,
        ];
        int rows = random.Next(2, 3000);
        var columns = kinds.Where(_ => random.Next(3) > 0).DefaultIfEmpty(kinds[0]).Select((kind, c) => (Name: $"c{c}", Values: (double?[])[.. Enumerable.Range(0, rows).Select(kind)])).ToArray();
        var schema = new Schema(columns.Select(c => new Field(c.Name, DataType.Float64)));
        Transform[] filter = random.Next(3) == 0 ? [new WhereTransform("c0 > 20")] : [];
        string? first = null;
        for (int cut = 0; cut < 4; cut++)
        {
            int[] ends = [0, .. Enumerable.Range(0, cut * 2).Select(_ => random.Next(rows + 1)).Order(), rows];
            var tables = ends.Zip(ends.Skip(1)).Select(e => new PartitionTable(schema, [RecordBatch.From([.. columns.Select(c => (c.Name, RandomColumn.Encode(
                random, DataType.Float64, [.. c.Values[e.First..e.Second].Select(v => v is { } value ? Scalar.Float64(value) : Scalar.Null)])))])], e.First)).ToList();
            string bits = Bits.Of(Execution.Ask(new CorrelationQuestion { Transforms = filter }, schema, tables));
            Assert.Equal(first ?? bits, bits);
            first = bits;
        }
    }, runs: 40);

    [Fact]
    public void A_column_that_does_not_vary_correlates_with_nothing()
    {
        double?[] same = [.. Enumerable.Repeat<double?>(0.1, 3000)];
        double?[] some = [.. Enumerable.Range(0, 3000).Select(i => (double?)Math.Sin(i))];
        double?[] whereKnown = [.. Enumerable.Range(0, 3000).Select(i => i % 2 == 0 ? 0.7 : (double?)(i / 7.0))];
        double?[] evenOnly = [.. Enumerable.Range(0, 3000).Select(i => i % 2 == 0 ? (double?)Math.Cos(i) : null)];
        var batch = RecordBatch.From(("same", ColumnFactory.Float64(same)), ("some", ColumnFactory.Float64(some)),
            ("whereKnown", ColumnFactory.Float64(whereKnown)), ("evenOnly", ColumnFactory.Float64(evenOnly)));
        var answer = (CorrelationAnswer)Execution.Ask(new CorrelationQuestion(), batch.Schema, [new PartitionTable(batch.Schema, [batch.Slice(0, 1700)]), new PartitionTable(batch.Schema, [batch.Slice(1700, 1300)])]);
        Assert.All(Enumerable.Range(0, 4), j => Assert.True(double.IsNaN(answer.R[0][j])));
        Assert.Equal(1, answer.R[1][1]);
        Assert.True(double.IsNaN(answer.R[2][3]), $"r = {answer.R[2][3]:R}");
        Assert.Equal(1500, answer.N[2][3]);
    }

    [Fact]
    public void A_column_and_itself_correlate_to_exactly_one_and_its_opposite_to_minus_one() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        double scale = Math.Pow(10, random.Next(-100, 140));
        int rows = random.Next(2, 4000);
        double?[] x = [.. Enumerable.Range(0, rows).Select(_ => random.Next(20) == 0 ? null : (double?)(random.NextDouble() * scale))];
        var batch = RecordBatch.From(("x", ColumnFactory.Float64(x)), ("same", ColumnFactory.Float64(x)), ("opposite", ColumnFactory.Float64([.. x.Select(v => -v)])));
        int cut = random.Next(rows);
        var answer = (CorrelationAnswer)Execution.Ask(
            new CorrelationQuestion(), batch.Schema, [new PartitionTable(batch.Schema, [batch.Slice(0, cut)]), new PartitionTable(batch.Schema, [batch.Slice(cut, rows - cut)], cut)]);
        if (x.Count(v => v is not null) < 2)
            return;
        Assert.Equal([1, 1, -1], answer.R[0]);
        Assert.Equal([-1, -1, 1], answer.R[2]);
    });

    [Theory]
    [InlineData(1e200)]
    [InlineData(1.7e308)]
    public void Huge_numbers_correlate_as_small_ones_do(double scale)
    {
        double?[] x = [.. Enumerable.Range(0, 3000).Select(i => (double?)Math.Sin(i))], y = [.. Enumerable.Range(0, 3000).Select(i => (double?)Math.Sin(i + 1))];
        var batch = RecordBatch.From(
            ("x", ColumnFactory.Float64(x)), ("y", ColumnFactory.Float64(y)), ("huge", ColumnFactory.Float64([.. x.Select(v => v * scale)])),
            ("flat", ColumnFactory.Float64([.. x.Select(_ => (double?)scale)])), ("infinite", ColumnFactory.Float64([.. x.Select((v, i) => i == 7 ? double.PositiveInfinity : v)])));
        var answer = (CorrelationAnswer)Execution.Ask(
            new CorrelationQuestion(), batch.Schema, [new PartitionTable(batch.Schema, [batch.Slice(0, 1000)]), new PartitionTable(batch.Schema, [batch.Slice(1000, 2000)])]);
        Assert.Equal(answer.R[0][1], answer.R[1][2], 1e-12);
        Assert.Equal(1, answer.R[0][2], 1e-14);
        Assert.Equal(1, answer.R[2][2]);
        Assert.All(Enumerable.Range(0, 5), j => Assert.True(double.IsNaN(answer.R[3][j]) && double.IsNaN(answer.R[4][j])));
    }

    [Fact]
    public void A_large_offset_does_not_cost_digits()
    {
        double?[] x = [.. Enumerable.Range(0, 5000).Select(i => (double?)(1e10 + Math.Sin(i)))];
        double?[] y = [.. Enumerable.Range(0, 5000).Select(i => (double?)(-1e10 + Math.Sin(i + 0.3)))];
        var batch = RecordBatch.From(("x", ColumnFactory.Float64(x)), ("y", ColumnFactory.Float64(y)));
        var answer = (CorrelationAnswer)Execution.Ask(new CorrelationQuestion(), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        Assert.Equal(Pearson([.. x.Zip(y, (a, b) => (a!.Value, b!.Value))]), answer.R[0][1], 1e-12);
    }

    [Fact]
    public void Many_columns_take_several_scans()
    {
        var random = new Random(3);
        var columns = Enumerable.Range(0, 300).Select(c => ($"c{c}", (Column)ColumnFactory.Primitive<double>(DataType.Float64, [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble())]))).ToArray();
        var batch = RecordBatch.From(columns);
        var table = new PartitionTable(batch.Schema, [batch]);
        var all = (CorrelationAnswer)Execution.Ask(new CorrelationQuestion(), batch.Schema, [table]);
        foreach (var (i, j) in new[] { (0, 299), (150, 3), (298, 299), (17, 17) })
        {
            var two = (CorrelationAnswer)Execution.Ask(new CorrelationQuestion([$"c{i}", $"c{j}"]), batch.Schema, [table]);
            Assert.Equal(two.R[0][1], all.R[i][j], 1e-13);
            Assert.Equal(all.R[i][j], all.R[j][i]);
        }
    }

    [Fact]
    public void Text_and_time_do_not_correlate()
    {
        var schema = new Schema([new Field("t", DataType.Utf8), new Field("x", DataType.Float64), new Field("at", DataType.Timestamp(TimeUnit.Second))]);
        Assert.Equal(["x"], ((CorrelationAnswer)Execution.Ask(new CorrelationQuestion(), schema, [])).Columns);
        Assert.Contains("only numbers correlate", Assert.Throws<QuestionException>(() => Execution.Start(new CorrelationQuestion(["t"]), schema)).Message);
    }

    // In exact fractions: no order, no cancellation.
    private static double Pearson(List<(double X, double Y)> pairs)
    {
        if (pairs.Count < 2 || pairs.Any(p => !double.IsFinite(p.X) || !double.IsFinite(p.Y)))
            return double.NaN;
        System.Numerics.BigInteger n = pairs.Count, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        foreach (var (a, b) in pairs.Select(p => (Reference.Exact(Scalar.Float64(p.X)), Reference.Exact(Scalar.Float64(p.Y)))))
            (x, y, xx, yy, xy) = (x + a, y + b, xx + a * a, yy + b * b, xy + a * b);
        System.Numerics.BigInteger spreadX = n * xx - x * x, spreadY = n * yy - y * y, common = n * xy - x * y;
        if (spreadX.IsZero || spreadY.IsZero)
            return double.NaN;
        // r² as one fraction, so that neither spread leaves the range of doubles.
        return (common.Sign < 0 ? -1 : 1) * Math.Sqrt(Reference.Divide(common * common, spreadX * spreadY));
    }
}
