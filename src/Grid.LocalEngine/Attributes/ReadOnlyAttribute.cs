namespace Grid.LocalEngine;

/// <summary>A method that changes nothing: calls of such methods may interleave with one another.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
