using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Logical types by their names.</summary>
internal sealed class RecipeTypeConverter : JsonConverter<LogicalType>
{
    public override bool CanConvert(Type typeToConvert) => typeof(LogicalType).IsAssignableFrom(typeToConvert);

    public override LogicalType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LogicalType.Find(reader.GetString() ?? "") ?? throw new JsonException($"'{reader.GetString()}' is no type of columns");

    public override void Write(Utf8JsonWriter writer, LogicalType value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
