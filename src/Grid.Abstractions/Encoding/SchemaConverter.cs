using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>A schema as the list of its fields.</summary>
internal sealed class SchemaConverter : JsonConverter<Schema>
{
    public override Schema Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var fields = JsonSerializer.Deserialize<Field[]>(ref reader, options) ?? throw new JsonException("a schema is null");
        return new Schema(fields);
    }

    public override void Write(Utf8JsonWriter writer, Schema value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Fields, options);
}
