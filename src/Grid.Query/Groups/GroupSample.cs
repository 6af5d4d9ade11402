namespace Grid.Query;

/// <summary>
/// The first rows of a partition, by which it is judged whether its groups are those of all partitions, more or less: then partitions are better grouped together,
/// as each by itself has nearly as many groups as rows, and all of them are merged.
/// </summary>
internal sealed class GroupSample
{
    /// <summary>Of how many rows a partition is sampled at least.</summary>
    public const int LeastRows = 8 * Rows;

    /// <summary>Groups that are found together at least: fewer are soon merged.</summary>
    public const long LeastGroups = 1 << 14;

    /// <summary>Groups that are found together at most: the tables of more do not stay in the processor's caches.</summary>
    public const long MostGroups = 1 << 19;

    private const int Rows = 2 * BatchEvaluator.BlockRows;

    private bool _isOver;

    /// <summary>Whether a partition's rows are enough to be sampled, and stay where they are until it is taken together with others.</summary>
    public static bool Suits(PartitionTable table) => !table.IsMade && !table.IsLent && table.Rows >= LeastRows;

    /// <summary>About how many groups there are.</summary>
    public long Groups { get; private set; }

    /// <summary>Looks at the rows so far, until they are enough; true, once, where their groups are many, and recur.</summary>
    /// <param name="rows">How many rows belong to groups.</param>
    /// <param name="groups">How many groups they have.</param>
    public bool Advises(long rows, int groups)
    {
        if (_isOver || rows < Rows)
            return false;
        _isOver = true;
        // Of n rows drawn at random from g groups, about n²/2g belong to a group that was there before.
        Groups = rows * rows / (2 * Math.Max(1, rows - groups));
        return Groups is >= LeastGroups and <= MostGroups;
    }
}
