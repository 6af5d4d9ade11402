using Grid.Columns;

namespace Grid.Sources;

/// <summary>Plans a load of files: lists them, has each format look at its own, and joins what they have by the names of their columns.</summary>
public static class SourcePlanner
{
    /// <summary>Plans the load of files.</summary>
    /// <param name="paths">
    /// Files, folders (all tables directly in them, by their extensions) and globs (<c>*</c>, <c>?</c>, and <c>**</c> for folders within folders),
    /// of this machine or of a bucket (<c>s3://bucket/key</c>), in this order, and sorted by name, ordinally, within a folder or
    /// glob. What occurs twice is read once.
    /// </param>
    /// <param name="options">How to read them.</param>
    /// <param name="cancellation">Ends the planning.</param>
    /// <exception cref="SourceException">
    /// A path matches nothing, all files are empty, a file is not what its format says, CSV files have other columns than one another, or a
    /// column whose type is given is not among them.
    /// </exception>
    public static async Task<LoadPlan> PlanAsync(IReadOnlyList<string> paths, CsvOptions options, CancellationToken cancellation)
    {
        var repeated = new List<string>();
        var others = new List<(string Path, string Why)>();
        var all = await Task.Run(() => PathExpander.ExpandAsync(paths, repeated, others, cancellation), cancellation).ConfigureAwait(false);
        // Of whatever format: what starts a file says its name, and the rest is not there.
        FileStamp[] files = [.. all.Where(file => file.Length > 0)];
        var empty = all.Where(file => file.Length == 0).Select(file => file.Path).ToList();
        var formats = await FileWork.InParallel(files, i => SourceFormats.Of(files[i], cancellation), cancellation).ConfigureAwait(false);
        var tables = new List<TablePlan>();
        foreach (var same in files.Select((file, i) => new PlannedFile(file, i)).GroupBy(file => formats[file.Index]))
        {
            var plan = await same.Key.PlanAsync([.. same], options, cancellation).ConfigureAwait(false);
            tables.AddRange(plan.Tables);
            empty.AddRange(plan.Empty);
        }
        empty = [.. all.Select(file => file.Path).Where(empty.Contains)];
        if (tables.Count == 0)
            throw new SourceException(empty.Count == 1 ? $"{empty[0]} is empty; expected {SourceFormats.Expected(empty[0])}." : $"all {empty.Count} files are empty, {empty[0]} is the first; expected headers and rows.", empty[0]);
        tables.Sort((a, b) => a.Files[0].Index.CompareTo(b.Files[0].Index));
        var union = SchemaUnion.Of(tables, options);
        string[] dayFirst = [.. tables.SelectMany(table => table.DayFirst).Union(options.DayFirst)];
        var splits = SmallSplits.Gather([.. tables.SelectMany(table => SplitsOf(table, union.Schema, tables)).OrderBy(split => split.FileIndex)], options.SplitBytes);
        string[] kinds = [.. formats.Select(format => format.Name).Distinct()];
        var known = options.Schema is null ? PlannedColumns.Of(union.Schema, tables) : null;
        return new LoadPlan
        {
            Schema = union.Schema,
            Splits = splits,
            Options = dayFirst.Length == 0 ? options : options with { DayFirst = dayFirst },
            Bytes = splits.Sum(split => split.Length),
            BytesExpected = tables.Sum(table => table.BytesExpected),
            Kind = kinds is [var kind] ? kind : "files",
            Notes = tables.Where(table => table.HasRows || !tables.Any(t => t.HasRows)).Aggregate(
                new SourceNotes([.. FileNotes.Of(empty, others, repeated), .. UnusedFormats.Of(options, tables), .. union.Notes]), (notes, table) => notes.Merge(table.Notes)),
            Unseen = union.Unseen,
            Columns = known?.Columns,
            Rows = known?.Rows ?? 0,
        };
    }

    // What has no rows is read only where nothing has any, so that there is a partition that has the columns.
    private static IEnumerable<SourceSplit> SplitsOf(TablePlan table, Schema schema, List<TablePlan> tables)
    {
        if (!table.HasRows && (tables.Any(t => t.HasRows) || table != tables[0]))
            return [];
        bool isByPosition = table.Splits.Any(split => split.Format == FileFormat.Csv) && !table.Schema.Fields.Select(f => f.Name).SequenceEqual(schema.Fields.Select(f => f.Name));
        return isByPosition ? table.Splits.Select(split => split with { Columns = [.. table.Schema.Fields.Select(f => f.Name)] }) : table.Splits;
    }
}
