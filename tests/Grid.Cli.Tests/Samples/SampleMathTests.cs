using Grid.Samples;
namespace Grid.Cli.Tests;

public class SampleMathTests
{
    [Fact]
    public void Exp_agrees_with_the_system()
    {
        for (double x = -30; x <= 30; x += 0.0137)
            Assert.Equal(1, SampleMath.Exp(x) / Math.Exp(x), 1e-14);
    }

    [Fact]
    public void Log_agrees_with_the_system()
    {
        for (double x = 1e-12; x < 1e12; x *= 1.0173)
            Assert.Equal(Math.Log(x), SampleMath.Log(x), 1e-14 * Math.Max(1, Math.Abs(Math.Log(x))));
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(0.99865010196837, 3.0)]
    [InlineData(1e-12, -7.034483825301131)]
    public void Normal_quantiles_agree_with_published_values(double probability, double expected) =>
        Assert.Equal(expected, SampleMath.NormalQuantile(probability), 1e-9);
}
