namespace Grid.Query;

/// <summary>Keeps one part of the rows: those that a draw takes, or the others.</summary>
/// <param name="Draw">The draw.</param>
/// <param name="IsTest">Whether the rows that it takes are kept.</param>
public sealed record SplitStep(SplitDraw Draw, bool IsTest) : PreparationStep;
