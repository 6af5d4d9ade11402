namespace Grid.LocalEngine;

/// <summary>Marks the constructor's parameter that receives a grain's <see cref="IPersistentState{TState}"/>.</summary>
/// <param name="stateName">The name of the state within the grain.</param>
/// <param name="storageName">The storage; the bundled engine has one, whatever its name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    /// <summary>The name of the state within the grain.</summary>
    public string StateName { get; } = stateName;

    /// <summary>The storage's name.</summary>
    public string? StorageName { get; } = storageName;
}
