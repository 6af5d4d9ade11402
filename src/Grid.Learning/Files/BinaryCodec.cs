using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Learning;

/// <summary>
/// The parts that files and messages are made of, little-endian: 32-bit counts before what is counted, texts in UTF-8 after
/// their length as a 7-bit encoded integer, arrays as they lie in memory.
/// </summary>
internal static class BinaryCodec
{
    public static void WriteArray<T>(this BinaryWriter writer, ReadOnlySpan<T> values) where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    public static T[] ReadArray<T>(this BinaryReader reader) where T : unmanaged
    {
        var values = new T[ReadCount(reader, Unsafe.SizeOf<T>())];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public static void WriteTexts(this BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
            writer.Write(text);
    }

    public static string[] ReadTexts(this BinaryReader reader)
    {
        var texts = new string[ReadCount(reader)];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = reader.ReadString();
        return texts;
    }

    /// <summary>How many values follow, of so many bytes each at least: no more than there can be, so that a few bytes cannot ask for all the memory there is.</summary>
    public static int ReadCount(this BinaryReader reader, int size = 1)
    {
        int count = reader.ReadInt32();
        long left = reader.BaseStream.CanSeek ? reader.BaseStream.Length - reader.BaseStream.Position : long.MaxValue;
        return count >= 0 && (long)count * size <= left ? count : throw new InvalidDataException($"A count is {count}, and {left} bytes follow.");
    }

    /// <summary>A logical type: a byte for its kind, and for a timestamp a byte for the unit and its time zone or an empty text.</summary>
    public static void WriteType(this BinaryWriter writer, LogicalType type)
    {
        writer.Write((byte)type.Kind);
        if (type is not LogicalTimestamp timestamp)
            return;
        writer.Write((byte)timestamp.Unit);
        writer.Write(timestamp.TimeZone ?? "");
    }

    public static LogicalType ReadType(this BinaryReader reader)
    {
        var kind = (LogicalKind)reader.ReadByte();
        switch (kind)
        {
            case LogicalKind.Bool: return LogicalType.Bool;
            case LogicalKind.Whole: return LogicalType.Whole;
            case LogicalKind.Unsigned: return LogicalType.Unsigned;
            case LogicalKind.Real: return LogicalType.Real;
            case LogicalKind.Text: return LogicalType.Text;
            case LogicalKind.Date: return LogicalType.Date;
            case LogicalKind.Timestamp:
                var unit = (TimeUnit)reader.ReadByte();
                string zone = reader.ReadString();
                return LogicalType.Timestamp(unit, zone.Length == 0 ? null : zone);
            default: throw new InvalidDataException($"{(int)kind} is not a logical type.");
        }
    }

    /// <summary>A feature: name, type, whether exact, whether missing, least and greatest value of each bin, categories (-1 for none).</summary>
    public static void WriteFeature(this BinaryWriter writer, Feature feature)
    {
        writer.Write(feature.Name);
        writer.WriteType(feature.Type);
        writer.Write(feature.IsExact);
        writer.Write(feature.HasMissing);
        writer.WriteArray<double>(feature.Lows);
        writer.WriteArray<double>(feature.Highs);
        writer.Write(feature.Categories is not null);
        if (feature.Categories is { } categories)
            writer.WriteTexts(categories);
    }

    public static Feature ReadFeature(this BinaryReader reader)
    {
        var feature = new Feature(
            reader.ReadString(), reader.ReadType(), reader.ReadBoolean(), reader.ReadBoolean(),
            reader.ReadArray<double>(), reader.ReadArray<double>(), reader.ReadBoolean() ? reader.ReadTexts() : null);
        return feature.Lows.Length == feature.Highs.Length && feature.Type.Kind == LogicalKind.Text == feature.Categories is not null ? feature
            : throw new InvalidDataException($"The feature '{feature.Name}' has {feature.Lows.Length} and {feature.Highs.Length} ends of bins, and is of type {feature.Type}.");
    }

    /// <summary>Classes: their type, then texts, doubles, or 64-bit integers for all other types.</summary>
    public static void WriteLabels(this BinaryWriter writer, ClassLabels labels)
    {
        writer.WriteType(labels.Values.Type.Logical);
        switch (labels.Values)
        {
            case Utf8Column: writer.WriteTexts(labels.Names); break;
            case PrimitiveColumn<double> doubles: writer.WriteArray(doubles.Values); break;
            default:
                var integers = new long[labels.Count];
                ColumnReader.ReadIntegers(labels.Values, integers);
                writer.WriteArray<long>(integers);
                break;
        }
    }

    public static ClassLabels ReadLabels(this BinaryReader reader)
    {
        var type = reader.ReadType();
        return new ClassLabels(type.Kind switch
        {
            LogicalKind.Text => ColumnFactory.Utf8(reader.ReadTexts()),
            LogicalKind.Real => ColumnFactory.Primitive<double>(type.Storage, reader.ReadArray<double>()),
            _ => ClassLabels.Column(type, reader.ReadArray<long>()),
        });
    }
}
