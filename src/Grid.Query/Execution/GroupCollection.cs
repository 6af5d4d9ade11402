namespace Grid.Query;

/// <summary>
/// Collects all groups of some keys, or folds them: in one scan where they go into one state, in slices of their hashes where they do not.
/// </summary>
internal sealed class GroupCollection
{
    /// <summary>Slices that groups are cut into at most.</summary>
    public const int MostSlices = 1 << 14;

    private readonly Expression? _filter;
    private readonly IReadOnlyList<Expression> _keys;
    private readonly IReadOnlyList<(Expression Value, GroupParts Parts)> _arguments;
    private readonly List<GroupState> _collected = [];
    private readonly long _mostGroups;
    private readonly GroupFold? _fold;
    private readonly long _budget;
    private GroupState? _all;
    private int _slice;
    private int _slices;

    /// <summary>Starts with the first scan.</summary>
    /// <param name="filter">Which rows; null for all.</param>
    /// <param name="keys">What the groups are by.</param>
    /// <param name="arguments">What is wanted of each group.</param>
    /// <param name="mostGroups">How many groups there may be.</param>
    /// <param name="budget">What the groups of a state may weigh.</param>
    /// <param name="fold">What to make of the groups; null where they are to be kept.</param>
    /// <param name="estimate">About how many groups there are, where that is known.</param>
    /// <param name="slices">How many slices there are at least.</param>
    public GroupCollection(
        Expression? filter, IReadOnlyList<Expression> keys, IReadOnlyList<(Expression Value, GroupParts Parts)> arguments, long mostGroups, long budget,
        GroupFold? fold = null, long estimate = 0, int slices = 1)
    {
        (_filter, _keys, _arguments, _mostGroups, _budget, _fold) = (filter, keys, arguments, mostGroups, budget, fold);
        _slices = Math.Max(slices, SlicesFor(estimate));
        Next = new GroupScan(filter, keys, arguments, 0, _slices, budget);
    }

    public GroupScan? Next { get; private set; }

    /// <summary>How many slices the groups come in, as far as is known.</summary>
    public int Slices => _slices;

    /// <summary>Whether no groups have been taken yet, of these slices.</summary>
    public bool IsUntouched => Next is not null && _slice == 0;

    /// <summary>Whether there are more groups than may be: then there is nothing to read, and no next scan.</summary>
    public bool TooMany { get; private set; }

    /// <summary>All groups, of all slices, once there is no next scan.</summary>
    public GroupState All(Workers workers) => _all ??= GroupState.Concat(_collected, workers);

    public void Accept(GroupState state)
    {
        if (state.Sketch is { } sketch)
        {
            long estimate = sketch.Estimate() * _slices;
            if (estimate > _mostGroups * 1.1 || _slices >= MostSlices)
            {
                GiveUp();
                return;
            }
            _slices = Math.Clamp(SlicesFor(estimate), 2 * _slices, MostSlices);
            _slice = 0;
            _collected.Clear();
            _fold?.StartOver();
        }
        else if (_fold is not null)
        {
            _fold.Take(state);
            _slice++;
        }
        else
        {
            _collected.Add(state);
            _slice++;
            if (_collected.Sum(c => (long)c.Keys!.Count) > _mostGroups)
            {
                GiveUp();
                return;
            }
        }
        Next = _slice < _slices ? new GroupScan(_filter, _keys, _arguments, _slice, _slices, _budget) : null;
    }

    // Some more slices than would do if all groups weighed the same and the estimate were exact.
    private int SlicesFor(long estimate)
    {
        long each = _arguments.Sum(a => GroupLimits.WeightOf(a.Parts)) + _keys.Sum(k => k.Type.Kind == Grid.Columns.LogicalKind.Text ? 24L : 9) + 3;
        return (int)Math.Min(5.0 * estimate * each / (4.0 * _budget) + 1, MostSlices);
    }

    private void GiveUp()
    {
        TooMany = true;
        Next = null;
        _collected.Clear();
    }
}
