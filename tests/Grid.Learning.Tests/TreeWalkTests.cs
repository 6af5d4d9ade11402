namespace Grid.Learning.Tests;

public class TreeWalkTests
{
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
            double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -0.0];
            foreach (var tree in Forest.Train(matrix, ForestParameters.Default(matrix.Task) with { Trees = 3, ExtraTrees = seed == 5 }).Trees)
            {
                foreach (int rows in new[] { 1, 7, 8, 100 })
                {
                    double[] values = [.. Enumerable.Range(0, rows * features).Select(_ => random.Next(6) == 0 ? odd[random.Next(odd.Length)] : random.Next(60) * 0.5 - 10)];
                    var leaves = new int[rows];
                    tree.Leaves(values, features, leaves);
                    Assert.Equal(Enumerable.Range(0, rows).Select(r => tree.Leaf(values.AsSpan(r * features, features))), leaves);
                }
            }
        }
    }
}
