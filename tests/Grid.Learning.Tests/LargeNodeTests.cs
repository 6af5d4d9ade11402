namespace Grid.Learning.Tests;

/// <summary>Nodes of more rows than targets are held for, or than are sorted: the trees are those of a grower that has room for all.</summary>
public class LargeNodeTests
{
    [Theory]
    [InlineData(40, 1.0, true, false)] // features of a byte, histograms of all
    [InlineData(40, 1.0, false, false)] // and remembered splits
    [InlineData(40, 0.4, true, false)]
    [InlineData(40, 0.4, true, true)]
    [InlineData(5000, 1.0, true, false)] // features of two bytes
    [InlineData(5000, 1.0, false, false)]
    [InlineData(5000, 0.2, true, false)]
    [InlineData(5000, 0.4, true, true)]
    public void Trees_do_not_depend_on_how_many_targets_are_held_and_which_nodes_are_counted(int distinct, double tried, bool bootstrap, bool random)
    {
        const int Rows = 900;
        var matrix = Tables.MadeMatrix(distinct, Rows, 5, distinct, 0, missing: 0.05);
        Assert.Equal(distinct > 256, matrix.HasWide);
        var parameters = ForestParameters.Default(LearningTask.Regression) with
        {
            Trees = 3,
            Bootstrap = bootstrap,
            ExtraTrees = random,
            MaxFeatures = FeatureLimit.Fraction(tried),
            MinSamplesLeaf = bootstrap ? 1 : 3,
        };
        int[] rows = [.. Enumerable.Range(0, Rows)];
        var weights = new ushort[bootstrap ? Rows : 0];
        var rules = GrowthRules.Of(parameters);
        using var plain = new RegressionGrower(matrix, parameters, Rows);
        using var large = new RegressionGrower(matrix, parameters, Rows, mostHeld: 64, fewestCounted: 16);
        var (expected, actual) = (new GrownTree(1), new GrownTree(1));
        for (int tree = 0; tree < parameters.Trees; tree++)
        {
            if (bootstrap)
                BootstrapSample.Draw((ulong)tree, Rows, weights);
            plain.Grow(rows, weights, (ulong)tree, rules, expected, CancellationToken.None);
            large.Grow(rows, weights, (ulong)tree, rules, actual, CancellationToken.None);
            Assert.True(expected.Count > 100);
            Assert.Equal(expected.Count, actual.Count);
            Assert.Equal(expected.Nodes[..expected.Count], actual.Nodes[..expected.Count]);
            Assert.Equal(expected.Cuts[..expected.Count], actual.Cuts[..expected.Count]);
            Assert.Equal(expected.Thresholds[..expected.Count], actual.Thresholds[..expected.Count]);
            Assert.Equal(expected.Values[..expected.Count], actual.Values[..expected.Count]);
            Assert.Equal(expected.Decreases[..expected.Count], actual.Decreases[..expected.Count]);
        }
    }

    [Fact]
    public void A_node_of_one_target_is_a_leaf_however_large()
    {
        const int Rows = 300;
        var matrix = Tables.MadeMatrix(1, Rows, 2, 1000, 0);
        var parameters = ForestParameters.SingleTree(LearningTask.Regression);
        using var large = new RegressionGrower(matrix, parameters, Rows, mostHeld: 10);
        int[] same = [.. Enumerable.Range(0, Rows).Select(_ => 7)];
        var tree = new GrownTree(1);
        large.Grow(same, [], 0, GrowthRules.Of(parameters), tree, CancellationToken.None);
        Assert.Equal(1, tree.Count);
        Assert.Equal(matrix.Values[7], tree.Values[0], 1e-9);
    }
}
