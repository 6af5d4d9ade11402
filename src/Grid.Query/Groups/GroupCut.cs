namespace Grid.Query;

/// <summary>
/// The groups of a state, cut by a hash that is the same in every process, so that several may take a part each, in pieces of the size of a message. Immutable.
/// </summary>
public sealed class GroupCut
{
    private const long PieceWeight = 2 << 20;

    private readonly GroupState _state;
    private readonly bool _byAllKeys;
    private readonly long[] _weights = new long[GroupShards.Count];

    private GroupCut(GroupState state, int keys)
    {
        (_state, _byAllKeys) = (state.Sharded(keys), keys == state.Keys!.Columns.Count);
        for (int shard = 0; shard < GroupShards.Count; shard++)
        {
            for (int g = _state.Starts![shard]; g < _state.Starts[shard + 1]; g++)
                _weights[shard] += _state.WeightOf(g);
        }
    }

    /// <summary>How many groups there are.</summary>
    public long Groups => _state.Rows.Length;

    /// <summary>In place of the groups, how many there are about.</summary>
    public AggregateState Sketch => _state.Sketched();

    /// <summary>Cuts a state; null for one of no groups that are told apart.</summary>
    /// <param name="state">The state.</param>
    /// <param name="keys">By how many of its first keys.</param>
    public static GroupCut? Of(AggregateState state, int keys) => state is GroupState { Sketch: null } groups && keys <= groups.Keys!.Columns.Count ? new GroupCut(groups, keys) : null;

    /// <summary>Whether a state has groups that are told apart, and not only how many there are about.</summary>
    public static bool HasGroups(AggregateState state) => state is GroupState { Sketch: null };

    /// <summary>Whether the groups are too many to be merged in one place, or too heavy for a message.</summary>
    public bool IsLarge(long mostGroups) => Groups > mostGroups || _weights.Sum() > GroupLimits.MessageBudget;

    /// <summary>A piece of a part, and where the next one starts; null behind the last. One that holds no groups is still a state of their kind.</summary>
    /// <param name="part">Which part, from 0.</param>
    /// <param name="parts">Of how many.</param>
    /// <param name="from">Where it starts: 0 for the first.</param>
    public (AggregateState State, int? Next) Piece(int part, int parts, int from)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)part, (uint)parts, nameof(part));
        int start = Math.Max(from, Edge(part, parts)), end = Edge(part + 1, parts), next = Math.Min(start + 1, end);
        for (long weight = _weights.ElementAtOrDefault(start); next < end && (weight += _weights[next]) <= PieceWeight;)
            next++;
        return (_state.TakeShards(start, next, _byAllKeys), next < end ? next : null);
    }

    private static int Edge(int part, int parts) => (int)((long)GroupShards.Count * part / parts);
}
