namespace Grid.Query;

/// <summary>Rows of a join over one batch: which of the batch and which of the other side each is made of.</summary>
/// <param name="Rows">How many there are.</param>
/// <param name="Left">The rows of the batch; null for all of them, in order.</param>
/// <param name="Right">The rows of the other side, negative where there is none; null where none are taken over.</param>
/// <param name="MayMiss">Whether some of <paramref name="Right"/> may be negative.</param>
/// <param name="Before">How many joined rows of its first row come before these.</param>
internal readonly record struct JoinedPairs(int Rows, int[]? Left, int[]? Right, bool MayMiss = false, int Before = 0)
{
    /// <summary>The row of the batch.</summary>
    public int LeftOf(int row) => Left is null ? row : Left[row];

    /// <summary>How many joined rows of the same row of the batch come before one.</summary>
    public int Ordinal(int row)
    {
        if (Left is null)
            return 0;
        // The rows of one are side by side, and there may be very many: their first is searched for, as the list ascends.
        int first = 0, end = row;
        while (first < end)
        {
            int middle = (first + end) >>> 1;
            (first, end) = Left[middle] < Left[row] ? (middle + 1, end) : (first, middle);
        }
        return row - first + (first == 0 ? Before : 0);
    }
}
