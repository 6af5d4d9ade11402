namespace Grid.Learning;

/// <summary>scikit-learn's StratifiedKFold.</summary>
internal sealed class StratifiedFolds
{
    // Classes are numbered by first appearance, as there.
    private readonly int[] _encoded;
    private readonly int[][] _quota;

    public StratifiedFolds(ReadOnlySpan<ushort> classes, int folds)
    {
        var number = new Dictionary<ushort, int>();
        var counts = new List<int>();
        _encoded = new int[classes.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            if (!number.TryGetValue(classes[i], out int k))
            {
                number[classes[i]] = k = counts.Count;
                counts.Add(0);
            }
            _encoded[i] = k;
            counts[k]++;
        }
        Classes = [.. number.Select(n => (n.Key, counts[n.Value]))];
        // Row i of the rows sorted by class goes to fold i mod k: that says how many of a class each fold gets, and the
        // rows of the class go to the folds in blocks of those sizes.
        _quota = new int[counts.Count][];
        for (int k = 0, at = 0; k < counts.Count; k++)
        {
            _quota[k] = new int[folds];
            for (int i = 0; i < counts[k]; i++)
                _quota[k][at++ % folds]++;
        }
    }

    /// <summary>The classes in the order in which they appear, and the rows of each.</summary>
    public IReadOnlyList<(ushort Class, int Rows)> Classes { get; }

    /// <summary>Each row's fold.</summary>
    public ushort[] Share(MersenneTwister? random)
    {
        var blocks = new ushort[_quota.Length][];
        for (int k = 0; k < blocks.Length; k++)
        {
            blocks[k] = [.. _quota[k].SelectMany((size, fold) => Enumerable.Repeat((ushort)fold, size))];
            random?.Shuffle(blocks[k]);
        }
        var taken = new int[blocks.Length];
        return Array.ConvertAll(_encoded, k => blocks[k][taken[k]++]);
    }
}
