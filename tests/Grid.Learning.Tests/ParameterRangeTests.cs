namespace Grid.Learning.Tests;

public class ParameterRangeTests
{
    private static readonly ForestParameters Rules = ForestParameters.Default(LearningTask.Classification);

    [Fact]
    public void Whole_numbers_are_drawn_evenly_both_ends_among_them()
    {
        int[] drawn = Drawn("max_depth=1..4; min_samples_split=2..1000; n_estimators=1..65536", 4000, p => p.MaxDepth!.Value);
        Assert.Equal([1, 2, 3, 4], drawn.Distinct().Order());
        Assert.All(drawn.CountBy(d => d), d => Assert.InRange(d.Value, 900, 1100));
    }

    [Fact]
    public void By_logarithm_each_power_is_drawn_as_often()
    {
        int[] drawn = Drawn("min_samples_leaf=log:1..99; n_estimators=1..65536", 3000, p => p.MinSamplesLeaf);
        Assert.InRange(drawn.Count(d => d < 10), 1350, 1650);
        Assert.Equal((1, 99), (drawn.Min(), drawn.Max()));
    }

    [Fact]
    public void Shares_are_drawn_between_their_ends()
    {
        var drawn = SearchSpace.Parse("max_features=0.1..0.5; min_impurity_decrease=log:0.0001..0.1").Draw(500, 3, Rules);
        Assert.All(drawn, c => Assert.InRange((double)c.Settings[0].Value.Value!, 0.1, 0.5));
        Assert.InRange(drawn.Count(c => (double)c.Settings[1].Value.Value! < 0.00316), 200, 300);
    }

    [Fact]
    public void Ranges_go_with_lists_and_the_same_seed_draws_the_same()
    {
        var space = SearchSpace.Parse("max_depth=1..30; criterion=gini,entropy; min_samples_leaf=log:1..100");
        Assert.Equal("criterion=gini,entropy; max_depth=1..30; min_samples_leaf=log:1..100", space.ToString());
        string[] one = [.. space.Draw(40, 7, Rules).Select(c => c.ToString())];
        Assert.Equal(one, space.Draw(40, 7, Rules).Select(c => c.ToString()));
        Assert.NotEqual(one, space.Draw(40, 8, Rules).Select(c => c.ToString()));
        Assert.Equal(40, one.Distinct().Count());
        Assert.Equal(["entropy", "gini"], space.Draw(40, 7, Rules).Select(c => $"{c.Settings[0].Value}").Distinct().Order());
    }

    [Fact]
    public void No_candidate_is_drawn_twice_and_all_are_there_where_there_are_no_more() =>
        Assert.Equal(["max_depth=1", "max_depth=2", "max_depth=3"], SearchSpace.Parse("max_depth=1..3").Draw(10, 1, Rules).Select(c => c.ToString()).Order());

    [Theory]
    [InlineData("max_depth=3..1", "its least value must be less than its greatest")]
    [InlineData("max_depth=0..3", "max_depth is 0")]
    [InlineData("max_depth=1..x", "a range has two numbers")]
    [InlineData("max_depth=1..2..3", "a range has two numbers")]
    [InlineData("max_depth=log:5", "as in log:1..100")]
    [InlineData("min_impurity_decrease=log:0..1", "must be greater than 0")]
    [InlineData("max_depth=1.5..3.5", "max_depth cannot be '1.5'")]
    [InlineData("max_features=0.5..1.5", "max_features")]
    [InlineData("max_depth=1..3,none", "a range stands alone")]
    [InlineData("criterion=gini..entropy", "a range has two numbers")]
    public void A_range_that_is_none_is_refused(string grid, string said) =>
        Assert.Contains(said, Assert.Throws<LearningException>(() => SearchSpace.Parse(grid)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_range_needs_a_number_of_candidates() => Assert.Contains(
        "max_depth=1..3 is a range, from which candidates are drawn at random; say how many", Assert.Throws<LearningException>(() => SearchSpace.Parse("max_depth=1..3").Candidates(Rules)).Message, StringComparison.Ordinal);

    private static int[] Drawn(string grid, int count, Func<ForestParameters, int> of) => [.. SearchSpace.Parse(grid).Draw(count, 1, Rules).Select(c => of(c.Parameters))];
}
