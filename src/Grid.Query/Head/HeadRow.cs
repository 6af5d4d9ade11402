namespace Grid.Query;

/// <summary>A row with its position in the dataset.</summary>
internal readonly record struct HeadRow(long Position, Scalar[] Values)
{
    /// <summary>About how many bytes it takes on its way.</summary>
    public long Weight => 10 + Values.Sum(v => 12L + 3L * (v.AsText?.Length ?? 0));
}
