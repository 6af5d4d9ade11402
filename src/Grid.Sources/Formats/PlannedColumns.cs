using Grid.Columns;

namespace Grid.Sources;

/// <summary>Adds up what files say of their columns.</summary>
internal static class PlannedColumns
{
    /// <summary>The columns of a plan, and how many rows there are; null where some file does not say it of all of its columns.</summary>
    public static (IReadOnlyList<PlannedColumn> Columns, long Rows)? Of(Schema schema, IReadOnlyList<TablePlan> tables)
    {
        if (tables.Any(table => table.Columns is null || !IsHeld(table, schema)))
            return null;
        long rows = tables.Sum(table => table.Rows);
        return ([.. schema.Fields.Select(field => Of(field.Name, tables))], rows);
    }

    // A value that has no room in the type that all files have in common makes the column text, which shows when rows are read.
    private static bool IsHeld(TablePlan table, Schema schema)
    {
        foreach (var (i, field) in table.Schema.Fields.Index())
        {
            int at = schema.IndexOf(field.Name);
            if (at >= 0 && field.Type != schema[at].Type && schema[at].Logical != LogicalType.Text && !table.Unseen.Contains(field.Name)
                && table.Ranges?[i]?.IsHeld(field.Logical, schema[at].Logical) != true)
                return false;
        }
        return true;
    }

    private static PlannedColumn Of(string name, IReadOnlyList<TablePlan> tables)
    {
        var storage = new SortedSet<string>(StringComparer.Ordinal);
        long nulls = 0, bytes = 0;
        foreach (var table in tables)
        {
            if (table.Schema.IndexOf(name) is >= 0 and var at)
            {
                storage.UnionWith(table.Columns![at].Storage);
                (nulls, bytes) = (nulls + table.Columns[at].Nulls, bytes + table.Columns[at].Bytes);
            }
            else
            {
                (nulls, bytes) = (nulls + table.Rows, bytes + table.Rows);
            }
        }
        return new PlannedColumn([.. storage], nulls, bytes);
    }
}
