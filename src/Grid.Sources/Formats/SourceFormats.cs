namespace Grid.Sources;

/// <summary>The formats that there are, and which of them a file is of: by its first bytes where these say so, else by its name.</summary>
internal static class SourceFormats
{
    private const int HeadBytes = 256;

    private static readonly SourceFormat[] s_all = [new CsvFormat(), new ParquetFormat(), new ArrowFormat(), new JsonFormat()];

    /// <summary>The format of a split.</summary>
    public static SourceFormat Of(SourceSplit split) =>
        Array.Find(s_all, format => format.Id == split.Format)
        ?? throw new SourceException($"{split.Path} is of format {(int)split.Format}, which this release does not know; use the one that planned it, or plan the load again.", split.Path);

    /// <summary>What a file is expected to have, by its name.</summary>
    public static string Expected(string path) =>
        Array.Find(s_all, format => format.HasName(Compressions.Uncompressed(path))) switch
        {
            { IsText: false } binary => $"a table in {binary.Name}",
            { Id: FileFormat.Json } => "objects, one on each line; JSON has no place for the columns of no rows",
            _ => "a header and rows",
        };

    /// <summary>The format of a file.</summary>
    /// <exception cref="SourceException">The file is gone, or not readable.</exception>
    public static SourceFormat Of(FileStamp file, CancellationToken cancellation)
    {
        // Of a bucket, each look is a request: what its name says is believed.
        string name = Compressions.Uncompressed(file.Name).ToString();
        var named = s_all.FirstOrDefault(format => format.HasName(name));
        if (named is not null && (!named.IsText || BucketPath.IsOne(file.Path)))
            return named;
        if (file.Length == 0)
            return s_all[0];
        using var source = SourceStore.Open(file, cancellation);
        var head = new byte[(int)Math.Min(HeadBytes, file.Length)];
        source.ReadExactly(head, 0);
        if (s_all.FirstOrDefault(format => !format.IsText && format.StartsWith(head)) is { } binary)
            return binary;
        if (named is not null)
            return named;
        // Texts look alike: what starts one is asked only where its name says nothing.
        var form = TextForms.Of(source, head, encoding: null, quote: null);
        head = form is null ? head : TextForms.HeadOf(source, form);
        return s_all.FirstOrDefault(format => format.StartsWith(head)) ?? s_all[0];
    }
}
