namespace Grid.Learning.Tests;

public class TreeWalkTests
{
    private static readonly double[] s_odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -double.MaxValue, -0.0, 0.0, double.Epsilon];

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void Rows_that_go_down_together_come_to_the_leaves_of_each_by_itself(double missing)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            int features = 1 + seed;
            var matrix = Tables.MadeMatrix(seed, 120, features, 50, seed % 2 * 3, missing);
            var random = new Random(seed);
            ValueKeys[] keys = [.. matrix.Features.Select(f => new ValueKeys(f))];
            foreach (var tree in Forest.Train(matrix, ForestParameters.Default(matrix.Task) with { Trees = 3, ExtraTrees = seed == 5 }).Trees)
            {
                foreach (bool isPacked in new[] { false, true })
                {
                    if (isPacked)
                    {
                        Assert.NotNull(PackedTree.Of(tree.Nodes, keys));
                        tree.Pack(int.MaxValue, keys);
                    }
                    foreach (int rows in new[] { 1, 7, 8, 100 })
                    {
                        double[] values = [.. Enumerable.Range(0, rows * features).Select(_ => random.Next(6) == 0 ? s_odd[random.Next(s_odd.Length)] : random.Next(60) * 0.5 - 10)];
                        Check(tree, keys, values, rows);
                    }
                }
            }
        }
    }

    // Values so close to thresholds that 32 bits do not tell them apart, among others far off.
    [Theory]
    [InlineData(1.0, 1e-13)]
    [InlineData(-7e15, 1.0)]
    [InlineData(0.0, 5e-324)]
    [InlineData(1.5e18, 256.0)]
    public void Values_next_to_a_threshold_fall_on_their_side_of_it(double from, double step)
    {
        double[] near = [.. Enumerable.Range(0, 40).Select(i => from + i * step), -1e300, 1e300, 0];
        var table = Columns.RecordBatch.From(
            ("x", Columns.ColumnFactory.Float64([.. near.Select(v => (double?)v)])), ("y", Columns.ColumnFactory.Float64([.. near.Select((_, i) => (double?)(i * 7 % 11))])));
        var matrix = TrainingMatrix.Build([table], "y", LearningTask.Regression);
        ValueKeys[] keys = [.. matrix.Features.Select(f => new ValueKeys(f))];
        var tree = Forest.Train(matrix, ForestParameters.SingleTree(LearningTask.Regression)).Trees[0];
        tree.Pack(int.MaxValue, keys);
        double[] thresholds = [.. tree.Nodes.Where(n => n.Right != 0).Select(n => n.Threshold)];
        double[] values = [.. near, .. thresholds, .. thresholds.Select(Math.BitIncrement), .. thresholds.Select(Math.BitDecrement), .. s_odd];
        Check(tree, keys, values, values.Length);
    }

    [Fact]
    public void Keys_order_as_values_and_thresholds_do_and_leave_it_open_of_close_ones_alone()
    {
        var matrix = Tables.MadeMatrix(3, 200, 1, 5000, 0, 0.1);
        var keys = new ValueKeys(matrix.Features[0]);
        double[] known = [.. matrix.Features[0].Lows.Where(v => !double.IsNaN(v))];
        var random = new Random(5);
        double[] thresholds = [.. known.Zip(known.Skip(1), (a, b) => a + (b - a) * random.NextDouble()), .. known, double.NaN];
        double[] values = [.. thresholds, .. thresholds.Where(double.IsFinite).Select(Math.BitIncrement), .. s_odd, -1e9, 1e9];
        foreach (double threshold in thresholds)
        {
            Assert.True(keys.TryOfThreshold(threshold, out int key));
            foreach (double value in values)
            {
                bool goesRight = value > threshold || (double.IsNaN(threshold) && !double.IsNaN(value));
                if (keys.OfValue(value) != key)
                    Assert.Equal(goesRight, keys.OfValue(value) > key);
                else
                    Assert.InRange(value - threshold, -1e-5 * Math.Abs(threshold), 1e-5 * Math.Abs(threshold));
            }
        }
        Assert.False(keys.TryOfThreshold(known[0] - 1, out _));
        Assert.False(keys.TryOfThreshold(known[^1] + 1, out _));
    }

    /// <param name="tree">The tree.</param>
    /// <param name="keys">The features' keys.</param>
    /// <param name="values">The rows' values, feature by feature.</param>
    /// <param name="rows">How many rows.</param>
    private static void Check(Tree tree, ValueKeys[] keys, double[] values, int rows)
    {
        var room = new PredictionRoom(rows, keys.Length);
        values.CopyTo(room.Values, 0);
        room.FillKeys(keys, rows);
        tree.Leaves(room.Keys, keys, room.Values, room.Leaves);
        Assert.Equal(
            Enumerable.Range(0, rows).Select(r => tree.Leaf([.. Enumerable.Range(0, keys.Length).Select(f => values[f * rows + r])])), room.Leaves.Take(rows));
    }
}
