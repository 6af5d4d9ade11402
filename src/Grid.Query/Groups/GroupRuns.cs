namespace Grid.Query;

/// <summary>All values of every group, for what follows from their ranks.</summary>
internal sealed class GroupRuns
{
    private readonly KeyRuns?[] _runs;
    private readonly List<KeyRuns>?[] _parts;

    public GroupRuns(KeyRuns[] runs) => (_runs, _parts) = (runs, []);

    private GroupRuns(int groups) => (_runs, _parts) = (new KeyRuns?[groups], new List<KeyRuns>?[groups]);

    public long Weight => _runs.Sum(r => r?.Weight ?? 0);

    /// <summary>Room for what is taken of several states, and settled then.</summary>
    public static GroupRuns Room(int groups) => new(groups);

    public KeyRuns this[int group] => _runs[group] ?? KeyRuns.Empty;

    /// <summary>The values of some groups.</summary>
    public GroupRuns Take(int[] groups) => new(Array.ConvertAll(groups, g => this[g]));

    /// <summary>Takes groups of another state, from one on. Different groups may be taken at once.</summary>
    public void Take(GroupRuns from, int start, ReadOnlySpan<int> slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            var next = from[start + i];
            if (_runs[slots[i]] is not { } known)
                _runs[slots[i]] = next;
            else
                (_parts[slots[i]] ??= [known]).Add(next);
        }
    }

    /// <summary>Merges what was taken of some groups, once it is all there.</summary>
    public void Settle(int from, int to)
    {
        for (int slot = from; slot < to; slot++)
        {
            if (_parts[slot] is not { } parts)
                continue;
            _runs[slot] = KeyRuns.Merge(parts);
            _parts[slot] = null;
        }
    }

    /// <summary>The value at a share of a group; null where it has none.</summary>
    public Scalar Quantile(Grid.Columns.LogicalType type, double share, int group, long count)
    {
        if (count == 0)
            return Scalar.Null;
        var (rank, fraction) = Interpolation.Position(count, share);
        ulong lower = this[group].KeyAt(rank);
        return Interpolation.Between(type, lower, fraction == 0 ? lower : this[group].KeyAt(rank + 1), fraction);
    }

    public void Write(ByteWriter writer)
    {
        for (int g = 0; g < _runs.Length; g++)
            this[g].Write(writer);
    }

    public static GroupRuns Read(ref ByteReader reader, int groups)
    {
        var runs = new KeyRuns[groups];
        for (int g = 0; g < groups; g++)
            runs[g] = KeyRuns.Read(ref reader);
        return new GroupRuns(runs);
    }
}
