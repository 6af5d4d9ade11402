namespace Grid.Query;

/// <summary>The answer to <see cref="UniqueQuestion"/>.</summary>
public sealed record UniqueAnswer(IReadOnlyList<UniqueColumn> Columns) : Answer;
