using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>Logical types by their names: <c>int64</c>, <c>timestamp[us]</c>, <c>timestamp[ms, Europe/Berlin]</c>.</summary>
internal sealed class LogicalTypeConverter : JsonConverter<LogicalType>
{
    // Timestamps are a derived type; they go by name as well.
    public override bool CanConvert(Type typeToConvert) => typeof(LogicalType).IsAssignableFrom(typeToConvert);

    public override LogicalType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string name = reader.GetString() ?? "";
        return LogicalType.Find(name) ?? throw new JsonException($"'{name}' is not a logical type");
    }

    public override void Write(Utf8JsonWriter writer, LogicalType value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
