namespace Grid.Columns;

/// <summary>How the buffers of Arrow's messages are compressed.</summary>
public enum IpcCompression
{
    /// <summary>Not at all: they are looked at where they lie.</summary>
    None,

    /// <summary>As frames of LZ4: fast.</summary>
    Lz4,

    /// <summary>As frames of Zstandard: small.</summary>
    Zstd,
}
