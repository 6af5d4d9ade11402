namespace Grid.Sources;

/// <summary>The columns of a Parquet file.</summary>
internal static class ParquetSchema
{
    /// <summary>The columns that are wanted, and the nested ones that are left out.</summary>
    /// <exception cref="SourceException">One cannot be read.</exception>
    public static (IReadOnlyList<ParquetLeaf> Columns, IReadOnlyList<string> LeftOut) Of(ParquetFile file, CsvOptions options) =>
        file.Footer.Schema(options, () => file.Do("the footer", () => ColumnsOf(file, options)));

    private static (IReadOnlyList<ParquetLeaf> Columns, IReadOnlyList<string> LeftOut) ColumnsOf(ParquetFile file, CsvOptions options)
    {
        var footer = file.Metadata;
        var schema = footer.Schema;
        var leaves = Enumerable.Range(0, footer.NumColumns).Select(schema.Column).ToArray();
        string[][] paths = [.. leaves.Select(leaf =>
        {
            using var path = leaf.Path;
            return path.ToDotVector();
        })];
        string[] names = Unique([.. paths.Select(path => string.Join('.', path))]);
        var wanted = options.Columns?.ToHashSet(StringComparer.Ordinal);
        var columns = new List<ParquetLeaf>();
        var leftOut = new List<string>();
        for (int i = 0; i < leaves.Length; i++)
        {
            if (wanted?.Contains(names[i]) == false)
                continue;
            bool isList = leaves[i].MaxRepetitionLevel > 0;
            if (paths[i].Length > 1 || isList)
            {
                if (options.Nested == NestedColumns.LeaveOut)
                {
                    if (!leftOut.Contains(paths[i][0]))
                        leftOut.Add(paths[i][0]);
                    continue;
                }
                if (isList || options.Nested == NestedColumns.Refuse)
                    throw Nested(file, paths[i][0], isList);
            }
            columns.Add(ParquetTypes.Of(leaves[i], i, names[i])
                ?? throw new SourceException($"{file.Path}, column '{names[i]}': it is of type {leaves[i].LogicalType.Type} in {leaves[i].PhysicalType}, which Grid has nothing for; write the file without it.", file.Path, column: names[i]));
        }
        return (columns, leftOut);
    }

    private static SourceException Nested(ParquetFile file, string name, bool isList) => new(
        $"{file.Path}, column '{name}': it is nested ({(isList ? "a list or a map" : "a struct")}), and a table has one value in each row and column; leave such columns out (--nested leave-out){(isList ? "" : ", or take the fields of structs for columns (--nested flatten)")}.",
        file.Path, column: name);

    // As pandas numbers them.
    private static string[] Unique(string[] names)
    {
        var taken = names.ToHashSet(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            for (int number = 1; !used.Add(name); number++)
                name = taken.Contains($"{names[i]}.{number}") ? names[i] : $"{names[i]}.{number}";
            names[i] = name;
        }
        return names;
    }
}
