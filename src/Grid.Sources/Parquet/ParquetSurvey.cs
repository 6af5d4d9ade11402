using ParquetSharp;

namespace Grid.Sources;

/// <summary>What the footer of a Parquet file says: its columns, and how many rows and bytes its row groups have.</summary>
internal sealed class ParquetSurvey
{
    private const int LongestGroup = int.MaxValue;

    /// <summary>The columns that can be read.</summary>
    public required IReadOnlyList<ParquetLeaf> Columns { get; init; }

    /// <summary>Rows of each row group.</summary>
    public required IReadOnlyList<long> GroupRows { get; init; }

    /// <summary>Bytes of all columns, in the file and decompressed.</summary>
    public required (long InFile, long Decompressed) Bytes { get; init; }

    /// <summary>Nulls of each column, and bytes that it takes decompressed; nulls are negative where the footer does not say.</summary>
    public required IReadOnlyList<(long Nulls, long Bytes)> Sizes { get; init; }

    /// <summary>The columns that are null throughout, as the footer says.</summary>
    public required IReadOnlyList<string> Unseen { get; init; }

    /// <summary>Nested columns that are left out.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    public long Rows => GroupRows.Sum();

    public static ParquetSurvey Of(ParquetFile file, CsvOptions options)
    {
        var (columns, leftOut) = file.Do("the footer", () => ColumnsOf(file, options));
        return file.Do("the footer", () =>
        {
            var footer = file.Footer;
            var rows = new long[footer.NumRowGroups];
            long inFile = 0;
            var sizes = new (long Nulls, long Bytes)[columns.Count];
            var seen = new bool[columns.Count];
            for (int g = 0; g < rows.Length; g++)
            {
                using var group = file.RowGroup(g);
                rows[g] = group.MetaData.NumRows;
                if (rows[g] is < 0 or > LongestGroup)
                    throw file.Damaged($"row group {g + 1}", $"it has {rows[g]:N0} rows by the footer, and 0 to {LongestGroup:N0} are possible");
                for (int i = 0; i < columns.Count; i++)
                {
                    using var chunk = group.MetaData.GetColumnChunkMetaData(columns[i].Index);
                    if (chunk.NumValues != rows[g])
                        throw file.Damaged($"row group {g + 1}, column '{columns[i].Name}'", $"it has {chunk.NumValues:N0} values by the footer, and the row group {rows[g]:N0} rows", columns[i].Name);
                    inFile += Math.Max(0, chunk.TotalCompressedSize);
                    var (nulls, isNull) = Nulls(chunk, rows[g]);
                    sizes[i] = (nulls < 0 || sizes[i].Nulls < 0 ? -1 : sizes[i].Nulls + nulls, sizes[i].Bytes + Math.Max(0, chunk.TotalUncompressedSize));
                    seen[i] |= rows[g] > 0 && !isNull;
                }
            }
            return new ParquetSurvey
            {
                Columns = columns,
                GroupRows = rows,
                // No file has more than its own bytes, whatever its footer says.
                Bytes = (Math.Min(inFile, file.Bytes), sizes.Sum(size => size.Bytes)),
                Sizes = sizes,
                Unseen = [.. columns.Where((column, i) => !seen[i] || column.Declared == TablePlan.NullType).Select(column => column.Name)],
                LeftOut = leftOut,
            };
        });
    }

    // Where there are no statistics, nulls are not known.
    private static (long Nulls, bool IsNull) Nulls(ColumnChunkMetaData chunk, long rows)
    {
        using var statistics = chunk.IsStatsSet ? chunk.Statistics : null;
        if (statistics is null || statistics.NullCount < 0 || statistics.NullCount > rows)
            return (-1, false);
        return (statistics.NullCount, statistics.NullCount == rows && !statistics.HasMinMax);
    }

    private static (IReadOnlyList<ParquetLeaf> Columns, IReadOnlyList<string> LeftOut) ColumnsOf(ParquetFile file, CsvOptions options)
    {
        var schema = file.Footer.Schema;
        int leaves = file.Footer.NumColumns;
        var columns = new List<ParquetLeaf>();
        var leftOut = new List<string>();
        for (int i = 0; i < leaves; i++)
        {
            var leaf = schema.Column(i);
            string[] path;
            using (var names = leaf.Path)
                path = names.ToDotVector();
            if (options.Columns is { } wanted && !wanted.Contains(string.Join('.', path), StringComparer.Ordinal))
                continue;
            bool isList = leaf.MaxRepetitionLevel > 0;
            if (path.Length > 1 || isList)
            {
                if (options.Nested == NestedColumns.LeaveOut || (isList && options.Nested == NestedColumns.Flatten && path.Length > 1 && leftOut.Contains(path[0])))
                {
                    if (!leftOut.Contains(path[0]))
                        leftOut.Add(path[0]);
                    continue;
                }
                if (isList || options.Nested == NestedColumns.Refuse)
                    throw Nested(file, path[0], isList);
            }
            columns.Add(ParquetTypes.Of(leaf, i, string.Join('.', path))
                ?? throw new SourceException($"{file.Path}, column '{string.Join('.', path)}': it is of type {leaf.LogicalType.Type} in {leaf.PhysicalType}, which Grid has nothing for; write the file without it.", file.Path, column: path[0]));
        }
        return (Unique(columns), leftOut);
    }

    private static SourceException Nested(ParquetFile file, string name, bool isList) => new(
        $"{file.Path}, column '{name}': it is nested ({(isList ? "a list or a map" : "a struct")}), and a table has one value in each row and column; leave such columns out (--nested leave-out){(isList ? "" : ", or take the fields of structs for columns (--nested flatten)")}.",
        file.Path, column: name);

    // As pandas numbers them.
    private static List<ParquetLeaf> Unique(List<ParquetLeaf> columns)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var taken = columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        for (int i = 0; i < columns.Count; i++)
        {
            string name = columns[i].Name;
            for (int number = 1; !used.Add(name); number++)
            {
                name = $"{columns[i].Name}.{number}";
                if (taken.Contains(name))
                    name = columns[i].Name;
            }
            columns[i] = columns[i] with { Name = name };
        }
        return columns;
    }
}
