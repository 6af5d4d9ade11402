using FsCheck;
using FsCheck.Fluent;

namespace Grid.Learning.Tests;

public class TreeGrowerTests
{
    private static readonly Criterion[] ClassCriteria = [Criterion.Gini, Criterion.Entropy, Criterion.LogLoss];

    [Fact]
    public void Trees_are_those_of_the_plain_reference()
    {
        var cases =
            from seed in Gen.Choose(0, 100_000)
            from rows in Gen.Elements(5, 40, 130)
            from features in Gen.Elements(1, 4, 9, 66)
            from distinct in Gen.Elements(2, 7, 60, 150, 400)
            from classes in Gen.Elements(0, 2, 3, 10, 20)
            from criterion in Gen.Elements(ClassCriteria)
            from limit in Gen.Elements(FeatureLimit.All, FeatureLimit.Count(1), FeatureLimit.SquareRoot, FeatureLimit.Fraction(0.5))
            from bootstrap in Gen.Elements(true, false)
            from minLeaf in Gen.Elements(1, 1, 3)
            from weighting in Gen.Elements(ClassWeighting.None, ClassWeighting.None, ClassWeighting.Balanced, ClassWeighting.BalancedSubsample, ClassWeighting.By(new Dictionary<string, double> { ["0"] = 0.25, ["1"] = 3 }))
            from missing in Gen.Elements(0, 0.2)
            from extra in Gen.Elements(false, false, true)
            select (seed, rows, features, distinct, classes, missing, parameters: ForestParameters.Default(classes == 0 ? LearningTask.Regression : LearningTask.Classification) with
            {
                Criterion = classes == 0 ? Criterion.SquaredError : criterion,
                MaxFeatures = limit,
                Bootstrap = bootstrap,
                MinSamplesLeaf = minLeaf,
                ClassWeight = classes > 0 ? weighting : ClassWeighting.None,
                ExtraTrees = extra,
                Seed = (ulong)seed,
            });
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var matrix = Tables.MadeMatrix(c.seed, c.rows, c.features, c.distinct, c.classes, c.missing);
            SameTree(matrix, c.parameters, Enumerable.Range(0, matrix.Rows).ToArray(), c.seed % 3);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(180));
    }

    [Fact]
    public void Regression_trees_that_try_every_feature_are_those_of_the_plain_reference()
    {
        // Nodes are counted or sorted, by insertion or by merging, and features come in vectors of 4 and 16.
        var cases =
            from seed in Gen.Choose(0, 100_000)
            from rows in Gen.Elements(2, 3, 17, 60, 150, 300)
            from features in Gen.Elements(1, 4, 5, 17, 33)
            from distinct in Gen.Elements(2, 7, 60, 400)
            from bootstrap in Gen.Elements(true, false)
            from minLeaf in Gen.Elements(1, 1, 4)
            from missing in Gen.Elements(0, 0.2)
            from trees in Gen.Elements(1, 2)
            select (seed, rows, features, distinct, missing, parameters: ForestParameters.Default(LearningTask.Regression) with
            {
                Trees = trees,
                Bootstrap = bootstrap,
                MinSamplesLeaf = minLeaf,
                Seed = (ulong)seed,
            });
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var matrix = Tables.MadeMatrix(c.seed, c.rows, c.features, c.distinct, 0, c.missing);
            SameTree(matrix, c.parameters, Enumerable.Range(0, matrix.Rows).ToArray(), c.seed % 3);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Large_regression_trees_are_those_of_the_plain_reference(bool bootstrap)
    {
        var matrix = Tables.MadeMatrix(11, 1200, 6, 500, 0, 0.05);
        var parameters = ForestParameters.Default(LearningTask.Regression) with { Bootstrap = bootstrap };
        SameTree(matrix, parameters, Enumerable.Range(0, matrix.Rows).ToArray(), 0);
    }

    [Theory]
    [InlineData(Criterion.Gini, true)]
    [InlineData(Criterion.Entropy, false)]
    public void Trees_that_try_every_pixel_are_those_of_the_plain_reference(Criterion criterion, bool bootstrap)
    {
        var matrix = Tables.SomeDigits(every: 4, pixels: 24);
        var parameters = ForestParameters.Default(LearningTask.Classification) with { Criterion = criterion, Bootstrap = bootstrap, MaxFeatures = FeatureLimit.All };
        SameTree(matrix, parameters, FoldPlan.Of(matrix, new FoldOptions { Folds = 3 }).TrainingRows(1), 0);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public void Trees_of_more_rows_than_lanes_hold_are_those_of_the_plain_reference(int classes)
    {
        var matrix = Tables.MadeMatrix(5, 20_000, 3, 300, classes);
        var parameters = ForestParameters.Default(matrix.Task) with { MaxDepth = 4, MinSamplesLeaf = 2 };
        SameTree(matrix, parameters, Enumerable.Range(0, matrix.Rows).ToArray(), 0);
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(0, 3)]
    [InlineData(10, 1)]
    public void A_tree_grown_to_a_depth_is_the_top_of_the_tree_grown_without_a_limit(int classes, int tried)
    {
        var matrix = Tables.MadeMatrix(7, 500, 6, 40, classes);
        var rules = ForestParameters.Default(matrix.Task) with { MaxFeatures = FeatureLimit.Count(tried) };
        var rows = Enumerable.Range(0, matrix.Rows).ToArray();
        var whole = Grow(matrix, rules, rows, 2);
        for (int depth = 1; depth <= 6; depth++)
        {
            var cut = Grow(matrix, rules with { MaxDepth = depth }, rows, 2);
            Assert.Equal(Enumerable.Range(0, whole.Count).Where(i => whole.Depths[i] <= depth).Select(i => Describe(whole, i, depth)),
                Enumerable.Range(0, cut.Count).Select(i => Describe(cut, i, depth)));
        }
    }

    [Fact]
    public void Draws_go_on_until_a_feature_is_not_constant()
    {
        var batch = Grid.Columns.RecordBatch.From(
            ("a", Grid.Columns.ColumnFactory.Int64(1, 1, 1, 1)), ("b", Grid.Columns.ColumnFactory.Int64(2, 2, 2, 2)),
            ("c", Grid.Columns.ColumnFactory.Int64(0, 1, 0, 1)), ("d", Grid.Columns.ColumnFactory.Int64(3, 3, 3, 3)), ("y", Grid.Columns.ColumnFactory.Int64(0, 1, 0, 1)));
        var matrix = TrainingMatrix.Build([batch], "y", LearningTask.Classification);
        for (int t = 0; t < 20; t++)
            Assert.Equal(3, Grow(matrix, ForestParameters.SingleTree(matrix.Task) with { MaxFeatures = FeatureLimit.Count(1) }, [0, 1, 2, 3], t).Count);
    }

    internal static GrownTree Grow(TrainingMatrix matrix, ForestParameters parameters, int[] rows, int tree)
    {
        using var source = new TreeSource(matrix, parameters, rows, fold: 1);
        var grown = new GrownTree(matrix.Outputs);
        source.Grow(tree, grown, TestContext.Current.CancellationToken);
        return grown;
    }

    private static (int, int, int, string) Describe(GrownTree tree, int id, int depth)
    {
        bool leaf = tree.Depths[id] == depth || tree.IsLeaf(id);
        return (tree.Depths[id], leaf ? -1 : tree.Nodes[id].Feature, leaf ? 0 : tree.Cuts[id], string.Join(" ", tree.ValuesOf(id).ToArray()));
    }

    private static void SameTree(TrainingMatrix matrix, ForestParameters parameters, int[] rows, int tree) =>
        SameShape(matrix, parameters, rows, tree, decreases: true);

    internal static void SameShape(TrainingMatrix matrix, ForestParameters parameters, int[] rows, int tree, bool decreases = false)
    {
        var grown = Grow(matrix, parameters, rows, tree);
        var (root, _) = ReferenceTree.Grow(matrix, parameters, rows, 1, tree);
        int end = Same(grown, 0, root, decreases);
        Assert.Equal(grown.Count, end);
    }

    private static int Same(GrownTree tree, int id, ReferenceTree.Node node, bool decreases)
    {
        Assert.Equal((node.Rows, node.Depth, node.Feature < 0), (tree.Rows[id], tree.Depths[id], tree.IsLeaf(id)));
        Assert.Equal(node.Values, tree.ValuesOf(id).ToArray());
        if (node.Feature < 0)
            return id + 1;
        Assert.Equal((node.Feature, node.Cut, node.Threshold), (tree.Nodes[id].Feature, tree.Cuts[id], tree.Thresholds[id]));
        if (decreases)
            Assert.Equal(node.Decrease, tree.Decreases[id], 1e-9);
        int right = Same(tree, id + 1, node.Left!, decreases);
        Assert.Equal(right, tree.Nodes[id].Right);
        return Same(tree, right, node.Right!, decreases);
    }
}
