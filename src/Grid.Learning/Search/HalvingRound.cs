namespace Grid.Learning;

/// <summary>A round of a search by successive halving.</summary>
/// <param name="Iteration">Its number, from 0.</param>
/// <param name="Candidates">How many candidates it scores.</param>
/// <param name="Resources">What each is given: trees, or rows.</param>
/// <param name="Remaining">How many of them are left after it.</param>
public sealed record HalvingRound(int Iteration, int Candidates, int Resources, int Remaining);
