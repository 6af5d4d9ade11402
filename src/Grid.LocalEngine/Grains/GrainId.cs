namespace Grid.LocalEngine;

/// <summary>Names a grain in the whole cluster: its kind and its key.</summary>
/// <param name="Type">The class's name in lower case, without the word grain.</param>
/// <param name="Key">The key.</param>
public readonly record struct GrainId(string Type, string Key)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Key}";
}
