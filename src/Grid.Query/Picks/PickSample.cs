namespace Grid.Query;

/// <summary>The first rows of a partition, by which it is judged whether the first rows of its groups are better found together with those of other partitions.</summary>
/// <param name="perGroup">Rows of a group at most.</param>
internal sealed class PickSample(int perGroup)
{
    private readonly GroupSample _sample = new();

    /// <inheritdoc cref="GroupSample.Groups"/>
    public long Groups => _sample.Groups;

    /// <inheritdoc cref="GroupSample.Advises"/>
    public bool Advises(long rows, int groups) => _sample.Advises(rows, groups) && Groups * perGroup <= GroupSample.MostGroups;
}
