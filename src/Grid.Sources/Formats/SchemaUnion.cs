using Grid.Columns;

namespace Grid.Sources;

/// <summary>The columns of tables as one, by their names: those of the first table, then what others have besides, each of the narrowest type that holds all.</summary>
/// <param name="Schema">The columns.</param>
/// <param name="Unseen">Columns of which no table shows a value.</param>
/// <param name="Notes">What was joined that may not be expected.</param>
internal sealed record SchemaUnion(Schema Schema, IReadOnlyList<string> Unseen, IReadOnlyList<SourceNote> Notes)
{
    /// <summary>Joins tables.</summary>
    /// <exception cref="SourceException">A type is given for a column that none has.</exception>
    public static SchemaUnion Of(IReadOnlyList<TablePlan> tables, CsvOptions options)
    {
        var columns = new Dictionary<string, List<(TablePlan Table, int At)>>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var table in tables)
        {
            foreach (var (at, field) in table.Schema.Fields.Index())
            {
                if (options.Columns is { } wanted && !wanted.Contains(field.Name, StringComparer.Ordinal))
                    continue;
                if (!columns.TryGetValue(field.Name, out var found))
                {
                    names.Add(field.Name);
                    columns.Add(field.Name, found = []);
                }
                found.Add((table, at));
            }
        }
        if (options.Schema?.Fields.FirstOrDefault(field => !columns.ContainsKey(field.Name)) is { } missing)
        {
            string path = tables[0].Files[0].File.Path;
            throw new SourceException($"{path} has no column '{missing.Name}', for which a type is given; its columns are {string.Join(", ", names)}.", path, column: missing.Name);
        }
        var unseen = new HashSet<string>(names.Where(name => columns[name].All(c => c.Table.Unseen.Contains(name))), StringComparer.Ordinal);
        var fields = names.Select(name => new Field(name, (options.Schema?.IndexOf(name) is >= 0 and var given ? options.Schema[given].Logical : TypeOf(name, columns[name])).Storage));
        var schema = new Schema(fields);
        int files = tables.Sum(table => table.Files.Count);
        return new SchemaUnion(schema, [.. names.Where(unseen.Contains)], tables.Count == 1 ? [] : [.. schema.Fields.SelectMany(field => UnionNotes.Of(field, columns[field.Name], files))]);
    }

    // A column without values is of whatever type the others are, unless its file says that it is of one that goes with theirs.
    private static LogicalType TypeOf(string name, List<(TablePlan Table, int At)> columns)
    {
        var seen = columns.Where(c => !c.Table.Unseen.Contains(name)).ToList();
        var declared = columns.Where(c => !c.Table.Unseen.Contains(name) || c.Table.Declared?[c.At] is not (null or TablePlan.NullType)).ToList();
        if (declared.Count == 0)
            return Join(columns);
        var joined = Join(declared);
        return joined == LogicalType.Text && seen.Count > 0 ? Join(seen) : joined;
    }

    private static LogicalType Join(List<(TablePlan Table, int At)> columns) => columns.Select(c => c.Table.Schema[c.At].Logical).Aggregate(Widening.Join);
}
