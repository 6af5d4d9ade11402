namespace Grid.Sources;

/// <summary>How a text is compressed. The numbers are stored in manifests.</summary>
public enum TextCompression
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>gzip (RFC 1952), of any number of members.</summary>
    Gzip = 1,

    /// <summary>Zstandard (RFC 8878), of any number of frames.</summary>
    Zstd = 2,
}
