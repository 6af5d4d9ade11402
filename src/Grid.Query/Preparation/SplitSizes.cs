namespace Grid.Query;

/// <summary>How many rows of each class a split draws, as scikit-learn's StratifiedShuffleSplit shares them out.</summary>
internal static class SplitSizes
{
    /// <summary>How many rows are drawn of so many.</summary>
    /// <exception cref="QuestionException">A part would have no rows.</exception>
    public static long Drawn(SplitDraw draw, long rows)
    {
        // As train_test_split: what is no whole number goes up for the test rows.
        long drawn = draw.Rows ?? (long)Math.Ceiling(draw.Share!.Value * rows);
        if (drawn <= 0 || drawn >= rows)
            throw new QuestionException($"split: {rows:N0} row{(rows == 1 ? "" : "s")} cannot be parted into {drawn:N0} for the test and {rows - drawn:N0} for training: neither may be without rows.");
        return drawn;
    }

    /// <summary>How many rows of each class are drawn.</summary>
    /// <param name="classes">How many rows each has.</param>
    /// <param name="drawn">How many rows are drawn of all.</param>
    /// <returns>Their numbers; of classes between which scikit-learn would toss a coin, the first have more for training.</returns>
    public static long[] Allot(IReadOnlyList<long> classes, long drawn)
    {
        long all = classes.Sum(), training = all - drawn;
        double[] wanted = [.. classes.Select(count => (double)count / all * training)];
        long[] floors = [.. wanted.Select(share => (long)Math.Floor(share))];
        long left = training - floors.Sum();
        int[] order = [.. Enumerable.Range(0, wanted.Length).OrderByDescending(i => wanted[i] - floors[i])];
        for (int i = 0; i < left; i++)
            floors[order[i]]++;
        return [.. classes.Select((count, i) => count - floors[i])];
    }

    /// <summary>Checks what can be checked before the rows are known.</summary>
    /// <exception cref="QuestionException">The share is none.</exception>
    public static void Check(SplitDraw draw)
    {
        if (draw.Share is { } share && !(share is > 0 and < 1))
            throw new QuestionException($"split: a share of {share} for the test is none: expected a number above 0 and below 1, such as 0.2, or a whole number of rows.");
        if (draw.Rows is <= 0)
            throw new QuestionException($"split: {draw.Rows} rows for the test are none: expected a whole number of at least 1, or a share such as 0.2.");
    }
}
