using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Columns;

namespace Grid.Abstractions;

/// <summary>Types, of values or of plain columns that hold them, by the names of the values': <c>int64</c>, <c>timestamp[us]</c>, <c>timestamp[ms, Europe/Berlin]</c>.</summary>
/// <typeparam name="T">Which types.</typeparam>
/// <param name="find">Such a type by that of the values.</param>
internal sealed class TypeNameConverter<T>(Func<LogicalType, T> find) : JsonConverter<T> where T : class
{
    // Timestamps are a derived type; they go by name as well.
    public override bool CanConvert(Type typeToConvert) => typeof(T).IsAssignableFrom(typeToConvert);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string name = reader.GetString() ?? "";
        return find(LogicalType.Find(name) ?? throw new JsonException($"'{name}' is not a logical type"));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
