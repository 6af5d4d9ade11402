using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Columns;
using Grid.Query;

namespace Grid.Abstractions;

/// <summary>A scalar as its type and value: <c>["int64", "7"]</c>; null as null. Values are texts, as not every one is a JSON number.</summary>
internal sealed class ScalarConverter : JsonConverter<Scalar>
{
    public override bool HandleNull => true;

    public override Scalar Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return Scalar.Null;
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read())
            throw new JsonException("a value is expected as its type and text");
        var type = JsonSerializer.Deserialize<DataType>(ref reader, options)!;
        reader.Read();
        string text = reader.GetString()!;
        reader.Read();
        return type.Id switch
        {
            TypeId.Bool => Scalar.Bool(text == "1"),
            TypeId.Int64 => Scalar.Int64(Whole(text)),
            TypeId.UInt64 => Scalar.UInt64(unchecked((ulong)Whole(text))),
            TypeId.Float64 => Scalar.Float64(BitConverter.Int64BitsToDouble(Whole(text))),
            TypeId.Utf8 => Scalar.Text(text),
            TypeId.Decimal128 => Scalar.Whole(Int128.Parse(text, CultureInfo.InvariantCulture)),
            TypeId.Date32 => Scalar.Date((int)Whole(text)),
            _ => Scalar.Timestamp((TimestampType)type, Whole(text)),
        };
    }

    public override void Write(Utf8JsonWriter writer, Scalar value, JsonSerializerOptions options)
    {
        if (value.Type is not { } type)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartArray();
        writer.WriteStringValue(type.ToString());
        // Doubles go by their bits: so does NaN with its payload.
        writer.WriteStringValue(value.AsText ?? (type == DataType.Decimal128 ? value.ToString() : null)
            ?? (type == DataType.Float64 ? BitConverter.DoubleToInt64Bits(value.AsDouble) : value.AsInt64).ToString(CultureInfo.InvariantCulture));
        writer.WriteEndArray();
    }

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
