namespace Grid.Learning;

/// <summary>scikit-learn's KFold.</summary>
internal static class PlainFolds
{
    /// <summary>Each row's fold: neighbouring rows of the table, or of its shuffled rows.</summary>
    public static ushort[] Share(int rows, int folds, MersenneTwister? random)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        random?.Shuffle(order);
        var assignment = new ushort[rows];
        for (int fold = 0, at = 0; fold < folds; fold++)
        {
            int end = at + rows / folds + (fold < rows % folds ? 1 : 0);
            for (; at < end; at++)
                assignment[order[at]] = (ushort)fold;
        }
        return assignment;
    }
}
