using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grid.Abstractions;

/// <summary>Values on their way, where what they are part of is stored: their bytes.</summary>
internal sealed class EncodedConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Encoded<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Encoded<T>> where T : class
    {
        public override Encoded<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, Encoded<T> value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.Bytes);
    }
}
