using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Columns;

namespace Grid.Query;

/// <summary>A value as its type and text, <c>["float64", "2.5"]</c>; null as null. Moments are ticks of their type, which are exact.</summary>
internal sealed class RecipeScalarConverter : JsonConverter<Scalar>
{
    public override bool HandleNull => true;

    public override Scalar Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return Scalar.Null;
        if (JsonSerializer.Deserialize<string[]>(ref reader, options) is not [var name, var text])
            throw new JsonException("a value is expected as its type and text");
        var type = LogicalType.Find(name) ?? throw new JsonException($"'{name}' is no type of columns");
        return type.Kind switch
        {
            LogicalKind.Bool => Scalar.Bool(bool.Parse(text)),
            LogicalKind.Whole => Scalar.Int64(long.Parse(text, CultureInfo.InvariantCulture)),
            LogicalKind.Unsigned => Scalar.UInt64(ulong.Parse(text, CultureInfo.InvariantCulture)),
            LogicalKind.Real => Scalar.Float64(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
            LogicalKind.Text => Scalar.Text(text),
            LogicalKind.Date => Scalar.Date(int.Parse(text, CultureInfo.InvariantCulture)),
            LogicalKind.Timestamp => Scalar.Timestamp((LogicalTimestamp)type, long.Parse(text, CultureInfo.InvariantCulture)),
            _ => throw new JsonException($"there are no values of type {type} in recipes"),
        };
    }

    public override void Write(Utf8JsonWriter writer, Scalar value, JsonSerializerOptions options)
    {
        if (value.IsNull)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartArray();
        writer.WriteStringValue(value.Type!.ToString());
        writer.WriteStringValue(value.AsMoment is null ? value.ToString() : value.AsInt64.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndArray();
    }
}
