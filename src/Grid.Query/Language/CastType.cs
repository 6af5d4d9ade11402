using Grid.Columns;

namespace Grid.Query;

/// <summary>The names of types that <c>cast</c> takes: those that are shown, and those that SQL, pandas and Polars have for them. There are no narrower ones, as int32, whose range nothing would keep to.</summary>
internal static class CastType
{
    private static readonly Dictionary<string, LogicalType> Known = new(StringComparer.OrdinalIgnoreCase);

    static CastType()
    {
        Name(LogicalType.Whole, "int64", "int", "integer", "bigint", "long");
        Name(LogicalType.Unsigned, "uint64", "ubigint");
        Name(LogicalType.Real, "float64", "double", "float", "real");
        Name(LogicalType.Text, "text", "utf8", "string", "str", "varchar", "char", "object");
        Name(LogicalType.Bool, "bool", "boolean");
        Name(LogicalType.Date, "date", "date32");
        foreach (var (unit, suffix) in new[] { (TimeUnit.Second, "s"), (TimeUnit.Millisecond, "ms"), (TimeUnit.Microsecond, "us"), (TimeUnit.Nanosecond, "ns") })
        {
            Name(LogicalType.Timestamp(unit), $"timestamp[{suffix}]", $"timestamp_{suffix}", $"datetime64[{suffix}]");
            Name(LogicalType.Timestamp(unit, "UTC"), $"timestamp[{suffix}, UTC]", $"timestamp[{suffix},UTC]");
        }
        Name(LogicalType.Timestamp(TimeUnit.Microsecond), "timestamp", "datetime");
        Name(LogicalType.Timestamp(TimeUnit.Microsecond, "UTC"), "timestamptz");
    }

    /// <summary>The names to list.</summary>
    public static IReadOnlyList<string> Names { get; } = ["int64", "uint64", "float64", "text", "bool", "date", "timestamp"];

    /// <summary>The type of a name; null where there is none.</summary>
    public static LogicalType? Find(string name) => Known.GetValueOrDefault(name.Trim());

    private static void Name(LogicalType type, params string[] names)
    {
        foreach (string name in names)
            Known[name] = type;
    }
}
