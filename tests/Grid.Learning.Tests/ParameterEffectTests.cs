namespace Grid.Learning.Tests;

public sealed class ParameterEffectTests
{
    [Fact]
    public void Of_a_full_grid_the_shares_are_those_of_the_effects_that_the_scores_were_made_of()
    {
        // score = a(x) + b(y) with the effects −1, 1 and −2, 0, 2: variances 1 and 8/3.
        var rows = from x in new[] { -1, 1 } from y in new[] { -2, 0, 2 } select (Values: new string?[] { $"{x}", $"{y}" }, Score: 5.0 + x + y);

        var effects = Of(["x", "y"], rows);

        Assert.Equal(["y", "x"], effects.Select(e => e.Name));
        Assert.Equal(8 / 11.0, effects[0].Share, 1e-12);
        Assert.Equal(3 / 11.0, effects[1].Share, 1e-12);
    }

    [Fact]
    public void What_parameters_do_together_is_no_ones_own()
    {
        var rows = from x in new[] { -1, 1 } from y in new[] { -1, 1 } select (Values: new string?[] { $"{x}", $"{y}" }, Score: (double)(x * y));

        Assert.All(Of(["x", "y"], rows), effect => Assert.Equal(0, effect.Share, 1e-12));
    }

    [Fact]
    public void What_does_not_vary_or_has_no_score_has_no_part()
    {
        Assert.Equal(
            [("x", 1.0), ("z", 1.0)],
            Of(["x", "y", "z"], [(["1", "c", null], 1), (["2", "c", "gini"], 2), (["3", "c", null], double.NaN)]).Select(e => (e.Name, e.Share)));
        Assert.Empty(Of(["x"], [(["1"], 0.3), (["2"], 0.3), (["3"], 0.3)]));
        Assert.Empty(Of(["x"], [(["1"], 0.3)]));
        Assert.Empty(Of([], []));
    }

    [Fact]
    public void Numbers_drawn_from_ranges_are_told_apart_by_what_they_do()
    {
        // Of 200 pairs that fill a square evenly, the score follows the first alone.
        var rows = Enumerable.Range(1, 200).Select(i => (X: i * 0.754878 % 1, Y: i * 0.569840 % 1)).Select(p => (new string?[] { $"{p.X:R}", $"{p.Y:R}" }, p.X));

        var effects = Of(["x", "y"], rows);

        Assert.Equal("x", effects[0].Name);
        Assert.InRange(effects[0].Share, 0.95, 1);
        Assert.InRange(effects[1].Share, 0, 0.1);
    }

    private static IReadOnlyList<ParameterEffect> Of(string[] names, IEnumerable<(string?[] Values, double Score)> rows)
    {
        var all = rows.ToArray();
        return ParameterEffect.Of(names, [.. all.Select(r => r.Values)], [.. all.Select(r => r.Score)]);
    }
}
