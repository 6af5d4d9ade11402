namespace Grid.Sources;

/// <summary>
/// How a text is stored that is not UTF-8 with line feeds as it stands. Its bytes are then counted as it reads: decompressed, in
/// UTF-8, with line feeds; and it is read from its start alone. Plain data, fit for any serialiser.
/// </summary>
public sealed record TextForm
{
    /// <summary>How it is compressed.</summary>
    public TextCompression Compression { get; init; }

    /// <summary>The name of its encoding; null for UTF-8.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands around fields in which a carriage return ends no line, where it ends all others; null where lines end with line feeds.</summary>
    public byte? ReturnsOutside { get; init; }

    /// <summary>Whether it is JSON of objects in an array, or over several lines each; it reads as an object a line.</summary>
    public bool HasObjectsAnywhere { get; init; }

    /// <summary>The form, or null where it is none.</summary>
    internal TextForm? OrNone => this == new TextForm() ? null : this;
}
