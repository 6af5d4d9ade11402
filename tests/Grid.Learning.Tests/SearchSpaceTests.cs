namespace Grid.Learning.Tests;

public class SearchSpaceTests
{
    private static readonly ForestParameters Rules = ForestParameters.Default(LearningTask.Classification);

    [Fact]
    public void Candidates_come_in_the_order_of_scikit_learn()
    {
        // list(ParameterGrid({"max_depth": [3, None], "bootstrap": [True, False]}))
        var candidates = SearchSpace.Parse("max_depth=3, none ; bootstrap=true,false;").Candidates(Rules);
        Assert.Equal(
            ["bootstrap=true; max_depth=3", "bootstrap=true; max_depth=none", "bootstrap=false; max_depth=3", "bootstrap=false; max_depth=none"],
            candidates.Select(c => c.ToString()));
        Assert.Equal([0, 1, 2, 3], candidates.Select(c => c.Index));
        Assert.Equal((3, true), (candidates[0].Parameters.MaxDepth, candidates[0].Parameters.Bootstrap));
        Assert.Null(candidates[3].Parameters.MaxDepth);
    }

    [Fact]
    public void Several_grids_follow_each_other()
    {
        var space = SearchSpace.Parse("max_depth=1,2 | max_features=sqrt,log2,0.5,7; bootstrap=false");
        Assert.Equal(6, space.Count);
        Assert.Equal(["bootstrap", "max_depth", "max_features"], space.Names);
        Assert.Equal("bootstrap=false; max_features=7", space.Candidates(Rules)[5].ToString());
        Assert.Equal(space.ToString(), SearchSpace.Parse(space.ToString()).ToString());
    }

    [Fact]
    public void Every_parameter_sets_its_rule()
    {
        var p = SearchSpace.Parse("""
            n_estimators=7; criterion=log_loss; max_depth=4; max_features=0.25; min_samples_split=5; min_samples_leaf=2;
            min_impurity_decrease=0.125; bootstrap=true; max_samples=0.5; class_weight=balanced
            """).Candidates(Rules)[0].Parameters;
        Assert.Equal(Rules with
        {
            Trees = 7,
            Criterion = Criterion.LogLoss,
            MaxDepth = 4,
            MaxFeatures = FeatureLimit.Fraction(0.25),
            MinSamplesSplit = 5,
            MinSamplesLeaf = 2,
            MinImpurityDecrease = 0.125,
            MaxSamples = SampleLimit.Fraction(0.5),
            ClassWeight = ClassWeighting.Balanced,
        }, p);
    }

    [Fact]
    public void A_space_of_lists_is_that_of_the_text()
    {
        var space = new SearchSpace(new Dictionary<string, IReadOnlyList<ParameterValue>> { ["max_depth"] = [3, ParameterValue.None], ["max_features"] = ["sqrt", 0.5, 1.0, 2] });
        Assert.Equal("max_depth=3,none; max_features=sqrt,0.5,1.0,2", space.ToString());
        Assert.Equal(SearchSpace.Parse(space.ToString()).Candidates(Rules).Select(c => c.Parameters), space.Candidates(Rules).Select(c => c.Parameters));
    }

    [Fact]
    public void Draws_are_distinct_follow_the_seed_and_end_with_the_space()
    {
        var space = SearchSpace.Parse("max_depth=1,2,3,4,5,6,7,8,9,10; max_features=1,2,3,4,5,6,7,8,9,10");
        string[] Draw(int count, ulong seed) => [.. space.Draw(count, seed, Rules).Select(c => c.ToString())];
        Assert.Equal(12, Draw(12, 1).Distinct().Count());
        Assert.Equal(Draw(12, 1), Draw(12, 1));
        Assert.Equal(Draw(12, 1), Draw(100, 1)[..12]);
        Assert.NotEqual(Draw(12, 1), Draw(12, 2));
        Assert.Equal(space.Candidates(Rules).Select(c => c.ToString()).Order(), Draw(500, 3).Order());
    }

