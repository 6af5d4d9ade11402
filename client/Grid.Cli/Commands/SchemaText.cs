using Grid.Columns;

namespace Grid.Cli;

/// <summary>Types of columns as the command line has them: <c>VendorID:int,store_and_fwd_flag:text</c>.</summary>
internal static class SchemaText
{
    private static readonly Dictionary<string, DataType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bool"] = DataType.Bool,
        ["int"] = DataType.Int64,
        ["int64"] = DataType.Int64,
        ["uint64"] = DataType.UInt64,
        ["double"] = DataType.Float64,
        ["float64"] = DataType.Float64,
        ["text"] = DataType.Utf8,
        ["utf8"] = DataType.Utf8,
        ["date"] = DataType.Date32,
        ["date32"] = DataType.Date32,
        ["timestamp"] = DataType.Timestamp(TimeUnit.Microsecond),
        ["timestamp[s]"] = DataType.Timestamp(TimeUnit.Second),
        ["timestamp[ms]"] = DataType.Timestamp(TimeUnit.Millisecond),
        ["timestamp[us]"] = DataType.Timestamp(TimeUnit.Microsecond),
        ["timestamp[ns]"] = DataType.Timestamp(TimeUnit.Nanosecond),
        ["timestamp[s, UTC]"] = DataType.Timestamp(TimeUnit.Second, "UTC"),
        ["timestamp[ms, UTC]"] = DataType.Timestamp(TimeUnit.Millisecond, "UTC"),
        ["timestamp[us, UTC]"] = DataType.Timestamp(TimeUnit.Microsecond, "UTC"),
        ["timestamp[ns, UTC]"] = DataType.Timestamp(TimeUnit.Nanosecond, "UTC"),
    };

    /// <summary>Reads a list of columns and types.</summary>
    /// <exception cref="UsageException">An entry is no column and type, or a column is there twice.</exception>
    public static Schema Parse(string text)
    {
        var fields = new List<Field>();
        foreach (string entry in ListText.Split(text))
        {
            int colon = entry.LastIndexOf(':');
            if (colon <= 0)
                throw new UsageException($"--schema '{entry}': expected a column and its type, such as VendorID:int");
            string name = entry[..colon].Trim();
            if (!Types.TryGetValue(entry[(colon + 1)..].Trim(), out var type))
                throw new UsageException($"--schema '{entry}': expected one of the types {string.Join(", ", Types.Keys)}");
            if (fields.Any(f => f.Name == name))
                throw new UsageException($"--schema '{entry}': column '{name}' has a type already; name it once");
            fields.Add(new Field(name, type));
        }
        return new Schema(fields);
    }
}
