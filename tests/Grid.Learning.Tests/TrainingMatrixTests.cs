using FsCheck;
using FsCheck.Fluent;
using Grid.Columns;

namespace Grid.Learning.Tests;

public class TrainingMatrixTests
{
    private static readonly long?[] Target = [0, 1, 0, 1];

    private static int[] Bins(TrainingMatrix matrix) => [.. Enumerable.Range(0, matrix.Rows).Select(r => matrix.BinOf(0, r))];

    [Fact]
    public void Up_to_256_distinct_values_have_a_bin_each()
    {
        var feature = Only(ColumnFactory.Int64([.. Enumerable.Range(0, 512).Select(i => (long?)(255 - i % 256))]), 512, out var matrix);
        Assert.True(feature.IsExact);
        Assert.Equal(256, feature.BinCount);
        Assert.Equal(Enumerable.Range(0, 512).Select(i => 255 - i % 256), Bins(matrix));
    }

    [Fact]
    public void Missing_values_have_a_bin_of_their_own_below_all_others()
    {
        var feature = Only(ColumnFactory.Float64(3.5, null, -1.0, double.NaN), 4, out var matrix);
        Assert.Equal((true, true, 3), (feature.IsExact, feature.HasMissing, feature.BinCount));
        Assert.Equal([2, 0, 1, 0], Bins(matrix));
        Assert.True(double.IsNaN(feature.Threshold(0, 1, out int cut)));
        Assert.Equal(0, cut);
        Assert.Equal(1.25, feature.Threshold(1, 2, out _));
    }

