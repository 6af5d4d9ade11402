namespace Grid.Sources;

/// <summary>What a table is written as.</summary>
/// <param name="Format">The format.</param>
/// <param name="Compression">How it is compressed.</param>
public sealed record TableForm(TableFormat Format, TableCompression Compression)
{
    /// <summary>How CSV will be read, so that all comes back as it is; null for the defaults.</summary>
    public CsvOptions? ReadBy { get; init; }

    private static readonly (string Extension, TableFormat Format)[] s_extensions =
    [
        (".csv", TableFormat.Csv), (".parquet", TableFormat.Parquet), (".pq", TableFormat.Parquet), (".arrow", TableFormat.Arrow), (".feather", TableFormat.Arrow),
        (".ipc", TableFormat.Arrow), (".jsonl", TableFormat.JsonLines), (".ndjson", TableFormat.JsonLines), (".json", TableFormat.JsonLines),
    ];

    private static readonly (string Extension, TableCompression Compression)[] s_compressions = [(".gz", TableCompression.Gzip), (".zst", TableCompression.Zstd)];

    /// <summary>Whether a path is that of a folder of parts: one that ends with a slash.</summary>
    public static bool IsFolder(string path) => path.EndsWith('/') || path.EndsWith(Path.DirectorySeparatorChar);

    /// <summary>What a path and options come to.</summary>
    /// <param name="path">A file, or a folder of parts where it ends with a slash; of a bucket where it starts with <c>s3://</c>.</param>
    /// <param name="options">What is said beside it.</param>
    /// <exception cref="OutputException">The extension says no format, or not what the options say, or the format is not compressed so.</exception>
    public static TableForm Of(string path, SaveOptions options)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw OutputFile.Nameless(path);
        string name = IsFolder(path) ? "" : path;
        var packed = s_compressions.FirstOrDefault(c => name.EndsWith(c.Extension, StringComparison.OrdinalIgnoreCase));
        if (packed.Extension is not null)
            name = name[..^packed.Extension.Length];
        var format = options.Format ?? ByExtension(name) ?? (IsFolder(path) ? TableFormat.Parquet : throw new OutputException(
            $"{path}: its extension says no format; end it with .csv, .parquet, .arrow or .jsonl, or say --format csv, parquet, arrow or jsonl", path));
        TableCompression? said = packed.Extension is null ? null : packed.Compression;
        if (said is { } extension && options.Compression is { } other && other != extension)
            throw new OutputException($"{path}: its extension says {NameOf(extension)}, and --compression {NameOf(other)}; say one of them", path);
        var compression = options.Compression ?? said ?? (format == TableFormat.Parquet ? TableCompression.Snappy : TableCompression.None);
        if (said is not null && format is not (TableFormat.Csv or TableFormat.JsonLines))
            throw new OutputException($"{path}: {NameOf(format)} is compressed within, not as a whole; leave out {packed.Extension}, and say --compression {NameOf(compression)}", path);
        string[] known = [.. CompressionsOf(format).Select(NameOf)];
        return known.Contains(NameOf(compression)) ? new TableForm(format, compression) { ReadBy = options.ReadBy }
            : throw new OutputException($"{path}: {NameOf(format)} is not compressed by {NameOf(compression)}; choose {string.Join(" or ", known)}", path);
    }

    /// <summary>A format as users write it.</summary>
    public static string NameOf(TableFormat format) => format == TableFormat.JsonLines ? "jsonl" : format.ToString().ToLowerInvariant();

    /// <summary>A compression as users write it.</summary>
    public static string NameOf(TableCompression compression) => compression.ToString().ToLowerInvariant();

    /// <summary>The name of a part of a folder.</summary>
    /// <param name="index">Its number, from 0 on.</param>
    public string PartName(int index) => $"part-{index:D5}.{NameOf(Format)}{(Format is TableFormat.Csv or TableFormat.JsonLines ? s_compressions.FirstOrDefault(c => c.Compression == Compression).Extension : "")}";

    private static TableFormat? ByExtension(string name) =>
        s_extensions.FirstOrDefault(e => name.EndsWith(e.Extension, StringComparison.OrdinalIgnoreCase)) is { Extension: not null } known ? known.Format : null;

    private static TableCompression[] CompressionsOf(TableFormat format) => format switch
    {
        TableFormat.Parquet => Enum.GetValues<TableCompression>(),
        TableFormat.Arrow => [TableCompression.None, TableCompression.Lz4, TableCompression.Zstd],
        _ => [TableCompression.None, TableCompression.Gzip, TableCompression.Zstd],
    };
}
