namespace Grid.LocalEngine;

/// <summary>A message: its members that bear an <see cref="IdAttribute"/> cross the wire.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum, Inherited = false)]
public sealed class GenerateSerializerAttribute : Attribute;
