namespace Grid.Learning.Tests;

public class RuleStopsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 3, 1)]
    [InlineData(8, 8, 8)]
    [InlineData(2, 9, 3)]
    public void Each_rule_stops_where_it_does_by_itself(int depths, int splits, int decreases)
    {
        var matrix = Tables.MadeMatrix(9, 300, 5, 40, 0);
        var tree = TreeGrowerTests.Grow(matrix, ForestParameters.Default(matrix.Task), [.. Enumerable.Range(0, matrix.Rows)], 0);
        var rules = (
            from depth in Enumerable.Range(0, depths)
            from split in Enumerable.Range(0, splits)
            from decrease in Enumerable.Range(0, decreases)
            select new GrowthRules(depth == 0 ? int.MaxValue : depth * 2, 2 + split * split, decrease * 0.003)).ToArray();
        var found = new RuleStops(rules);
        var stops = new int[found.LengthFor(tree)];
        var plain = new int[found.LengthFor(tree)];

        found.Find(tree, stops, new TrialWorkspace());
        found.FindPlainly(tree, plain);

        foreach (int leaf in Enumerable.Range(0, tree.Count).Where(tree.IsLeaf))
        {
            for (int k = 0; k < rules.Length; k++)
            {
                Assert.Equal(First(leaf, rules[k]), stops[leaf * rules.Length + k]);
                Assert.Equal(stops[leaf * rules.Length + k], plain[leaf * rules.Length + k]);
            }
        }

        // The way down, node by node, as far as the rule lets the tree grow.
        int First(int leaf, GrowthRules rule)
        {
            int at = 0;
            while (at != leaf && !rule.StopsBefore(tree.Depths[at], tree.Rows[at]) && !rule.StopsAfter(tree.Decreases[at]))
                at = leaf < tree.Nodes[at].Right ? at + 1 : tree.Nodes[at].Right;
            return at;
        }
    }
}
