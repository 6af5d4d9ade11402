namespace Grid.Learning;

/// <summary>scikit-learn's GroupKFold.</summary>
internal static class GroupFolds
{
    /// <summary>Each row's fold.</summary>
    /// <exception cref="LearningException">There are fewer groups than folds.</exception>
    public static ushort[] Share(ReadOnlySpan<int> groups, int folds, string name)
    {
        int[] distinct = [.. groups.ToArray().Distinct().Order()];
        if (distinct.Length < folds)
        {
            throw new LearningException($"'{name}' has {distinct.Length} {(distinct.Length == 1 ? "group" : "groups")}, fewer than the {folds} folds; "
                + (distinct.Length == 1 ? "folds by group need at least 2 groups." : $"ask for at most {distinct.Length} folds."));
        }
        var sizes = new long[distinct.Length];
        var places = new int[groups.Length];
        for (int i = 0; i < groups.Length; i++)
            sizes[places[i] = Array.BinarySearch(distinct, groups[i])]++;
        var rowsOf = new long[folds];
        var foldOf = new ushort[distinct.Length];
        int[] order = IndirectSort.Of(sizes);
        for (int i = order.Length - 1; i >= 0; i--)
        {
            int lightest = Array.IndexOf(rowsOf, rowsOf.Min());
            rowsOf[lightest] += sizes[order[i]];
            foldOf[order[i]] = (ushort)lightest;
        }
        return Array.ConvertAll(places, place => foldOf[place]);
    }
}
