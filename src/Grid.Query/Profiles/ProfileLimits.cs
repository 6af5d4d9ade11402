namespace Grid.Query;

/// <summary>How much a partial may hold of each column, so that all columns together stay well under 8 MiB.</summary>
internal static class ProfileLimits
{
    private const int Most = 1 << 14;
    private const int Least = 1 << 8;
    private const int AllColumns = 1 << 19;

    /// <summary>Distinct keys, or buckets, that a distribution may have.</summary>
    public static int Distribution(int columns) => Math.Clamp(AllColumns / Math.Max(1, columns), Least, Most);

    /// <summary>Distinct keys that are told apart one by one.</summary>
    public static int DistinctKeys(int limit) => limit;

    /// <summary>Bytes of distinct texts that are told apart.</summary>
    public static long TextBytes(int limit) => limit * 24L;
}
