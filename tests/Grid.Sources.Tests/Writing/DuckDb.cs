using DuckDB.NET.Data;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>DuckDB, which reads Parquet and JSON by code that is not ours.</summary>
internal static class DuckDb
{
    /// <summary>The cells of a file, column by column, in the form of <see cref="Saved.Column"/>.</summary>
    public static object?[][] Read(string from, Schema schema)
    {
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = $"SET TimeZone='UTC'; SELECT {string.Join(", ", schema.Fields.Select(Value))} FROM {from}";
        using var rows = command.ExecuteReader();
        var columns = schema.Fields.Select(_ => new List<object?>()).ToArray();
        while (rows.Read())
        {
            for (int i = 0; i < columns.Length; i++)
                columns[i].Add(rows.IsDBNull(i) ? null : Saved.Bits(rows.GetValue(i)));
        }
        return [.. columns.Select(c => c.ToArray())];
    }

    private static string Value(Field field)
    {
        string name = $"\"{field.Name}\"";
        return field.Type switch
        {
            { Id: TypeId.Date32 } => $"({name} - DATE '1970-01-01')::BIGINT",
            TimestampType { Unit: TimeUnit.Second or TimeUnit.Millisecond, TimeZone: null } => $"epoch_ms({name})::BIGINT",
            TimestampType { Unit: TimeUnit.Nanosecond, TimeZone: null } => $"epoch_ns({name})::BIGINT",
            // A moment with a zone is of microseconds there.
            TimestampType => $"epoch_us({name})::BIGINT",
            _ => name,
        };
    }
}
