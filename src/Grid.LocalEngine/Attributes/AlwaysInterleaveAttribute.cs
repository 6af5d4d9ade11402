namespace Grid.LocalEngine;

/// <summary>A method that may run while others of the grain await.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
