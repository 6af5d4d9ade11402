namespace Grid.Dashboard;

/// <summary>What a compute thread of a silo did, or does.</summary>
/// <param name="Id">Its number among all that was seen, from 1; negative while it is under way.</param>
/// <param name="Silo">The silo.</param>
/// <param name="Item">What.</param>
internal sealed record SeenWork(long Id, WorkingSilo Silo, WorkItem Item);
