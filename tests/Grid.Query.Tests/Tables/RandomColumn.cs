using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Values of a logical type, as scalars, and the same values as columns of any encoding that holds them.</summary>
public static class RandomColumn
{
    public static readonly DataType[] Types =
    [
        DataType.Bool, DataType.Int64, DataType.UInt64, DataType.Float64, DataType.Utf8, DataType.Date32,
        DataType.Timestamp(TimeUnit.Second), DataType.Timestamp(TimeUnit.Microsecond),
    ];

    /// <summary>Values of a kind picked by chance: few or many, tame or wild, with or without nulls.</summary>
    public static Scalar[] Values(Random random, DataType type, int count, bool wild)
    {
        int distinct = random.Next(4) switch { 0 => 1, 1 => 3, 2 => 40, _ => int.MaxValue };
        var pool = Enumerable.Range(0, Math.Min(distinct, 200)).Select(_ => Value(random, type, wild)).ToArray();
        double nulls = random.Next(4) switch { 0 => 0, 1 => 0.02, 2 => 0.4, _ => random.Next(5) == 0 ? 1 : 0.1 };
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < nulls ? Scalar.Null
            : distinct == int.MaxValue ? Value(random, type, wild) : pool[random.Next(pool.Length)])];
    }

    public static Scalar Value(Random random, DataType type, bool wild)
    {
        switch (type.Id)
        {
            case TypeId.Bool:
                return Scalar.Bool(random.Next(2) == 0);
            case TypeId.Utf8:
                return Scalar.Text(new string([.. Enumerable.Range(0, random.Next(4)).Select(_ => "abzÄ€ "[random.Next(6)])]));
            case TypeId.Float64:
                double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.Epsilon, 1e300, -1e300];
                return Scalar.Float64(wild && random.Next(4) == 0 ? odd[random.Next(odd.Length)]
                    : random.Next(3) switch { 0 => random.Next(-50, 50) / 4.0, 1 => random.NextDouble() * 1e6, _ => random.Next(100000) / 100.0 });
            case TypeId.Date32:
                return Scalar.Date(wild && random.Next(4) == 0 ? (random.Next(2) == 0 ? int.MinValue : int.MaxValue) : random.Next(10000, 20000));
        }
        long whole = wild && random.Next(4) == 0 ? (random.Next(3) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => random.NextInt64() })
            : random.Next(2) == 0 ? random.Next(-20, 20) : random.NextInt64(-1_000_000_000_000, 1_000_000_000_000);
        return type.Id switch
        {
            TypeId.UInt64 => Scalar.UInt64((ulong)(wild ? whole : Math.Abs(whole))),
            TypeId.Int64 => Scalar.Int64(whole),
            _ => Scalar.Timestamp(((TimestampType)type).Moments, whole),
        };
    }

    /// <summary>A column of these values in an encoding picked by chance, sometimes a slice of a longer one at an odd offset.</summary>
    public static Column Encode(Random random, DataType type, Scalar[] values)
    {
        int before = random.Next(2) == 0 ? 0 : random.Next(1, 70), after = before == 0 ? 0 : random.Next(70);
        Scalar[] padded = before + after == 0 || values.Length == 0 ? values
            : [.. Enumerable.Range(0, before).Select(_ => values[random.Next(values.Length)]), .. values, .. Enumerable.Range(0, after).Select(_ => values[random.Next(values.Length)])];
        var whole = random.Next(2) == 0 ? Plain(random, type, padded) : Dictionary(random, type, padded);
        return ReferenceEquals(padded, values) ? whole : whole.Slice(before, values.Length);
    }

    public static Column Plain(Random random, DataType type, Scalar[] values)
    {
        switch (type.Id)
        {
            case TypeId.Bool:
                return ColumnFactory.Bool([.. values.Select(v => v.IsNull ? (bool?)null : v.AsInt64 != 0)]);
            case TypeId.Utf8:
                return ColumnFactory.Utf8([.. values.Select(v => v.AsText)]);
            case TypeId.Float64:
                bool narrow = random.Next(2) == 0 && values.All(v => v.IsNull || (double)(float)v.AsDouble == v.AsDouble || double.IsNaN(v.AsDouble));
                return narrow
                    ? ColumnFactory.Primitive<float>(DataType.Float32, [.. values.Select(v => v.IsNull ? (float?)null : (float)v.AsDouble)])
                    : ColumnFactory.Float64([.. values.Select(v => v.IsNull ? (double?)null : v.AsDouble)]);
            case TypeId.Date32:
                return ColumnFactory.Primitive<int>(DataType.Date32, [.. values.Select(v => v.IsNull ? (int?)null : (int)v.AsInt64)]);
            case TypeId.Timestamp:
                return ColumnFactory.Primitive<long>(type, [.. values.Select(v => v.IsNull ? (long?)null : v.AsInt64)]);
            case TypeId.UInt64:
                return ColumnFactory.Primitive<ulong>(type, [.. values.Select(v => v.IsNull ? (ulong?)null : (ulong)v.AsInt64)]);
        }
        long?[] whole = [.. values.Select(v => v.IsNull ? (long?)null : v.AsInt64)];
        bool Fits(long low, long high) => random.Next(2) == 0 && whole.All(v => v is null || (v >= low && v <= high));
        if (Fits(sbyte.MinValue, sbyte.MaxValue))
            return ColumnFactory.Primitive<sbyte>(DataType.Int8, [.. whole.Select(v => (sbyte?)v)]);
        if (Fits(0, byte.MaxValue))
            return ColumnFactory.Primitive<byte>(DataType.UInt8, [.. whole.Select(v => (byte?)v)]);
        if (Fits(short.MinValue, short.MaxValue))
            return ColumnFactory.Primitive<short>(DataType.Int16, [.. whole.Select(v => (short?)v)]);
        if (Fits(0, uint.MaxValue))
            return ColumnFactory.Primitive<uint>(DataType.UInt32, [.. whole.Select(v => (uint?)v)]);
        if (Fits(int.MinValue, int.MaxValue))
            return ColumnFactory.Primitive<int>(DataType.Int32, [.. whole.Select(v => (int?)v)]);
        return ColumnFactory.Int64(whole);
    }

    public static Column Dictionary(Random random, DataType type, Scalar[] values)
    {
        // A foreign dictionary may have both zeros.
        Scalar[] distinct = [.. values.Where(v => !v.IsNull).DistinctBy(v => Bits.Of(v))];
        bool ordered = random.Next(3) > 0;
        if (ordered)
            Array.Sort(distinct, Reference.Compare);
        else if (random.Next(2) == 0)
            distinct = [.. distinct, Value(random, type, false)];
        bool coded = random.Next(3) > 0;
        var codeOf = new Dictionary<string, int>();
        for (int i = 0; i < distinct.Length; i++)
            codeOf.TryAdd(Bits.Of(distinct[i]), i);
        int[] codes = [.. values.Select(v => !v.IsNull ? codeOf[Bits.Of(v)] : coded ? distinct.Length : random.Next(250))];
        var valid = Bitmap.From([.. values.Select(v => !v.IsNull)]);
        bool nulls = values.Any(v => v.IsNull);
        var columns = Codes(random, codes, nulls ? valid : null, Math.Max(distinct.Length, nulls && !coded ? 250 : 0));
        return new DictionaryColumn(columns, Plain(random, type, distinct), ordered && Ascends(distinct), coded);
    }

    private static bool Ascends(Scalar[] values) => !values.Zip(values.Skip(1)).Any(p => Reference.Compare(p.First, p.Second) >= 0);

    private static Column Codes(Random random, int[] codes, Bitmap? valid, int most)
    {
        T[] As<T>(Func<int, T> convert) => Array.ConvertAll(codes, c => convert(c));
        Column Make<T>(DataType type, T[] values) where T : unmanaged =>
            new PrimitiveColumn<T>(type, System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray(), valid);
        if (most <= 255 && random.Next(3) > 0)
            return Make(DataType.UInt8, As(c => (byte)c));
        if (most <= 120 && random.Next(3) == 0)
            return Make(DataType.Int8, As(c => (sbyte)c));
        return random.Next(8) switch
        {
            0 => Make(DataType.Int32, codes),
            1 => Make(DataType.Int64, As(c => (long)c)),
            2 => Make(DataType.UInt64, As(c => (ulong)c)),
            3 => Make(DataType.Int16, As(c => (short)c)),
            4 => Make(DataType.UInt32, As(c => (uint)c)),
            _ => Make(DataType.UInt16, As(c => (ushort)c)),
        };
    }
}