    [Fact]
    public void A_column_that_is_missing_everywhere_has_one_bin()
    {
        var feature = Only(ColumnFactory.Float64(null, null, null, null), 4, out _);
        Assert.Equal((true, 1), (feature.HasMissing, feature.BinCount));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(10)]
    public void More_values_than_bins_fall_into_quantiles(int quantiles)
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 10_000).Select(_ => (double?)Math.Exp(random.NextDouble() * 9)).ToArray();
        var feature = Only(ColumnFactory.Float64(values), values.Length, out var matrix, new MatrixOptions { QuantileBins = quantiles });
        Assert.False(feature.IsExact);
        Assert.Equal(quantiles, feature.BinCount);
        var sizes = Bins(matrix).GroupBy(b => b).Select(g => g.Count()).ToArray();
        Assert.InRange(sizes.Max(), 1, 10_000 / (quantiles - quantiles / 4) + 2);
    }

    [Fact]
    public void Frequent_values_do_not_cost_the_others_their_bins()
    {
        var values = Enumerable.Range(0, 10_000).Select(i => (double?)(i < 9_000 ? 0 : i)).ToArray();
        var feature = Only(ColumnFactory.Float64(values), values.Length, out _, new MatrixOptions { QuantileBins = 255 });
        Assert.Equal(255, feature.BinCount);
    }

    [Fact]
    public void Values_far_out_are_not_thrown_together()
    {
        double?[] values = [.. Enumerable.Range(0, 5000).Select(i => (double?)(i / 5000.0)), 10, 100, 1000, 10_000];
        var feature = Only(ColumnFactory.Float64(values), values.Length, out var matrix, new MatrixOptions { QuantileBins = 40 });
        Assert.Equal(40, feature.BinCount);
        Assert.Equal([36, 37, 38, 39], Bins(matrix)[^4..]);
        Assert.InRange(Bins(matrix)[..5000].Max(), 30, 35);
    }

    [Fact]
    public void Up_to_65536_values_have_a_bin_each()
    {
        foreach (int distinct in new[] { 256, 257, 65_536, 65_537 })
        {
            double?[] values = [.. Enumerable.Range(0, 70_000).Select(i => (double?)((long)i * 48_271 % distinct))];
            var feature = Only(ColumnFactory.Float64(values), values.Length, out var matrix);
            Assert.Equal((distinct <= 65_536, distinct > 256), (feature.IsExact, feature.IsWide));
            Assert.Equal(feature.IsExact ? distinct : 65_535, feature.BinCount);
            if (feature.IsExact)
                Assert.Equal(values.Select(v => (int)v!), Bins(matrix));
        }
    }

    [Fact]
    public void Bins_ascend_with_the_values_and_thresholds_part_them()
    {
        var cases = from seed in Gen.Choose(0, 10_000) from distinct in Gen.Elements(3, 200, 256, 257, 900) from missing in Gen.Elements(0, 0.3) select (seed, distinct, missing);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var batch = Tables.Made(c.seed, 1500, 1, c.distinct, 2, c.missing);
            var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Classification);
            var feature = matrix.Features[0];
            var column = (PrimitiveColumn<double>)batch.Columns[0];
            var random = new Random(c.seed);
            int left = random.Next(feature.BinCount - 1), right = left + 1 + random.Next(feature.BinCount - left - 1);
            double threshold = feature.Threshold(left, right, out int cut);
            Assert.InRange(cut, left, right - 1);
            for (int r = 0; r < matrix.Rows; r++)
            {
                bool goesLeft = !column.IsValid(r) || !double.IsNaN(threshold) && column.Values[r] <= threshold;
                Assert.Equal(goesLeft, matrix.BinOf(0, r) <= cut);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void Thresholds_are_midpoints_of_the_values_on_both_sides()
    {
        var feature = Only(ColumnFactory.Int64(0, 3, 4, 10), 4, out _);
        Assert.Equal(5, feature.Threshold(0, 3, out int cut));
        Assert.Equal(2, cut);
        Assert.Equal(2, feature.Threshold(0, 2, out cut));
        Assert.Equal(0, cut);
    }

    [Fact]
    public void Midpoints_that_cannot_be_told_from_the_upper_value_are_the_lower_one()
    {
        double next = Math.BitIncrement(1.0);
        Assert.Equal(1.0, Only(ColumnFactory.Float64(1.0, next, 1.0, next), 4, out _).Threshold(0, 1, out _));
        Assert.Equal(7.0, Only(ColumnFactory.Float64(7.0, double.PositiveInfinity, 7.0, 7.0), 4, out _).Threshold(0, 1, out _));
    }

    [Fact]
    public void Every_encoding_of_a_column_gives_the_same_bins()
    {
        var codes = new PrimitiveColumn<byte>(DataType.UInt8, new byte[] { 1, 0, 2, 1 }, Bitmap.From([true, true, false, true]));
        Column[] encodings =
        [
            ColumnFactory.Int64(7, 5, null, 7),
            ColumnFactory.Float64(7, 5, null, 7),
            ColumnFactory.Primitive<sbyte>(DataType.Int8, new sbyte?[] { 7, 5, null, 7 }),
            ColumnFactory.Primitive<short>(DataType.Int16, new short?[] { 7, 5, null, 7 }),
            ColumnFactory.Primitive<int>(DataType.Int32, new int?[] { 7, 5, null, 7 }),
            ColumnFactory.Primitive<ulong>(DataType.UInt64, new ulong?[] { 7, 5, null, 7 }),
            ColumnFactory.Primitive<float>(DataType.Float32, new float?[] { 7, 5, null, 7 }),
            ColumnFactory.Primitive<int>(DataType.Date32, new int?[] { 7, 5, null, 7 }),
            ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Second), new long?[] { 7, 5, null, 7 }),
            new DictionaryColumn(codes, ColumnFactory.Int64(5, 7), ordered: true, nullsCoded: true),
            ColumnFactory.Utf8("b", "a", null, "b"),
            new DictionaryColumn(new PrimitiveColumn<byte>(DataType.UInt8, new byte[] { 0, 1, 9, 0 }, Bitmap.From([true, true, false, true])), ColumnFactory.Utf8("b", "a")),
            ColumnFactory.Bool(true, false, null, true),
        ];
        foreach (var column in encodings)
        {
            Only(column, 4, out var matrix);
            Assert.Equal([2, 1, 0, 2], Bins(matrix));
        }
    }

    [Fact]
    public void Batches_are_one_table_whatever_their_encodings()
    {
        var first = RecordBatch.From(("x", ColumnFactory.Int64(3, 1)), ("y", ColumnFactory.Utf8("no", "yes")));
        var second = RecordBatch.From(("x", ColumnFactory.Float64(2.5, 1)), ("y", ColumnFactory.Utf8("yes", "no")));
        var matrix = TrainingMatrix.Build([first, second], "y", LearningTask.Classification);
        Assert.Equal(LogicalType.Real, matrix.Features[0].Type);
        Assert.Equal([2, 0, 1, 0], Bins(matrix));
        Assert.Equal(["no", "yes"], matrix.Labels!.Names);
        Assert.Equal([0, 1, 1, 0], matrix.Classes.ToArray().Select(c => (int)c));
    }

    [Fact]
    public void Classes_are_the_distinct_values_of_any_type_ascending()
    {
        string[] Names(Column y) => [.. TrainingMatrix.Build([RecordBatch.From(("x", ColumnFactory.Int64(1, 2, 3)), ("y", y))], "y", LearningTask.Classification).Labels!.Names];
        Assert.Equal(["-4", "7", "30"], Names(ColumnFactory.Int64(30, -4, 7)));
        Assert.Equal(["false", "true"], Names(ColumnFactory.Bool(true, false, true)));
        Assert.Equal(["B", "a", "b"], Names(ColumnFactory.Utf8("b", "a", "B")));
        Assert.Equal(["0.5", "2"], Names(ColumnFactory.Float64(2, 0.5, 2)));
        Assert.Equal(["1969-12-31", "1970-01-02"], Names(ColumnFactory.Primitive<int>(DataType.Date32, [1, -1, 1])));
        Assert.Equal(["1970-01-01T00:00:01.000", "1970-01-01T00:00:02.000"], Names(ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Millisecond), [2000, 1000, 1000])));
        Assert.Equal(["3", "18446744073709551615"], Names(ColumnFactory.Primitive<ulong>(DataType.UInt64, [ulong.MaxValue, 3, 3])));
    }

    [Fact]
    public void Fixed_targets_are_exact_for_whole_numbers_and_their_sums_never_overflow()
    {
        var small = new FixedTarget([3, 9, 5, 4]).Scale;
        Assert.Equal([-3, 3, -1, -2], new[] { 3.0, 9, 5, 4 }.Select(value => Math.ScaleB(small.Of(value), -small.Exponent)));
        double[] far = [1e300, -1e300, 5e299];
        var huge = new FixedTarget(far).Scale;
        Assert.True(far.Aggregate((Int128)0, (sum, value) => sum + Math.Abs(huge.Of(value))) < (Int128)1 << 62);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3.25, 1e6)]
    [InlineData(-1e300, 1e300)]
    [InlineData(0, 3e-300)] // 2^exponent is no double
    [InlineData(1, 1 + 1e-12)]
    [InlineData(0, 5e-324)]
    public void Fixed_point_is_the_rounded_product_however_great_the_power_of_two(double low, double high)
    {
        var scale = new FixedScale(low, high, 1000);
        foreach (double share in new[] { 0, 0.1, 1 / 3.0, 0.5, 0.77, 1 })
        {
            double value = low * (1 - share) + high * share;
            Assert.Equal((long)Math.Round(Math.ScaleB(value - scale.Offset, scale.Exponent)), scale.Of(value));
        }
    }

    [Fact]
    public void A_matrix_travels_whole_and_damage_is_noticed()
    {
        var batch = RecordBatch.From(("x", ColumnFactory.Float64(1, null, 3, 4)), ("t", ColumnFactory.Utf8("u", "v", null, "u")), ("y", ColumnFactory.Utf8("p", "q", "p", "q")));
        foreach (var matrix in new[] { TrainingMatrix.Build([batch], "y", LearningTask.Classification), Tables.MadeMatrix(1, 50, 3, 400, 0, 0.1) })
        {
            using var stream = new MemoryStream();
            matrix.Write(stream);
            stream.Position = 0;
            var read = TrainingMatrix.Read(stream);
            using var again = new MemoryStream();
            read.Write(again);
            Assert.Equal(stream.ToArray(), again.ToArray());
            Assert.Equal((matrix.Rows, matrix.Target, matrix.Task), (read.Rows, read.Target, read.Task));
            Assert.Throws<LearningException>(() => TrainingMatrix.Read(new MemoryStream(stream.ToArray(), 0, (int)stream.Length - 1)));
            var damaged = stream.ToArray();
            damaged[^1] = 255;
            Assert.Throws<LearningException>(() => TrainingMatrix.Read(new MemoryStream(damaged)));
        }
    }

    [Fact]
    public void What_cannot_be_learned_is_refused_by_name()
    {
        var batch = RecordBatch.From(
            ("age", ColumnFactory.Int64(1, 2, 3)), ("name", ColumnFactory.Utf8("ann", "bob", "cid")), ("same", ColumnFactory.Int64(4, 4, 4)),
            ("holes", ColumnFactory.Int64(1, null, 2)), ("nan", ColumnFactory.Float64(1, double.NaN, 2)));
        void Refused(string message, string target, LearningTask task, params string[] features) => Assert.Equal(message, Assert.Throws<LearningException>(
            () => TrainingMatrix.Build([batch], target, task, features.Length == 0 ? null : new MatrixOptions { Features = features })).Message);

        Refused("the table has no column 'ages' to be a target; did you mean 'age'?", "ages", LearningTask.Classification);
        Refused("the table has no column 'nome' to be a feature; did you mean 'name'?", "age", LearningTask.Classification, "nome");
        Refused("the target 'name' holds text ('ann') where a number must be; a regression predicts numbers, a classification takes text.", "name", LearningTask.Regression);
        Refused("the target 'same' is 4 in every row; there is nothing to learn.", "same", LearningTask.Classification);
        Refused("the target 'same' is 4 in every row; there is nothing to learn.", "same", LearningTask.Regression);
        Refused("the target 'holes' is null in 1 row; leave out the rows where it is null or NaN: --drop-nulls holes (in C#, DropNulls(\"holes\")).", "holes", LearningTask.Regression);
        Refused("the target 'nan' is NaN in row 2; leave out the rows where it is null or NaN: --drop-nulls nan (in C#, DropNulls(\"nan\")).", "nan", LearningTask.Classification);
        Refused("'age' is both the target and a feature; a model cannot learn from what it predicts.", "age", LearningTask.Classification, "name", "age");
        Refused("a feature is named twice; name each column once.", "age", LearningTask.Classification, "name", "name");
        Assert.Throws<LearningException>(() => TrainingMatrix.Build([batch.Slice(0, 0)], "age", LearningTask.Classification));
        Assert.Throws<LearningException>(() => TrainingMatrix.Build([batch], "age", LearningTask.Classification, new MatrixOptions { QuantileBins = 65_536 }));
        var many = RecordBatch.From(("x", ColumnFactory.Int64([.. Enumerable.Range(0, 1001).Select(i => (long?)i)])), ("y", ColumnFactory.Int64([.. Enumerable.Range(0, 1001).Select(i => (long?)i)])));
        Assert.Contains("too many for classes", Assert.Throws<LearningException>(() => TrainingMatrix.Build([many], "y", LearningTask.Classification)).Message);
        var mixed = RecordBatch.From(("age", ColumnFactory.Utf8("x")), ("name", ColumnFactory.Utf8("y")), ("same", ColumnFactory.Int64(1)), ("holes", ColumnFactory.Int64(1)), ("nan", ColumnFactory.Float64(1)));
        Assert.Equal("column 'age' is int64 in one batch and utf8 in another; load the table under one schema.",
            Assert.Throws<LearningException>(() => TrainingMatrix.Build([batch, mixed], "name", LearningTask.Classification)).Message);
    }

    private static Feature Only(Column x, int rows, out TrainingMatrix matrix, MatrixOptions? options = null)
    {
        var y = ColumnFactory.Int64([.. Enumerable.Range(0, rows).Select(i => Target[i % 4])]);
        matrix = TrainingMatrix.Build([RecordBatch.From(("x", x), ("y", y))], "y", LearningTask.Classification, options);
        return matrix.Features[0];
    }
}
