namespace Grid.Grains;

/// <summary>
/// What CSV takes once it is loaded, before any of it is. Columns of few distinct values become codes and numbers become
/// narrow, so that tables commonly take a third to a half of their text; what partitions really take corrects it early in the load.
/// </summary>
internal static class MemoryEstimate
{
    /// <summary>Bytes of memory for so many bytes of CSV.</summary>
    public static long Of(long sourceBytes) => sourceBytes / 2;
}
