using Grid.Query;

namespace Grid.Client;

/// <content>Parting the rows.</content>
public sealed partial class GridFrame
{
    /// <summary>
    /// Parts the rows in two at random, with the sizes of scikit-learn's <c>train_test_split</c>: the same rows for a seed, however the table is cut into
    /// partitions. Steps that are given to the frame before it are fitted on all rows; those that are to see the training rows alone go behind it,
    /// and their recipe to the other part.
    /// <code>
    /// var (train, test) = trips.TrainTestSplit(0.2, seed: 7, stratify: "payment_type");
    /// var recipe = await train.Scale("fare_amount").FitRecipeAsync();
    /// await test.Apply(recipe).SaveAsync("test.parquet");
    /// </code>
    /// </summary>
    /// <param name="test">The share of the rows that is for the test, above 0 and below 1; their number is rounded up.</param>
    /// <param name="seed">Which draw.</param>
    /// <param name="stratify">A column of whose values both parts have the same shares; what is missing is a value of its own. Null for none.</param>
    public (GridFrame Train, GridFrame Test) TrainTestSplit(double test, long seed = 0, string? stratify = null) => Split(new SplitDraw(test, null, seed, stratify));

    /// <summary>The same, with so many rows for the test.</summary>
    /// <param name="testRows">How many rows.</param>
    /// <param name="seed">Which draw.</param>
    /// <param name="stratify">A column of whose values both parts have the same shares; null for none.</param>
    public (GridFrame Train, GridFrame Test) TrainTestSplit(long testRows, long seed = 0, string? stratify = null) => Split(new SplitDraw(null, testRows, seed, stratify));

    private (GridFrame Train, GridFrame Test) Split(SplitDraw draw) => (With(new SplitStep(draw, IsTest: false)), With(new SplitStep(draw, IsTest: true)));
}
