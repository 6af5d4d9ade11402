using Grid.Query;

namespace Grid.Grains;

/// <summary>What is computed of the rows of a partition and of other sides.</summary>
/// <typeparam name="T">What comes of it.</typeparam>
/// <param name="Table">The rows.</param>
/// <param name="Sides">What is wanted of the other sides.</param>
/// <param name="Demand">Finds the keys that rows ask of a side which is cut into shares, given the sides before it and how many shares there are.</param>
/// <param name="Compute">Takes rows and the sides, in the order of <paramref name="Sides"/>.</param>
/// <param name="Together">Puts together what came of some of the rows and of those behind them; null where it is to be computed of all at once.</param>
internal sealed record JoinWork<T>(
    PartitionTable Table,
    IReadOnlyList<JoinSideSpec> Sides,
    Func<PartitionTable, IReadOnlyList<JoinSide>, int, Task<JoinDemand>> Demand,
    Func<PartitionTable, IReadOnlyList<JoinSide>, Task<T>> Compute,
    Func<T, T, Task<T>>? Together);
