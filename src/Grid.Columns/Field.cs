using System.Text.Json.Serialization;

namespace Grid.Columns;

/// <summary>A column's name and type.</summary>
/// <param name="Name">The name; any text, and unique within a schema.</param>
/// <param name="Type">How the values are stored.</param>
/// <param name="Nullable">Whether nulls may occur.</param>
public sealed record Field(string Name, DataType Type, bool Nullable = true)
{
    /// <summary>What the values are, however they are stored; it goes with <see cref="Type"/>, and is not written beside it.</summary>
    [JsonIgnore]
    public LogicalType Logical => Type.Logical;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}{(Nullable ? "" : " not null")}";
}
