using Grid.Query;

namespace Grid.Cli.Tests;

public class CorrelationAdviceTests
{
    [Fact]
    public void Of_a_strong_pair_the_one_closer_to_the_others_goes()
    {
        var answer = Square(["fare", "total", "tip"], [[1, 0.98, 0.6], [0.98, 1, 0.7], [0.6, 0.7, 1]]);
        Assert.Equal([new CorrelationAdvice("fare", "total", 0.98)], CorrelationAdvice.Of(answer));
    }

    [Fact]
    public void Opposites_say_the_same_too()
    {
        var answer = Square(["a", "b"], [[1, -0.99], [-0.99, 1]]);
        Assert.Equal([new CorrelationAdvice("a", "b", -0.99)], CorrelationAdvice.Of(answer));
    }

    [Fact]
    public void Exactly_the_limit_and_undefined_pairs_pass()
    {
        var answer = Square(["a", "b", "c"], [[1, 0.95, double.NaN], [0.95, 1, double.NaN], [double.NaN, double.NaN, double.NaN]]);
        Assert.Empty(CorrelationAdvice.Of(answer));
    }

    private static CorrelationAnswer Square(string[] names, double[][] r) => new(names, r, [.. r.Select(row => row.Select(_ => 9L).ToArray())]);
}
