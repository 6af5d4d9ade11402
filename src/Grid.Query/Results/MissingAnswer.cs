namespace Grid.Query;

/// <summary>The answer to <see cref="MissingQuestion"/>.</summary>
public sealed record MissingAnswer(long Rows, IReadOnlyList<MissingColumn> Columns) : Answer;
