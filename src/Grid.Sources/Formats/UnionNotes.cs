using Grid.Columns;

namespace Grid.Sources;

/// <summary>Words what was joined of a column that files have of several types, or that some have not.</summary>
internal static class UnionNotes
{
    private const int MostTypes = 4;

    /// <summary>The notes about a column: at most one of its types, and one of files without it.</summary>
    /// <param name="field">The column as joined.</param>
    /// <param name="columns">The tables that have it, and where.</param>
    /// <param name="files">How many files there are in all.</param>
    public static IEnumerable<SourceNote> Of(Field field, IReadOnlyList<(TablePlan Table, int At)> columns, int files)
    {
        string[] types = [.. columns.Select(c => DeclaredType(field.Name, c.Table, c.At)).Distinct().Order(StringComparer.Ordinal)];
        if (types.Length > 1)
        {
            bool isText = field.Logical == LogicalType.Text && columns.Any(c => c.Table.Schema[c.At].Logical != LogicalType.Text && !c.Table.Unseen.Contains(field.Name));
            string listed = $"{string.Join(" and ", types.Take(MostTypes))}{(types.Length > MostTypes ? " and others" : "")}";
            yield return new SourceNote
            {
                Kind = isText ? NoteKind.Files : NoteKind.Joined,
                Column = field.Name,
                Text = $"{files:N0} files: {field.Name} {listed} as {field.Type}{Apart(field, columns)}",
            };
        }
        int with = columns.Sum(c => c.Table.Files.Count);
        if (with < files)
        {
            yield return new SourceNote
            {
                Kind = NoteKind.Absent,
                Column = field.Name,
                Text = $"{field.Name} is in {with:N0} of {files:N0} files, and null in the others",
            };
        }
    }

    /// <summary>The first file whose type has only text in common with those of the files before it, where none of them is text itself; nothing where there is none.</summary>
    private static string Apart(Field field, IReadOnlyList<(TablePlan Table, int At)> columns)
    {
        LogicalType? before = null;
        foreach (var (table, at) in columns.Where(c => field.Logical == LogicalType.Text && !c.Table.Unseen.Contains(field.Name)))
        {
            var type = table.Schema[at].Logical;
            if (type == LogicalType.Text)
                return "";
            before = before is null ? type : Widening.Join(before, type);
            if (before == LogicalType.Text)
                return $": {Path.GetFileName(table.Files[0].File.Path)} has {DeclaredType(field.Name, table, at)}";
        }
        return "";
    }

    private static string DeclaredType(string name, TablePlan table, int at)
    {
        string type = table.Declared?[at] ?? table.Schema[at].Type.ToString();
        return table.Unseen.Contains(name) && type != TablePlan.NullType ? $"{type} (null)" : type;
    }
}
