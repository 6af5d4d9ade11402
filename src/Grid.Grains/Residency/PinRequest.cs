namespace Grid.Grains;

/// <summary>Columns of a partition that a scan is to use, all at once.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Scan">The scan, by a name.</param>
internal sealed record PinRequest(ResidentColumns Partition, int[] Columns, string Scan)
{
    /// <summary>Done once they are pinned.</summary>
    public TaskCompletionSource<ColumnPins> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
