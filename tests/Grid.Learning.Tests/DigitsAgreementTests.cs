namespace Grid.Learning.Tests;

/// <summary>scikit-learn's scores on the digits, over its seeds and ours.</summary>
public class DigitsAgreementTests
{
    private const int Seeds = 5;

    [Fact]
    public void Scores_agree_with_those_of_scikit_learn()
    {
        var matrix = Tables.DigitsMatrix;
        var reference = File.ReadLines(Tables.DataPath("sklearn-digits-reference.csv")).Skip(1).Select(l => l.Split(',')).ToArray();
        // Each reference candidate is a grid of one.
        string grid = string.Join(" | ", reference.Select(r => $"criterion={r[0]}; bootstrap={r[1]}; max_depth={r[2]}; max_features={r[3]}; min_samples_split={r[4]}"));
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 8 });
        var scores = Enumerable.Range(0, Seeds).Select(seed =>
            GridSearch.Run(matrix, SearchPlan.Of(new SearchSpec { Grid = grid, Trees = 20, Seed = (ulong)seed }), folds).Candidates).ToArray();
        for (int i = 0; i < reference.Length; i++)
        {
            var ours = scores.Select(s => s[i].MeanTestScore).ToArray();
            double mean = ours.Average(), error = Math.Sqrt(ours.Sum(v => (v - mean) * (v - mean)) / (Seeds - 1) / Seeds);
            double theirs = double.Parse(reference[i][10]), theirError = double.Parse(reference[i][12]);
            double allowed = Math.Max(0.01, 3 * Math.Sqrt(error * error + theirError * theirError));
            Assert.True(Math.Abs(mean - theirs) <= allowed, $"{string.Join(",", reference[i][..5])}: ours {mean:F4}, theirs {theirs:F4}, allowed {allowed:F4}");
        }
    }
}
