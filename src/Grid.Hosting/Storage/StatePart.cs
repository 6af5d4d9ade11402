namespace Grid.Hosting;

/// <summary>A stored state, or a part of one that is too long for an item.</summary>
[GenerateSerializer, Alias("Grid.StatePart")]
internal sealed class StatePart
{
    /// <summary>The first part of the state's JSON, or the part that this is.</summary>
    [Id(0)]
    public byte[] Bytes { get; set; } = [];

    /// <summary>Names this writing of the state, and the parts that follow; null for a part that follows.</summary>
    [Id(1)]
    public string? Rest { get; set; }

    /// <summary>How many follow.</summary>
    [Id(2)]
    public int Following { get; set; }
}
