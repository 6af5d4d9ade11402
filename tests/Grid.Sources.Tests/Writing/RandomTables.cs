using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Random tables of every logical type, in the encodings that partitions have: plain, narrow, coded; with no, some and all nulls.</summary>
internal sealed class RandomTables(int seed)
{
    private readonly Random _random = new(seed);

    public static IReadOnlyList<DataType> Types { get; } =
    [
        DataType.Bool, DataType.Int64, DataType.UInt64, DataType.Float64, DataType.Utf8, DataType.Date32,
        DataType.Timestamp(TimeUnit.Second), DataType.Timestamp(TimeUnit.Millisecond), DataType.Timestamp(TimeUnit.Microsecond), DataType.Timestamp(TimeUnit.Nanosecond),
        DataType.Timestamp(TimeUnit.Second, "UTC"), DataType.Timestamp(TimeUnit.Microsecond, "UTC"), DataType.Timestamp(TimeUnit.Nanosecond, "UTC"),
    ];

    /// <summary>A column of each type, twice.</summary>
    public static Schema EveryType { get; } = new(Types.Concat(Types).Select((type, i) => new Field($"c{i} {type}", type)));

    public RecordBatch Batch(Schema schema, int rows)
    {
        Column[] columns = [.. schema.Fields.Select(f => Encoded(f.Type, rows, _random.Next(4) switch { 0 => 0, 1 => 1, _ => _random.NextDouble() }))];
        return new RecordBatch(new Schema(schema.Fields.Select((f, i) => f with { Type = columns[i].Type })), columns, rows);
    }

    /// <summary>A column of a logical type, in some encoding, often a slice of a longer one.</summary>
    public Column Encoded(DataType type, int rows, double nulls)
    {
        int before = _random.Next(3) == 0 ? _random.Next(70) : 0, after = _random.Next(3) == 0 ? _random.Next(70) : 0, length = before + rows + after;
        Column column;
        if (_random.Next(2) == 0)
        {
            var values = Plain(type, _random.Next(1, 200), 0);
            var codes = new ushort[length];
            var valid = Valid(length, nulls);
            for (int i = 0; i < length; i++)
                codes[i] = (ushort)(valid[i] ? _random.Next(values.Length) : values.Length);
            column = new DictionaryColumn(new PrimitiveColumn<ushort>(DataType.UInt16, MemoryMarshal.AsBytes(codes.AsSpan()).ToArray(), Bits(valid)), values, nullsCoded: true);
        }
        else if (type == DataType.Int64 && _random.Next(2) == 0)
        {
            var bytes = new byte[length * 2];
            _random.NextBytes(bytes);
            column = new PrimitiveColumn<short>(DataType.Int16, bytes, Bits(Valid(length, nulls)));
        }
        else
        {
            column = Plain(type, length, nulls);
        }
        return column.Slice(before, rows);
    }

    private Column Plain(DataType type, int length, double nulls)
    {
        var valid = Valid(length, nulls);
        var bits = Bits(valid);
        return type.Id switch
        {
            TypeId.Bool => new BoolColumn(Bitmap.From([.. valid.Select(_ => _random.Next(2) == 0)]), bits),
            TypeId.Utf8 => Texts([.. valid.Select(v => v ? Text() : null)]),
            TypeId.Float64 => new PrimitiveColumn<double>(type, Bytes([.. valid.Select(_ => Real())]), bits),
            TypeId.UInt64 => new PrimitiveColumn<ulong>(type, Bytes([.. valid.Select(_ => unchecked((ulong)Whole()))]), bits),
            TypeId.Date32 => new PrimitiveColumn<int>(type, Bytes([.. valid.Select(_ => _random.Next(-719_162, 2_932_897))]), bits),
            TypeId.Timestamp => new PrimitiveColumn<long>(type, Bytes([.. valid.Select(_ => Ticks((TimestampType)type))]), bits),
            _ => new PrimitiveColumn<long>(type, Bytes([.. valid.Select(_ => Whole())]), bits),
        };
    }

    // What stands in the slot of a null is nobody's.
    private static Utf8Column Texts(string?[] texts) => ColumnFactory.Utf8(texts);

    private bool[] Valid(int length, double nulls) => [.. Enumerable.Range(0, length).Select(_ => _random.NextDouble() >= nulls)];

    private static Bitmap? Bits(bool[] valid) => valid.Contains(false) ? Bitmap.From(valid) : null;

    private static byte[] Bytes<T>(T[] values) where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private long Whole() => _random.Next(5) switch { 0 => 0, 1 => long.MaxValue, 2 => long.MinValue, 3 => _random.Next(-50, 50), _ => _random.NextInt64(long.MinValue, long.MaxValue) };

    private double Real() => _random.Next(12) switch
    {
        0 => -0.0,
        1 => double.NaN,
        2 => double.PositiveInfinity,
        3 => double.NegativeInfinity,
        4 => double.Epsilon,
        5 => double.MaxValue,
        6 => 1e22,
        7 => 9007199254740993,
        8 => _random.Next(-300, 300),
        9 => _random.Next(-300, 300) / 100.0,
        _ => _random.NextDouble() * Math.Pow(10, _random.Next(-300, 300)),
    };

    // Years that are read from text: 1 to 9999, and those that nanoseconds have room for.
    private long Ticks(TimestampType type) => type.Unit == TimeUnit.Nanosecond
        ? _random.NextInt64(long.MinValue + 1_000_000_000, long.MaxValue - 1_000_000_000)
        : _random.NextInt64(Moment.FirstSecond * type.Moments.TicksPerSecond, (Moment.LastSecond + 1) * type.Moments.TicksPerSecond);

    private static readonly string[] s_texts = ["", "NA", "null", "NaN", "None", "\"", "\"\"", "a,b", "a;b", "line\nbreak", "line\r\nbreak", "\r", "back\\slash", "\t", " blanks ", "é漢😀", "\u0001", "{}", "#", "word", "5", "x\"y\"", "true", "2020-01-01"];

    private string Text() => _random.Next(3) == 0 ? new string('x', _random.Next(40)) + "y" : s_texts[_random.Next(s_texts.Length)];
}
