using Grid.Columns;

namespace Grid.Query;

/// <summary>A column of an <see cref="AnswerTable"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The logical type that holds all its values: utf8 where they have none in common.</param>
/// <param name="IsFigure">Whether its numbers measure something, and may be rounded for reading, or are values of the data (keys, codes), which may not.</param>
public readonly record struct AnswerColumn(string Name, LogicalType Type, bool IsFigure);
