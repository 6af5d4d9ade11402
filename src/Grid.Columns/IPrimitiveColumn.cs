namespace Grid.Columns;

/// <summary>The memory of a <see cref="PrimitiveColumn{T}"/>, for code that does not care for its storage type.</summary>
internal interface IPrimitiveColumn
{
    ReadOnlyMemory<byte> Bytes { get; }
}
