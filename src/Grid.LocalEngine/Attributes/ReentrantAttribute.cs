namespace Grid.LocalEngine;

/// <summary>A grain whose calls may interleave: while one awaits, turns of others run. Still one turn at a time.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
