using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// A group-by of which others have other groups: an execution that takes parts of states (<see cref="GroupCut"/>), and ends in sorted groups that
/// <see cref="GroupShareMerge"/> puts together.
/// <code>
/// var share = GroupShare.Start(question, schema, execution.Sharing);
/// while (share.NextScan is { } scan)
///     share.Accept(this share's parts of all states of the scan, merged);
/// var groups = share.Finish(the Types of all shares, joined);
/// </code>
/// Not thread-safe.
/// </summary>
public sealed class GroupShare
{
    private readonly GroupByExecution _execution;
    private readonly IReadOnlyList<JoinStep> _joins;

    private GroupShare(GroupByExecution execution, IReadOnlyList<JoinStep> joins) => (_execution, _joins) = (execution, joins);

    /// <summary>Starts at the scan at which an execution of the whole question said how it is shared.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="sharing">How.</param>
    public static GroupShare Start(GroupByQuestion question, Schema schema, GroupSharing sharing)
    {
        var frame = FramePlan.Of(schema, question.Transforms);
        return new GroupShare(new GroupByExecution(question, frame, GroupLimits.SharedBudget, share: sharing), frame.Joins);
    }

    /// <summary>Who shares the work.</summary>
    public Workers Workers
    {
        get => _execution.Workers;
        set => _execution.Workers = value;
    }

    /// <summary>What to compute next; null when <see cref="Finish"/> is due.</summary>
    public Scan? NextScan => _execution.NextScan is not { } scan ? null : _joins.Count == 0 ? scan : new JoinedScan(_joins, scan);

    /// <summary>Whether products were met that leave the range of doubles: then all shares are to ask again (<see cref="StartFar"/>).</summary>
    public bool IsFar => _execution.IsFar;

    /// <summary>How many groups there are in this share, once there is no next scan.</summary>
    public long Groups => _execution.Groups;

    /// <summary>Of each aggregate the values that tell of which type it is, once there is no next scan: groups of one position and one value.</summary>
    public GroupByAnswer Types => new(["aggregate"], ["value"], [.. _execution.Types().SelectMany((values, i) => values.Select(v => new Group([Scalar.Int64(i)], [v])))]);

    /// <summary>Asks again, as another share has met products that leave the range of doubles.</summary>
    public void StartFar() => _execution.StartFar();

    /// <summary>Takes this share's groups of the state of <see cref="NextScan"/>, or a sketch of all.</summary>
    /// <exception cref="QuestionException">See <see cref="Execution.Accept"/>.</exception>
    public void Accept(AggregateState parts) => _execution.Accept(parts);

    /// <summary>The groups, in order.</summary>
    /// <param name="types">The <see cref="Types"/> of all shares, one after the other.</param>
    /// <param name="groups">How many groups there are in all shares.</param>
    /// <exception cref="QuestionException">There are too many of them, or a figure of one cannot be computed.</exception>
    public GroupByAnswer Finish(IReadOnlyList<Group> types, long groups)
    {
        _execution.Refuse(groups);
        var of = types.ToLookup(t => t.Keys[0].AsInt64, t => t.Values[0]);
        return _execution.FinishShare([.. Enumerable.Range(0, _execution.Types().Count).Select(i => (IReadOnlyList<Scalar>)[.. of[i]])], groups);
    }
}
