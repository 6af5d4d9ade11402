using Grid.Columns;
using Grid.Query;

namespace Grid.Cli;

/// <summary>Types of columns as the command line has them: <c>VendorID:int,store_and_fwd_flag:text</c>.</summary>
internal static class SchemaText
{
    private static readonly Dictionary<string, LogicalType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bool"] = LogicalType.Bool,
        ["int"] = LogicalType.Whole,
        ["int64"] = LogicalType.Whole,
        ["uint64"] = LogicalType.Unsigned,
        ["double"] = LogicalType.Real,
        ["float64"] = LogicalType.Real,
        ["text"] = LogicalType.Text,
        ["utf8"] = LogicalType.Text,
        ["date"] = LogicalType.Date,
        ["date32"] = LogicalType.Date,
        ["timestamp"] = LogicalType.Timestamp(TimeUnit.Microsecond),
        ["timestamp[s]"] = LogicalType.Timestamp(TimeUnit.Second),
        ["timestamp[ms]"] = LogicalType.Timestamp(TimeUnit.Millisecond),
        ["timestamp[us]"] = LogicalType.Timestamp(TimeUnit.Microsecond),
        ["timestamp[ns]"] = LogicalType.Timestamp(TimeUnit.Nanosecond),
        ["timestamp[s, UTC]"] = LogicalType.Timestamp(TimeUnit.Second, "UTC"),
        ["timestamp[ms, UTC]"] = LogicalType.Timestamp(TimeUnit.Millisecond, "UTC"),
        ["timestamp[us, UTC]"] = LogicalType.Timestamp(TimeUnit.Microsecond, "UTC"),
        ["timestamp[ns, UTC]"] = LogicalType.Timestamp(TimeUnit.Nanosecond, "UTC"),
    };

    private const string Usual = "known are int, uint64, double, text, bool, date, timestamp, and timestamp[s], [ms], [us] and [ns], with UTC as in timestamp[ns, UTC]";

    // What other tools call the types, by the letters that their names start with.
    private static readonly (string Start, string Here)[] Foreign =
    [
        ("str", "text"), ("object", "text"), ("obj", "text"), ("varchar", "text"), ("nvarchar", "text"), ("char", "text"), ("categor", "text"), ("large", "text"), ("factor", "text"), ("enum", "text"), ("uuid", "text"), ("json", "text"),
        ("datetime64[ns, utc]", "timestamp[ns, UTC]"), ("datetimetz", "timestamp[us, UTC]"), ("timestamptz", "timestamp[us, UTC]"), ("datetime64[ns]", "timestamp[ns]"), ("datetime64[us]", "timestamp[us]"), ("datetime64[ms]", "timestamp[ms]"), ("datetime64[s]", "timestamp[s]"),
        ("datetime", "timestamp"), ("timestamp_ns", "timestamp[ns]"), ("timestamp", "timestamp"), ("date", "date"), ("boolean", "bool"), ("logical", "bool"), ("bit", "bool"),
        ("uint", "uint64"), ("ubigint", "uint64"), ("uinteger", "uint64"), ("unsigned", "uint64"), ("u64", "uint64"), ("u32", "uint64"), ("int", "int"), ("bigint", "int"), ("smallint", "int"), ("tinyint", "int"), ("hugeint", "text, which keeps all digits, or double"), ("long", "int"), ("short", "int"), ("i64", "int"), ("i32", "int"),
        ("float", "double"), ("f64", "double"), ("f32", "double"), ("real", "double"), ("num", "double"), ("decimal", "double, which has about 16 digits, or text, which keeps all"), ("money", "double"),
    ];

    private static readonly string[] Durations = ["time32", "time64", "time[", "timedelta", "interval", "duration"];

    private static string Meant(string written)
    {
        string lower = written.ToLowerInvariant();
        if (lower == "time" || Durations.Any(start => lower.StartsWith(start, StringComparison.Ordinal)))
            return "times of day and durations are read as text";
        if (Suggestion.Typo(written, Types.Keys) is { } near)
            return $"did you mean {near}? {Usual}";
        string? meant = Foreign.FirstOrDefault(type => lower.StartsWith(type.Start, StringComparison.Ordinal)).Here;
        return meant is null ? Usual : $"did you mean {meant}? {Usual}";
    }

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
            string written = entry[(colon + 1)..].Trim();
            if (!Types.TryGetValue(written, out var type))
                throw new UsageException($"--schema '{entry}': there is no type '{written}'; {Meant(written)}");
            if (fields.Any(f => f.Name == name))
                throw new UsageException($"--schema '{entry}': column '{name}' has a type already; name it once");
            fields.Add(new Field(name, type.Storage));
        }
        return new Schema(fields);
    }
}
