namespace Grid.LocalEngine;

/// <summary>A message that nobody changes once it is sent: in process it is passed by reference.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ImmutableAttribute : Attribute;
