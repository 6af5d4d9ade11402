using System.Runtime.InteropServices;

namespace Grid.Columns.Tests;

/// <summary>Random columns and batches: every type, no, some and all nulls, special values, slices at odd offsets.</summary>
internal sealed class RandomBatches(int seed)
{
    private readonly Random _random = new(seed);

    public static IReadOnlyList<DataType> PlainTypes { get; } =
    [
        DataType.Bool, DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64, DataType.UInt8, DataType.UInt16,
        DataType.UInt32, DataType.UInt64, DataType.Float32, DataType.Float64, DataType.Utf8, DataType.Date32,
        DataType.Timestamp(TimeUnit.Second), DataType.Timestamp(TimeUnit.Millisecond, "Europe/Berlin"),
        DataType.Timestamp(TimeUnit.Microsecond, "+02:00"), DataType.Timestamp(TimeUnit.Nanosecond),
        DataType.Decimal128,
    ];

    public static IReadOnlyList<DataType> IndexTypes { get; } =
    [
        DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64,
        DataType.UInt8, DataType.UInt16, DataType.UInt32, DataType.UInt64,
    ];

    public static Schema EveryType { get; } = new(
        PlainTypes.Select((t, i) => new Field($"{i} {t}", t))
            .Concat(PlainTypes.Select((t, i) => new Field($"{i} dictionary {t}", DataType.Dictionary(IndexTypes[i % 8], t, i % 2 == 0))))
            .Concat(IndexTypes.Select((t, i) => new Field($"codes {t}", DataType.Dictionary(t, DataType.Utf8, i % 2 == 1)))));

    public Schema Schema() => new(Enumerable.Range(0, _random.Next(8)).Select(i =>
    {
        var type = PlainTypes[_random.Next(PlainTypes.Count)];
        if (_random.Next(3) == 0)
            type = DataType.Dictionary(IndexTypes[_random.Next(8)], type, _random.Next(2) == 0);
        return new Field($"{(char)('α' + i)}{i}", type, _random.Next(4) != 0);
    }));

    public RecordBatch Batch(Schema schema)
    {
        int rows = _random.Next(5) switch { 0 => 0, 1 => 1, 2 => 64, _ => _random.Next(200) };
        return new RecordBatch(schema, schema.Fields.Select(f => Column(f.Type, rows, f.Nullable)), rows);
    }

    /// <summary>A column that is often a slice of a longer one.</summary>
    public Column Column(DataType type, int length, bool nullable = true)
    {
        int before = _random.Next(3) == 0 ? _random.Next(70) : 0, after = _random.Next(3) == 0 ? _random.Next(70) : 0;
        var whole = Whole(type, before + length + after, nullable);
        return whole.Slice(before, length);
    }

    private Column Whole(DataType type, int length, bool nullable)
    {
        int nullShare = nullable ? _random.Next(4) switch { 0 => 0, 1 => 100, _ => _random.Next(100) } : 0;
        bool[] valid = [.. Enumerable.Range(0, length).Select(_ => _random.Next(100) >= nullShare)];
        Bitmap? validity = nullShare == 0 ? null : Bitmap.From(valid);
        if (type is DictionaryType dictionary)
            return Dictionary(dictionary, length, valid, validity);
        switch (type.Id)
        {
            case TypeId.Bool:
                return new BoolColumn(Bitmap.From([.. Enumerable.Range(0, length).Select(_ => _random.Next(2) == 0)]), validity);
            case TypeId.Utf8:
                var text = ColumnFactory.Utf8([.. Enumerable.Range(0, length).Select(i => valid[i] ? Text() : null)]);
                return new Utf8Column(MemoryMarshal.AsBytes(text.Offsets).ToArray(), text.Data, validity);
            default:
                return PrimitiveColumns.Over(type, Numbers(type, length), validity, validity is null ? 0 : -1);
        }
    }

    private DictionaryColumn Dictionary(DictionaryType type, int length, bool[] valid, Bitmap? validity)
    {
        var set = new ValueSet(type.Value);
        var source = Whole(type.Value, _random.Next(120), nullable: false);
        for (int i = 0; i < source.Length || set.Count == 0; i++)
            set.Add(source.Length == 0 ? ValueBytes.Of(Whole(type.Value, 1, nullable: false), 0) : ValueBytes.Of(source, i));
        if (type.Ordered)
            set.Sort();
        bool nullsCoded = _random.Next(2) == 0;
        var codes = new int[length];
        for (int i = 0; i < length; i++)
            codes[i] = valid[i] ? _random.Next(set.Count) : nullsCoded ? set.Count : 0;
        var identity = Enumerable.Range(0, set.Count + 1).ToArray();
        var bytes = CodeRewriter.Apply(new PrimitiveColumn<int>(DataType.Int32, MemoryMarshal.AsBytes(codes.AsSpan()).ToArray()), identity, type.Index);
        var column = PrimitiveColumns.Over(type.Index, ((IPrimitiveColumn)bytes).Bytes, validity, validity is null ? 0 : -1);
        return new DictionaryColumn(column, set.ToColumn(), type.Ordered, nullsCoded);
    }

    private byte[] Numbers(DataType type, int length)
    {
        var bytes = new byte[length * type.ByteWidth];
        _random.NextBytes(bytes);
        double[] specials = [0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 1.5];
        for (int i = 0; i < length && _random.Next(2) == 0; i++)
        {
            if (type.Id == TypeId.Float64)
                BitConverter.TryWriteBytes(bytes.AsSpan(i * 8), specials[_random.Next(8)]);
            else if (type.Id == TypeId.Float32)
                BitConverter.TryWriteBytes(bytes.AsSpan(i * 4), (float)specials[_random.Next(8)]);
            else
                bytes.AsSpan(i * type.ByteWidth, type.ByteWidth).Fill((byte)(_random.Next(2) == 0 ? 0 : 0xFF));
        }
        return bytes;
    }

    private string Text() => _random.Next(6) switch
    {
        0 => "",
        1 => "naïve €uro 🚕",
        2 => new string('x', _random.Next(40)),
        3 => "twelve chars",
        _ => _random.Next(1000).ToString(),
    };
}
