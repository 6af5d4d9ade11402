using Grid.Columns;

namespace Grid.Query;

/// <summary>The answer to <see cref="HeadQuestion"/>.</summary>
public sealed record HeadAnswer(IReadOnlyList<string> Columns, IReadOnlyList<LogicalType> Types, IReadOnlyList<IReadOnlyList<Scalar>> Rows) : Answer;
