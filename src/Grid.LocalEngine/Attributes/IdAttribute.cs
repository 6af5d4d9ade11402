namespace Grid.LocalEngine;

/// <summary>The number of a member on the wire; never given twice, never changed.</summary>
/// <param name="id">The number, from 0.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class IdAttribute(uint id) : Attribute
{
    /// <summary>The number.</summary>
    public uint Id { get; } = id;
}
