namespace Grid.Learning.Tests;

/// <summary>Scores of extremely randomised trees on the digits, over our seeds and ten of scikit-learn 1.2.1's (34 for the last), on the same folds.</summary>
public class ExtraTreesAgreementTests
{
    private const int Seeds = 8;

    [Theory]
    [InlineData(LearningTask.Classification, "max_features=3; min_samples_leaf=1", 0.9284346696362287, 0.0011533938713831362)]
    [InlineData(LearningTask.Classification, "max_features=10; min_samples_leaf=4", 0.9291589952981936, 0.001900930189019294)]
    [InlineData(LearningTask.Regression, "max_features=none; min_samples_leaf=1", 0.8256891361377898, 0.0011434150026829498)]
    [InlineData(LearningTask.Regression, "max_features=16; min_samples_leaf=4", 0.7734894, 0.00106)]
    public void Scores_agree_with_those_of_scikit_learn(LearningTask task, string grid, double theirs, double theirError)
    {
        var matrix = task == LearningTask.Classification ? Tables.DigitsMatrix : TrainingMatrix.Build([Tables.Digits], "target", task);
        var folds = FoldPlan.Of(matrix, new FoldOptions { Folds = 4 });
        double[] ours = [.. Enumerable.Range(0, Seeds).Select(seed => GridSearch.Run(
            matrix, SearchPlan.Of(new SearchSpec { Task = task, Model = "extra_trees", Grid = grid, Trees = 20, Seed = (ulong)seed }), folds).Candidates[0].MeanTestScore)];
        double mean = ours.Average(), error = Math.Sqrt(ours.Sum(v => (v - mean) * (v - mean)) / (Seeds - 1) / Seeds);
        double allowed = 3 * Math.Sqrt(error * error + theirError * theirError);
        Assert.True(Math.Abs(mean - theirs) <= allowed, $"ours {mean:F4}, theirs {theirs:F4}, allowed {allowed:F4}");
    }
}
