using Grid.Columns;

namespace Grid.Query.Tests.Preparation;

/// <summary>What scikit-learn 1.2.1's SimpleImputer, StandardScaler, MinMaxScaler and RobustScaler give of the same columns.</summary>
public sealed class ScikitLearnTests
{
    private static readonly PartitionTable Table = Prepared.Table(
        ("x", ColumnFactory.Float64([1.5, null, 3.25, -2, 1e6, 0.1, 0.1, 7, double.NaN, 2.5, -1e-3])),
        ("n", ColumnFactory.Int64([3, 1, null, 4, 1, 5, 9, 2, 6, 5, 3])),
        ("k", ColumnFactory.Int64([4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4])),
        ("f", ColumnFactory.Float64([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])));

    [Theory]
    [InlineData("x", "mean", new[] { 1.5, 111112.49433333332, 3.25, -2.0, 1000000.0, 0.1, 0.1, 7.0, 111112.49433333332, 2.5, -0.001 })]
    [InlineData("x", "median", new[] { 1.5, 1.5, 3.25, -2.0, 1000000.0, 0.1, 0.1, 7.0, 1.5, 2.5, -0.001 })]
    [InlineData("x", "mode", new[] { 1.5, 0.1, 3.25, -2.0, 1000000.0, 0.1, 0.1, 7.0, 0.1, 2.5, -0.001 })]
    [InlineData("n", "mean", new[] { 3.0, 1.0, 3.9, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0 })]
    [InlineData("n", "median", new[] { 3.0, 1.0, 3.5, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0 })]
    [InlineData("n", "mode", new[] { 3.0, 1.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0 })]
    [InlineData("k", "mean", new[] { 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0 })]
    [InlineData("k", "median", new[] { 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0 })]
    [InlineData("k", "mode", new[] { 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0 })]
    [InlineData("f", "mean", new[] { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 })]
    [InlineData("f", "median", new[] { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 })]
    [InlineData("f", "mode", new[] { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 })]
    public async Task Gaps_are_filled_as_by_SimpleImputer(string column, string how, double[] expected)
    {
        var rows = await Prepared.RowsAsync([Table], new FillStep([new ColumnFill(column, Fill.Parse(how))]));

        Same(expected, rows.Column(column));
    }

    [Theory]
    [InlineData("x", Scaling.Standard, new[] { -0.35355356917172526, double.NaN, -0.35354800069715836, -0.3535647061208591, 2.828427124662328, -0.3535580239513788, -0.3535580239513788, -0.3535360682516578, double.NaN, -0.3535503871862585, -0.35355834533191094 })]
    [InlineData("x", Scaling.MinMax, new[] { 3.499993000014e-06, double.NaN, 5.249989500021e-06, 0.0, 1.0, 2.0999958000084e-06, 2.0999958000084e-06, 8.999982000036e-06, double.NaN, 4.499991000018e-06, 1.998996002007996e-06 })]
    [InlineData("x", Scaling.Robust, new[] { 0.0, double.NaN, 0.5555555555555556, -1.1111111111111112, 317459.8412698413, -0.4444444444444444, -0.4444444444444444, 1.746031746031746, double.NaN, 0.31746031746031744, -0.4765079365079365 })]
    [InlineData("n", Scaling.Standard, new[] { -0.38411063979868787, -1.2376898393513276, double.NaN, 0.042678959977632026, -1.2376898393513276, 0.4694685597539519, 2.1766269588592313, -0.8109002395750078, 0.8962581595302719, 0.4694685597539519, -0.38411063979868787 })]
    [InlineData("n", Scaling.MinMax, new[] { 0.25, 0.0, double.NaN, 0.375, 0.0, 0.5, 1.0, 0.125, 0.625, 0.5, 0.25 })]
    [InlineData("n", Scaling.Robust, new[] { -0.18181818181818182, -0.9090909090909091, double.NaN, 0.18181818181818182, -0.9090909090909091, 0.5454545454545454, 2.0, -0.5454545454545454, 0.9090909090909091, 0.5454545454545454, -0.18181818181818182 })]
    [InlineData("k", Scaling.Standard, new[] { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 })]
    [InlineData("k", Scaling.MinMax, new[] { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 })]
    [InlineData("k", Scaling.Robust, new[] { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 })]
    [InlineData("f", Scaling.Standard, new[] { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 })]
    [InlineData("f", Scaling.MinMax, new[] { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 })]
    [InlineData("f", Scaling.Robust, new[] { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 })]
    public async Task Columns_are_scaled_as_by_its_scalers(string column, Scaling how, double[] expected)
    {
        var rows = await Prepared.RowsAsync([Table], new ScaleStep([new ColumnScaling(column, how)]));

        Same(expected, rows.Column(column));
    }

    private static void Same(double[] expected, Scalar[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]))
                Assert.True(actual[i].IsNull || double.IsNaN(actual[i].AsDouble));
            else
                Assert.True(Math.Abs(expected[i] - actual[i].AsDouble) <= 1e-12 * Math.Max(1, Math.Abs(expected[i])), $"row {i}: {actual[i]} is not {expected[i]}");
        }
    }
}
