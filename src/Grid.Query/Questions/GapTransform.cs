using Grid.Columns;

namespace Grid.Query;

/// <summary>Puts the value before it, or behind it, where a column is null or NaN, in the order of the source. It goes with the partitions that it was fitted to.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">Its logical type.</param>
/// <param name="IsBackward">Whether the value behind is put.</param>
/// <param name="Carries">The value that each partition takes over from those before it, or behind it.</param>
public sealed record GapTransform(string Column, LogicalType Type, bool IsBackward, IReadOnlyList<GapCarry> Carries) : Transform;
