namespace Grid.Columns;

/// <summary>A column's name and type.</summary>
/// <param name="Name">The name; any text, and unique within a schema.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Nullable">Whether nulls may occur.</param>
public sealed record Field(string Name, DataType Type, bool Nullable = true)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}{(Nullable ? "" : " not null")}";
}
