using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grid.Columns;
using Grid.Query;

namespace Grid.Cli;

/// <summary>
/// Answers as JSON, in shapes that scripts may rely on. Numbers are written so that they round-trip; NaN and the infinities, which JSON has no
/// numbers for, are the texts "NaN", "Infinity" and "-Infinity"; what is null or not defined is null; moments are ISO 8601 texts.
/// </summary>
internal static class JsonAnswer
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer as one line of JSON.</summary>
    public static string Of(Answer answer)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            Write(json, answer);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Answer answer)
    {
        switch (answer)
        {
            case DescribeAnswer a:
                json.WriteNumber("rows", a.Rows);
                Array(json, "columns", a.Columns, column => Summary(json, column));
                break;
            case GroupByAnswer a:
                Array(json, "keys", a.Keys, json.WriteStringValue);
                Array(json, "rows", a.Groups, group => Row(json, [.. a.Keys, .. a.Aggregates], [.. group.Keys, .. group.Values]));
                Estimate(json, a.IsExact);
                break;
            case AggregateAnswer a:
                Members(json, a.Aggregates, a.Values);
                Estimate(json, a.IsExact);
                break;
            case MissingAnswer a:
                json.WriteNumber("rows", a.Rows);
                Array(json, "columns", a.Columns, column => Row(
                    json, ["name", "nulls", "nans", "share"],
                    [Scalar.Text(column.Name), Scalar.Int64(column.Nulls), Scalar.Int64(column.NaNs), Scalar.Float64(column.Share)]));
                break;
            case CorrelationAnswer a:
                Array(json, "columns", a.Columns, json.WriteStringValue);
                Array(json, "r", a.R.Index(), row => Array(json, null, row.Item.Index(), r => Value(json, a.N[row.Index][r.Index] == 0 ? Scalar.Null : Scalar.Float64(r.Item))));
                Array(json, "n", a.N, row => Array(json, null, row, json.WriteNumberValue));
                break;
            case CorrelatedAnswer a:
                json.WriteNumber("limit", a.Limit);
                Array(json, "drop", a.Columns, column => Row(
                    json, ["column", "with", "r"], [Scalar.Text(column.Column), Scalar.Text(column.With), Scalar.Float64(column.R)]));
                break;
            case ValueCountsAnswer a:
                json.WriteString("column", a.Column);
                json.WriteNumber("total", a.Total);
                json.WriteNumber("distinct", a.Distinct);
                Array(json, "values", a.Counts, count => Row(json, ["value", "count"], [count.Value, Scalar.Int64(count.Count)]));
                break;
            case UniqueAnswer a:
                Array(json, "columns", a.Columns, column => Row(
                    json, ["name", "distinct", "exact"],
                    [Scalar.Text(column.Name), Scalar.Int64(column.Distinct.Count), Scalar.Bool(column.Distinct.IsExact)]));
                break;
            case HistogramAnswer a:
                json.WriteString("column", a.Column);
                json.WriteNumber("nulls", a.Nulls);
                json.WriteNumber("nans", a.NaNs);
                json.WriteNumber("infinities", a.Infinities);
                Array(json, "bins", a.Counts.Index(), bin => Bin(json, a, bin.Index));
                break;
            case HeadAnswer a:
                Array(json, "columns", a.Columns.Zip(a.Types), column => Row(
                    json, ["name", "type"], [Scalar.Text(column.First), Scalar.Text(column.Second.ToString())]));
                Array(json, "rows", a.Rows, row => Row(json, a.Columns, row));
                break;
            default:
                throw new ArgumentException($"A {answer.GetType().Name} has no JSON.", nameof(answer));
        }
    }

    private static void Bin(Utf8JsonWriter json, HistogramAnswer histogram, int bin)
    {
        json.WriteStartObject();
        Edge(json, "from", histogram.Edges[bin]);
        Edge(json, "to", histogram.Edges[bin + 1]);
        json.WriteNumber("count", histogram.Counts[bin]);
        json.WriteEndObject();
    }

    // Edges among whole numbers of many digits are texts of decimals, which JSON has as numbers.
    private static void Edge(Utf8JsonWriter json, string name, Scalar edge)
    {
        json.WritePropertyName(name);
        if (edge.AsText is { } digits)
            json.WriteRawValue(digits);
        else
            Value(json, edge);
    }

    private static void Summary(Utf8JsonWriter json, ColumnSummary column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("type", column.Type.ToString());
        json.WriteNumber("count", column.Count);
        json.WriteNumber("nulls", column.Nulls);
        if (column.Type.Kind == LogicalKind.Real)
            json.WriteNumber("nans", column.NaNs);
        Member(json, "mean", column.Mean);
        Member(json, "std", column.Std is { } std ? Scalar.Float64(std) : Scalar.Null);
        Member(json, "min", column.Min);
        Member(json, "max", column.Max);
        json.WriteStartObject("percentiles");
        foreach (var percentile in column.Percentiles)
            Member(json, percentile.Share.ToString("R", CultureInfo.InvariantCulture), percentile.Value);
        json.WriteEndObject();
        if (column.Distinct is { } distinct)
        {
            json.WriteNumber("distinct", distinct.Count);
            json.WriteBoolean("distinct_exact", distinct.IsExact);
            Member(json, "top", column.Top);
            Member(json, "frequency", column.Frequency is { } n ? Scalar.Int64(n) : Scalar.Null);
        }
        json.WriteEndObject();
    }

    // Said only where it is not as expected.
    private static void Estimate(Utf8JsonWriter json, bool isExact)
    {
        if (!isExact)
            json.WriteBoolean("exact", false);
    }

    private static void Array<T>(Utf8JsonWriter json, string? name, IEnumerable<T> items, Action<T> write)
    {
        if (name is not null)
            json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    private static void Row(Utf8JsonWriter json, IReadOnlyList<string> names, IReadOnlyList<Scalar> values)
    {
        json.WriteStartObject();
        Members(json, names, values);
        json.WriteEndObject();
    }

    private static void Members(Utf8JsonWriter json, IReadOnlyList<string> names, IReadOnlyList<Scalar> values)
    {
        for (int i = 0; i < names.Count; i++)
            Member(json, names[i], values[i]);
    }

    private static void Member(Utf8JsonWriter json, string name, Scalar value)
    {
        json.WritePropertyName(name);
        Value(json, value);
    }

    /// <summary>A value: NaN and infinities as texts, what is not defined as null.</summary>
    public static void Value(Utf8JsonWriter json, Scalar value)
    {
        switch (value.Type)
        {
            case null:
                json.WriteNullValue();
                break;
            case { Kind: LogicalKind.Real } when !double.IsFinite(value.AsDouble):
                json.WriteStringValue(value.ToString());
                break;
            case { Kind: LogicalKind.Real }:
                json.WriteNumberValue(value.AsDouble);
                break;
            case { Kind: LogicalKind.Unsigned }:
                json.WriteNumberValue(unchecked((ulong)value.AsInt64));
                break;
            case { Kind: LogicalKind.Decimal }:
                json.WriteRawValue(value.ToString());
                break;
            case { IsInteger: true }:
                json.WriteNumberValue(value.AsInt64);
                break;
            case { Kind: LogicalKind.Bool }:
                json.WriteBooleanValue(value.AsInt64 != 0);
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
