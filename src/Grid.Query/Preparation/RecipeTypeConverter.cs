using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Logical types by their names.</summary>
internal sealed class RecipeTypeConverter : JsonConverter<DataType>
{
    public override bool CanConvert(Type typeToConvert) => typeof(DataType).IsAssignableFrom(typeToConvert);

    public override DataType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DataType.FindLogical(reader.GetString() ?? "") ?? throw new JsonException($"'{reader.GetString()}' is no type of columns");

    public override void Write(Utf8JsonWriter writer, DataType value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