    [Theory]
    [InlineData("max_dept=3", "there is no parameter 'max_dept'; did you mean 'max_depth'? Known: bootstrap,")]
    [InlineData("criterion=ginni", "criterion cannot be 'ginni'; did you mean 'gini'? It takes gini, entropy or log_loss for classification, squared_error for regression.")]
    [InlineData("criterion=squared_error", "the criterion squared_error is for regression; a classification takes gini, entropy or log_loss.")]
    [InlineData("max_features=sqr", "max_features cannot be 'sqr'; did you mean 'sqrt'?")]
    [InlineData("max_features=0", "max_features is 0; it must be at least 1, a fraction above 0 and up to 1, sqrt, log2 or none.")]
    [InlineData("max_features=1.5", "max_features is 1.5; a fraction must be above 0 and up to 1.")]
    [InlineData("max_depth=0", "max_depth is 0; it must be at least 1, or none.")]
    [InlineData("max_depth=2.5", "max_depth cannot be '2.5'. It takes a whole number of at least 1, or none.")]
    [InlineData("min_samples_split=1", "min_samples_split is 1; it must be at least 2.")]
    [InlineData("min_samples_leaf=0", "min_samples_leaf is 0; it must be at least 1.")]
    [InlineData("min_impurity_decrease=-1", "min_impurity_decrease is -1; it must be 0 or more.")]
    [InlineData("n_estimators=0", "n_estimators is 0; it must be from 1 to 65536.")]
    [InlineData("bootstrap=yes", "bootstrap cannot be 'yes'")]
    [InlineData("bootstrap=false; max_samples=0.5", "max_samples is 0.5, but without bootstrap every tree has all rows; set bootstrap=true or max_samples=none.")]
    [InlineData("max_depth=3,3", "the grid gives max_depth the value 3 twice; list it once.")]
    [InlineData("max_depth=3; max_depth=4", "the grid names max_depth twice; list its values once.")]
    [InlineData("max_depth=", "the grid gives max_depth no values, which makes 0 candidates; give it at least one.")]
    [InlineData("max_depth", "'max_depth' in the grid is not NAME=VALUE,VALUE,…; write for example max_depth=3,none.")]
    [InlineData("", "the grid has 0 candidates; give at least one parameter with a value, such as max_depth=3,none.")]
    [InlineData(" ; | ", "the grid has 0 candidates")]
    public void Wrong_grids_are_refused_with_what_was_meant(string grid, string message) =>
        Assert.StartsWith(message, Assert.Throws<LearningException>(() => SearchSpace.Parse(grid).Candidates(Rules)).Message);

    [Fact]
    public void No_candidates_and_what_is_for_classes_only_are_refused()
    {
        Assert.Equal("0 candidates were asked for; a search needs at least 1.",
            Assert.Throws<LearningException>(() => SearchSpace.Parse("max_depth=3").Draw(0, 1, Rules)).Message);
        var numbers = ForestParameters.Default(LearningTask.Regression);
        Assert.StartsWith("class_weight is for classification", Assert.Throws<LearningException>(() => SearchSpace.Parse("class_weight=balanced").Candidates(numbers)).Message);
        Assert.StartsWith("the criterion gini is for classification", Assert.Throws<LearningException>(() => SearchSpace.Parse("criterion=gini").Candidates(numbers)).Message);
    }

    [Theory]
    [InlineData("sqrt", 8)]
    [InlineData("log2", 6)]
    [InlineData("none", 64)]
    [InlineData("3", 3)]
    [InlineData("100", 64)]
    [InlineData("0.3", 19)]
    [InlineData("0.001", 1)]
    [InlineData("1.0", 64)]
    public void Feature_limits_are_counted_as_scikit_learn_counts_them(string limit, int of64) =>
        Assert.Equal(of64, SearchSpace.Parse($"max_features={limit}").Candidates(Rules)[0].Parameters.MaxFeatures.Of(64));
}
