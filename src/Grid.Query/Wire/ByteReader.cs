using System.Buffers.Binary;
using System.Text;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Reads what <see cref="ByteWriter"/> wrote; every fault is a <see cref="CorruptDataException"/>, and no length is trusted.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes, string what)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte() => Take(1)[0];

    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw Corrupt($"{other} is no truth value"),
    };

    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Byte();
            if (shift == 63 && next > 1)
                break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Corrupt("a number does not end");
    }

    public long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number of things of which each takes at least <paramref name="bytesEach"/> of the bytes that are left.</summary>
    public int Count(int bytesEach = 1)
    {
        ulong value = Unsigned();
        return value <= (ulong)(_rest.Length / Math.Max(1, bytesEach)) ? (int)value : throw Corrupt($"{value} things cannot be in {_rest.Length} bytes");
    }

    /// <summary>A whole number in a range.</summary>
    public int Within(int least, int most)
    {
        ulong value = Unsigned();
        return most >= least && value <= (ulong)most && (int)value >= least ? (int)value : throw Corrupt($"{value} is not within {least} and {most}");
    }

    public long Long()
    {
        ulong value = Unsigned();
        return value <= long.MaxValue ? (long)value : throw Corrupt($"{value} is too large a count");
    }

    public ulong Fixed() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed());

    public byte[] Bytes() => Take(Count()).ToArray();

    public string Text()
    {
        var span = Take(Count());
        try
        {
            return Strict.GetString(span);
        }
        catch (ArgumentException)
        {
            throw Corrupt("a text is not UTF-8");
        }
    }

    public LogicalType Type()
    {
        var kind = (LogicalKind)Byte();
        switch (kind)
        {
            case LogicalKind.Bool: return LogicalType.Bool;
            case LogicalKind.Whole: return LogicalType.Whole;
            case LogicalKind.Unsigned: return LogicalType.Unsigned;
            case LogicalKind.Real: return LogicalType.Real;
            case LogicalKind.Text: return LogicalType.Text;
            case LogicalKind.Date: return LogicalType.Date;
            case LogicalKind.Timestamp:
                var unit = (TimeUnit)Byte();
                if (unit > TimeUnit.Nanosecond)
                    throw Corrupt($"{(int)unit} is no unit of time");
                string zone = Text();
                return LogicalType.Timestamp(unit, zone.Length == 0 ? null : zone);
            default: throw Corrupt($"{(int)kind} is no logical type");
        }
    }

    public Scalar Scalar()
    {
        if (!Bool())
            return Query.Scalar.Null;
        var type = Type();
        return type.Kind switch
        {
            LogicalKind.Text => Query.Scalar.Text(Text()),
            LogicalKind.Real => Query.Scalar.Float64(Double()),
            LogicalKind.Date => Query.Scalar.Date(Signed() is >= int.MinValue and <= int.MaxValue and var days
                ? (int)days : throw Corrupt("a date is out of range")),
            _ => ScalarKey.FromInteger(type, Signed()),
        };
    }

    public ulong[] Ascending()
    {
        var values = new ulong[Count()];
        ulong last = 0;
        for (int i = 0; i < values.Length; i++)
        {
            ulong step = Unsigned();
            if (i > 0 && (step == 0 || last + step < last))
                throw Corrupt("keys do not ascend");
            values[i] = last += step;
        }
        return values;
    }

    /// <summary>Numbers of 64 bits each.</summary>
    public ulong[] Words()
    {
        var words = new ulong[Count(8)];
        foreach (ref ulong word in words.AsSpan())
            word = Fixed();
        return words;
    }

    public long[] Counts()
    {
        var values = new long[Count()];
        for (int i = 0; i < values.Length; i++)
            values[i] = Long();
        return values;
    }

    public readonly void End()
    {
        if (_rest.Length != 0)
            throw Corrupt($"{_rest.Length} bytes are left over");
    }

    public readonly CorruptDataException Corrupt(string fault) => new(what, fault);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw Corrupt("they end too early");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
