namespace Grid.Query;

/// <summary>A scan that may take several partitions into one pass.</summary>
/// <typeparam name="TPass">What a thread takes partitions into, one after the other, in any order.</typeparam>
/// <typeparam name="TState">What comes of it.</typeparam>
internal interface ISharedScan<TPass, TState>
    where TPass : class
    where TState : AggregateState
{
    /// <summary>The state of a table by itself.</summary>
    TState ComputeAlone(PartitionTable table, CancellationToken cancellation);

    /// <summary>A pass over some or all of these tables.</summary>
    TPass Pass(IReadOnlyList<PartitionTable> tables);

    /// <summary>Takes a table into a pass.</summary>
    void AddTo(TPass pass, PartitionTable table, CancellationToken cancellation);

    /// <summary>The state of all tables that were taken into a pass.</summary>
    TState ToState(TPass pass);
}
