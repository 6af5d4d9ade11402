namespace Grid.Learning;

// How much memory a grower works in.
internal abstract unsafe partial class TreeGrower
{
    /// <summary>Bins of a feature at most: nodes of more rows may count them by bin in place of sorting them.</summary>
    protected const int MostCountedBins = ushort.MaxValue + 1;

    /// <summary>Bytes of the buffers that a grower for some training rows takes, but for what follows from the features alone.</summary>
    /// <param name="matrix">The rows and features.</param>
    /// <param name="parameters">The rules.</param>
    /// <param name="trainingRows">How many rows trees are grown from.</param>
    public static long BytesFor(TrainingMatrix matrix, ForestParameters parameters, int trainingRows)
    {
        long bytes = 2L * sizeof(ulong) * MostRanked(matrix, parameters, trainingRows);
        if (KeepsLists(matrix, parameters))
            bytes += RankLists.BytesFor(matrix.Features, trainingRows);
        // Of classes a row is one word, and of weighted rows a number, a weight, and what they add up to: twice, as a split puts one side aside.
        return bytes + (matrix.WeightArray is not null ? 2L * (sizeof(int) + 2 * sizeof(double)) * trainingRows
            : matrix.Task == LearningTask.Classification ? 2L * sizeof(ulong) * trainingRows
            : RegressionGrower.BytesFor(matrix, trainingRows));
    }

    private static bool KeepsLists(TrainingMatrix matrix, ForestParameters parameters) =>
        matrix.HasWide && matrix.WeightArray is null && !parameters.ExtraTrees && !matrix.IsWide
        && parameters.MaxFeatures.Of(matrix.Features.Count) * ShareTried >= matrix.Features.Count;

    /// <summary>How many rows of a node are sorted at most.</summary>
    private static int MostRanked(TrainingMatrix matrix, ForestParameters parameters, int trainingRows)
    {
        if (matrix.WeightArray is not null)
            return trainingRows;
        if (!matrix.HasWide || parameters.ExtraTrees)
            return 0;
        int listed = KeepsLists(matrix, parameters) ? RankLists.CapacityFor(matrix.Features, trainingRows) : 0;
        return matrix.Task == LearningTask.Classification ? trainingRows : Math.Min(trainingRows, Math.Max(MostCountedBins, listed));
    }
}
