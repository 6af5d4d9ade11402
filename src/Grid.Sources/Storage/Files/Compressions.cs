namespace Grid.Sources;

/// <summary>How files are compressed, by their first bytes and by their names.</summary>
internal static class Compressions
{
    /// <summary>How many bytes tell.</summary>
    public const int HeadBytes = 6;

    private static readonly (string Extension, TextCompression Compression)[] s_names =
        [(".gz", TextCompression.Gzip), (".gzip", TextCompression.Gzip), (".zst", TextCompression.Zstd), (".zstd", TextCompression.Zstd)];

    private static readonly (byte[] Head, string What, string Tool)[] s_others =
    [
        ("BZh"u8.ToArray(), "with bzip2", "bunzip2"),
        ([0xFD, .. "7zXZ"u8], "with xz", "unxz"),
        ([0x04, 0x22, 0x4D, 0x18], "with lz4", "lz4 -d"),
        ([0x1F, 0x9D], "with compress", "uncompress"),
        ("PK\u0003\u0004"u8.ToArray(), "as a zip archive, or is a workbook", "unzip"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "as a 7z archive", "7z x"),
    ];

    /// <summary>The name of a file without what says that it is compressed.</summary>
    public static ReadOnlySpan<char> Uncompressed(ReadOnlySpan<char> name) => name[..^ExtensionOf(name).Length];

    /// <summary>How a file is compressed.</summary>
    /// <exception cref="SourceException">In a way that is not read, or not in the way that its name says.</exception>
    public static TextCompression Of(FileStamp file, ReadOnlySpan<byte> head)
    {
        string path = file.Path;
        var found = head is [0x1F, 0x8B, ..] ? TextCompression.Gzip
            : head is [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..] ? TextCompression.Zstd
            : TextCompression.None;
        foreach (var (start, what, tool) in s_others)
        {
            // Three letters may start a text as well, but for the digit of a bzip2 file.
            if (head.StartsWith(start) && (start[0] != 'B' || head is [_, _, _, >= (byte)'1' and <= (byte)'9', (byte)'1', ..]))
                throw new SourceException($"{path} is compressed {what}, which is not read: decompress it first ({tool}), or compress it with gzip or zstd.", path);
        }
        string extension = ExtensionOf(file.Name).ToString();
        if (extension.Length > 0 && head.Length > 0 && found == TextCompression.None)
            throw new SourceException($"{path} is not compressed, or it is damaged: it does not start as *{extension} files do; if it is plain text, take {extension} off its name.", path);
        return found;
    }

    private static ReadOnlySpan<char> ExtensionOf(ReadOnlySpan<char> path)
    {
        foreach (var (extension, _) in s_names)
        {
            if (path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return path[^extension.Length..];
        }
        return [];
    }
}
