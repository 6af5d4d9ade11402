namespace Grid.Query;

/// <summary>What reads rows of partitions joined with other sides.</summary>
public interface IJoined
{
    /// <summary>What is wanted of the other sides, in the order of the joins.</summary>
    IReadOnlyList<JoinSideSpec> Sides { get; }

    /// <summary>Whether what is computed of a row goes by the other rows of its partition, so that it is not to be had of some of them and of those behind them.</summary>
    bool IsWhole { get; }

    /// <summary>What the rows of a partition ask of another side that is cut into shares.</summary>
    /// <param name="table">The partition.</param>
    /// <param name="before">The other sides of the joins before that one.</param>
    /// <param name="shares">How many shares there are.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="QuestionException">The key of a row cannot be computed.</exception>
    JoinDemand Demand(PartitionTable table, IReadOnlyList<JoinSide> before, int shares, CancellationToken cancellation);
}
