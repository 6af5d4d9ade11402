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
        var type = JsonSerializer.Deserialize<LogicalType>(ref reader, options)!;
        reader.Read();
        string text = reader.GetString()!;
        reader.Read();
        return type.Kind switch
        {
            LogicalKind.Bool => Scalar.Bool(text == "1"),
            LogicalKind.Whole => Scalar.Int64(Whole(text)),
            LogicalKind.Unsigned => Scalar.UInt64(unchecked((ulong)Whole(text))),
            LogicalKind.Real => Scalar.Float64(BitConverter.Int64BitsToDouble(Whole(text))),
            LogicalKind.Text => Scalar.Text(text),
            LogicalKind.Decimal => Scalar.Whole(Int128.Parse(text, CultureInfo.InvariantCulture)),
            LogicalKind.Date => Scalar.Date((int)Whole(text)),
            _ => Scalar.Timestamp((LogicalTimestamp)type, Whole(text)),
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
        writer.WriteStringValue(value.AsText ?? (type == LogicalType.Decimal ? value.ToString() : null)
            ?? (type == LogicalType.Real ? BitConverter.DoubleToInt64Bits(value.AsDouble) : value.AsInt64).ToString(CultureInfo.InvariantCulture));
        writer.WriteEndArray();
    }

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
