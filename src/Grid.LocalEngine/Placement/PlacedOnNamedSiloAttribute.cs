namespace Grid.LocalEngine;

/// <summary>Grains that work beside others: their key starts with the name of their silo and a slash.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlacedOnNamedSiloAttribute : Attribute;
