using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>Logical types by their names: <c>int64</c>, <c>timestamp[us]</c>, <c>timestamp[ms, Europe/Berlin]</c>.</summary>
internal sealed class DataTypeConverter : JsonConverter<DataType>
{
    private static readonly DataType[] Plain =
        [DataType.Bool, DataType.Int64, DataType.UInt64, DataType.Float64, DataType.Utf8, DataType.Date32, DataType.Decimal128];

    private static readonly (string Name, TimeUnit Unit)[] Units =
        [("s", TimeUnit.Second), ("ms", TimeUnit.Millisecond), ("us", TimeUnit.Microsecond), ("ns", TimeUnit.Nanosecond)];

    // Timestamps are a derived type; they go by name as well.
    public override bool CanConvert(Type typeToConvert) => typeof(DataType).IsAssignableFrom(typeToConvert);

    public override DataType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string name = reader.GetString() ?? "";
        return Array.Find(Plain, t => t.ToString() == name) ?? ReadTimestamp(name)
            ?? throw new JsonException($"'{name}' is not a logical type");
    }

    public override void Write(Utf8JsonWriter writer, DataType value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    private static TimestampType? ReadTimestamp(string name)
    {
        if (!name.StartsWith("timestamp[", StringComparison.Ordinal) || !name.EndsWith(']'))
            return null;
        string[] parts = name["timestamp[".Length..^1].Split(", ", 2);
        var (found, unit) = Array.Find(Units, u => u.Name == parts[0]);
        return found is null ? null : DataType.Timestamp(unit, parts.Length > 1 ? parts[1] : null);
    }
}
