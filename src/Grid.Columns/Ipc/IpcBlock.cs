namespace Grid.Columns;

/// <summary>Where a message of a file is: its first byte, the bytes of its framed metadata, the bytes of its body.</summary>
internal readonly record struct IpcBlock(long Offset, int MetadataLength, long BodyLength)
{
    /// <summary>Bytes of a block in the footer.</summary>
    public const int Size = 24;
}
