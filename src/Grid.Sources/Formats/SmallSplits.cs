namespace Grid.Sources;

/// <summary>
/// Has many small splits share a partition: what each partition costs, whatever it holds, would otherwise be most of what a question takes. Their rows stay in
/// their order, and the data alone decides, so that the same files have the same partitions on every machine.
/// </summary>
internal static class SmallSplits
{
    // Of so few, each may have a partition, and a thread, to itself.
    private const int Few = 64;
    private const long Least = 1L << 20;
    private const long Most = 8L << 20;

    /// <summary>Puts small splits that follow one another, of one format, together.</summary>
    /// <param name="splits">The splits, in the order of their rows.</param>
    /// <param name="chosenBytes">Bytes of a split as chosen by the user, or 0.</param>
    public static SourceSplit[] Gather(SourceSplit[] splits, long chosenBytes)
    {
        if (splits.Length <= Few)
            return splits;
        long whole = chosenBytes > 0 ? chosenBytes : Math.Clamp(splits.Sum(split => split.Length) / Few, Least, Most);
        var gathered = new List<SourceSplit>();
        var parts = new List<SourceSplit>();
        long bytes = 0;
        foreach (var split in splits)
        {
            bool isSmall = split.Length < whole / 4;
            if (parts.Count > 0 && (!isSmall || bytes + split.Length > whole || split.Format != parts[0].Format))
                Close();
            if (isSmall)
            {
                parts.Add(split);
                bytes += split.Length;
            }
            else
            {
                gathered.Add(split);
            }
        }
        Close();
        return [.. gathered];

        void Close()
        {
            if (parts.Count > 0)
                gathered.Add(parts.Count == 1 ? parts[0] : parts[0] with { Parts = [.. parts], Length = bytes, Count = parts.Sum(part => part.Count) });
            parts.Clear();
            bytes = 0;
        }
    }
}
