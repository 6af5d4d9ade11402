using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>Expected figures are scikit-learn 1.2's for the same truth and predictions.</summary>
public class ScoringTests
{
    private static readonly double[] Probabilities =
    [
        0.7, 0.2, 0.1,
        0.1, 0.8, 0.1,
        0.3, 0.3, 0.4,
        0.5, 0.5, 0.0,
        0.2, 0.6, 0.2,
        0.1, 0.2, 0.7,
        0.4, 0.3, 0.3,
    ];

    [Theory]
    [InlineData("accuracy", 0.5714285714285714)]
    [InlineData("balanced_accuracy", 0.5555555555555555)]
    [InlineData("f1_macro", 0.5666666666666668)]
    [InlineData("f1_weighted", 0.6)]
    [InlineData("neg_log_loss", -0.7656202954836873)]
    [InlineData("roc_auc_ovr", 0.8666666666666667)]
    public void Scores_of_classes_are_those_of_scikit_learn(string name, double expected)
    {
        var matrix = Matrix(ColumnFactory.Int64(0, 1, 2, 1, 0, 2, 2), LearningTask.Classification);
        Assert.Equal(expected, Scoring.Parse(name, matrix.Task).Score(matrix, [0, 1, 2, 3, 4, 5, 6], Probabilities), 1e-12);
    }

    [Fact]
    public void The_area_of_two_classes_is_that_of_the_second()
    {
        var matrix = Matrix(ColumnFactory.Utf8("n", "p", "n", "p", "p"), LearningTask.Classification);
        Assert.Equal(4.5 / 6, Scoring.RocAucOneVsRest.Score(matrix, [0, 1, 2, 3, 4], [0.9, 0.1, 0.2, 0.8, 0.4, 0.6, 0.4, 0.6, 0.7, 0.3]), 1e-15);
        Assert.True(double.IsNaN(Scoring.RocAucOneVsRest.Score(matrix, [0, 2], [0.9, 0.1, 0.4, 0.6])));
    }

    [Fact]
    public void Sure_and_wrong_costs_log_loss_much_but_not_all()
    {
        var matrix = Matrix(ColumnFactory.Int64(0, 1), LearningTask.Classification);
        Assert.Equal(-36.04365338911715, Scoring.NegLogLoss.Score(matrix, [0, 1], [0, 1, 1, 0]), 1e-9);
    }

    [Theory]
    [InlineData("r2", 0.9486081370449679)]
    [InlineData("neg_root_mean_squared_error", -0.6123724356957945)]
    [InlineData("neg_mean_absolute_error", -0.5)]
    public void Scores_of_numbers_are_those_of_scikit_learn(string name, double expected)
    {
        var matrix = Matrix(ColumnFactory.Float64(3, -0.5, 2, 7), LearningTask.Regression);
        Assert.Equal(expected, Scoring.Parse(name, matrix.Task).Score(matrix, [0, 1, 2, 3], [2.5, 0.0, 2, 8]), 1e-12);
    }

    [Fact]
    public void R2_of_a_constant_truth_is_1_where_it_is_met_and_0_where_not()
    {
        var matrix = Matrix(ColumnFactory.Float64(3, 3, 2), LearningTask.Regression);
        Assert.Equal(1, Scoring.R2.Score(matrix, [0, 1], [3, 3]));
        Assert.Equal(0, Scoring.R2.Score(matrix, [0, 1], [3, 4]));
        Assert.True(double.IsNaN(Scoring.R2.Score(matrix, [0], [3])));
    }

    [Theory]
    [InlineData("rmse", "neg_root_mean_squared_error")]
    [InlineData("mae", "neg_mean_absolute_error")]
    [InlineData("mse", "neg_mean_squared_error")]
    [InlineData("mape", "neg_mean_absolute_percentage_error")]
    [InlineData("msle", "neg_mean_squared_log_error")]
    [InlineData("neg_max_error", "max_error")]
    public void Short_names_are_understood(string name, string meant) => Assert.Equal(meant, Scoring.Parse(name, LearningTask.Regression).Name);

    [Fact]
    public void Unknown_and_unfitting_scorings_are_refused_by_name()
    {
        Assert.StartsWith("there is no scoring 'acuracy'; did you mean 'accuracy'?", Assert.Throws<LearningException>(() => Scoring.Parse("acuracy", LearningTask.Classification)).Message);
        Assert.StartsWith("the scoring 'r2' is not for classification", Assert.Throws<LearningException>(() => Scoring.Parse("r2", LearningTask.Classification)).Message);
    }

    private static TrainingMatrix Matrix(Column y, LearningTask task) =>
        TrainingMatrix.Build([RecordBatch.From(("x", ColumnFactory.Int64([.. Enumerable.Range(0, y.Length).Select(i => (long?)i)])), ("y", y))], "y", task);

    [Theory]
    [InlineData("mcc", "there is no scoring 'mcc'; that is matthews_corrcoef. Known for")]
    [InlineData("brier_score", "that is neg_brier_score. Known for")]
    [InlineData("jaccard", "near is f1, which orders candidates alike where there are two classes. Known for")]
    public void A_score_of_scikit_learn_that_there_is_not_is_told_what_is_near(string name, string said) =>
        Assert.Contains(said, Assert.Throws<LearningException>(() => Scoring.Parse(name, LearningTask.Regression)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("random_state", "that is --seed.")]
    [InlineData("num_leaves", "that is max_leaf_nodes.")]
    [InlineData("n_jobs", "that is --threads.")]
    public void A_parameter_of_scikit_learn_that_there_is_not_is_told_what_is_near(string name, string said) =>
        Assert.Contains($"there is no parameter '{name}'; {said} Known: ", Assert.Throws<LearningException>(() => SearchSpace.Parse($"{name}=1")).Message, StringComparison.Ordinal);
}
