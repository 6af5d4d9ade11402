using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>Types of plain columns by the names of what they hold: <c>int64</c>, <c>timestamp[us]</c>, <c>timestamp[ms, Europe/Berlin]</c>.</summary>
internal sealed class DataTypeConverter : JsonConverter<DataType>
{
    // Timestamps are a derived type; they go by name as well.
    public override bool CanConvert(Type typeToConvert) => typeof(DataType).IsAssignableFrom(typeToConvert);

    public override DataType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string name = reader.GetString() ?? "";
        return LogicalType.Find(name)?.Storage ?? throw new JsonException($"'{name}' is not a logical type");
    }

    public override void Write(Utf8JsonWriter writer, DataType value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
