using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Grid.Columns;
using Grid.Learning;
using Grid.Query;

namespace Grid.Abstractions;

/// <summary>Turns what travels in messages, or is stored in manifests, into bytes: scans, states and trials by their own codecs, rows as an Arrow stream, groups by columns, all else as JSON.</summary>
public static class WireCodec
{
    private static readonly (Type Type, string Name)[] Answers =
    [
        (typeof(DescribeAnswer), "describe"), (typeof(AggregateAnswer), "aggregate"),
        (typeof(MissingAnswer), "missing"), (typeof(CorrelationAnswer), "corr"), (typeof(ValueCountsAnswer), "counts"),
        (typeof(UniqueAnswer), "nunique"), (typeof(HistogramAnswer), "histogram"), (typeof(HeadAnswer), "head"),
    ];

    private static readonly JsonSerializerOptions Json = new()
    {
        // Figures may be NaN or infinite, and must come back as the same bits.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new SchemaConverter(), new TypeNameConverter<DataType>(type => type.Storage), new TypeNameConverter<LogicalType>(type => type), new ScalarConverter(), new EncodedConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameAnswers } },
    };

    /// <summary>A value as bytes.</summary>
    public static byte[] Encode<T>(T value) where T : class => value switch
    {
        Scan scan => scan.Encode(),
        AggregateState state => state.Encode(),
        TrialResult result => result.Encode(),
        RecordBatch batch => EncodeRows(batch),
        GroupByAnswer groups => GroupAnswerCodec.Encode(groups),
        _ => JsonSerializer.SerializeToUtf8Bytes(value, Json),
    };

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="CorruptDataException">The bytes are damaged, or of another version.</exception>
    public static T Decode<T>(byte[] bytes) where T : class
    {
        if (typeof(T) == typeof(Scan))
            return (T)(object)ScanCodec.DecodeScan(bytes);
        if (typeof(T) == typeof(AggregateState))
            return (T)(object)ScanCodec.DecodeState(bytes);
        if (typeof(T) == typeof(TrialResult))
            return (T)(object)TrialResult.Decode(bytes);
        if (typeof(T) == typeof(RecordBatch))
            return (T)(object)DecodeRows(bytes);
        if (typeof(T) == typeof(Answer) && bytes is [GroupAnswerCodec.Mark, ..])
            return (T)(object)GroupAnswerCodec.Decode(bytes);
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Json) ?? throw new CorruptDataException(typeof(T).Name, "it is null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new CorruptDataException(typeof(T).Name, e.Message);
        }
    }

    private static byte[] EncodeRows(RecordBatch batch)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, batch.Schema, leaveOpen: true))
        {
            writer.Write(batch);
            writer.Finish();
        }
        return stream.ToArray();
    }

    private static RecordBatch DecodeRows(byte[] bytes)
    {
        try
        {
            using var reader = ArrowStreamReader.Open(bytes);
            return reader.Read() ?? throw new CorruptDataException(nameof(RecordBatch), "it has no rows");
        }
        catch (ArrowFormatException e)
        {
            throw new CorruptDataException(nameof(RecordBatch), e.Message);
        }
    }

    private static void NameAnswers(JsonTypeInfo info)
    {
        if (info.Type != typeof(Answer))
            return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "answer" };
        foreach (var (type, name) in Answers)
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, name));
    }
}
