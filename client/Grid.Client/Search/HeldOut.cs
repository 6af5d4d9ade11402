using Grid.Learning;
using Grid.Query;

namespace Grid.Client;

/// <summary>Which rows a search holds out.</summary>
internal static class HeldOut
{
    /// <summary>The draw: by the seed, and of classes the same share of each.</summary>
    /// <param name="search">The search.</param>
    /// <param name="size">The share below 1, or the number of rows.</param>
    /// <exception cref="LearningException">The size is none, or rows drawn at random would tell of those that are held out.</exception>
    public static SplitDraw DrawOf(ForestSearch search, double size)
    {
        bool isShare = size is > 0 and < 1;
        if (!isShare && (size < 1 || size != Math.Floor(size) || size > long.MaxValue / 2))
            throw new LearningException($"a test of {size} rows was asked for; it is a share above 0 and below 1, such as 0.2, or a whole number of rows.");
        if (search.Cv.Groups is { } groups)
            throw new LearningException($"rows are held out at random, which would part the groups of '{groups}': hold whole groups out with a filter, and judge the model on them with 'grid evaluate'.");
        if (search.Cv.InOrder)
            throw new LearningException("rows are held out at random, and folds in the order of time would learn from later ones: hold the last rows out with a filter, and judge the model on them with 'grid evaluate'.");
        return new SplitDraw(isShare ? size : null, isShare ? null : (long)size, (long)(search.Seed & long.MaxValue), search.Task == LearningTask.Classification ? search.Target : null);
    }
}
