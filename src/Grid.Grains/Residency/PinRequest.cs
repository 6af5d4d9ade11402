namespace Grid.Grains;

/// <summary>Columns of a partition that a scan is to use, all at once.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Scan">The scan, by a name.</param>
internal sealed record PinRequest(ResidentColumns Partition, int[] Columns, string Scan)
{
    /// <summary>Bytes that are to be kept for what is not there.</summary>
    public long Needed => Columns.Sum(c => Partition[c] is { Column: null, Bytes: 0 } slot ? slot.Expected : 0);

    /// <summary>Done once they are pinned.</summary>
    public TaskCompletionSource<ColumnPins> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
