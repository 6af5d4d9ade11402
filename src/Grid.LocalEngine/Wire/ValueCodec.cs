namespace Grid.LocalEngine;

/// <summary>Numbers, texts, dates and the like.</summary>
internal sealed class ValueCodec(Action<WireBuffer, object> write, Func<BinaryReader, object> read, bool mayBeNull) : MessageCodec
{
    private static readonly Dictionary<Type, ValueCodec> All = new()
    {
        [typeof(bool)] = Plain((o, v) => o.Write(v), i => i.ReadBoolean()),
        [typeof(byte)] = Plain((o, v) => o.Write(v), i => i.ReadByte()),
        [typeof(sbyte)] = Plain((o, v) => o.Write(v), i => i.ReadSByte()),
        [typeof(short)] = Plain((o, v) => o.Write(v), i => i.ReadInt16()),
        [typeof(ushort)] = Plain((o, v) => o.Write(v), i => i.ReadUInt16()),
        [typeof(int)] = Plain((o, v) => o.Write(v), i => i.ReadInt32()),
        [typeof(uint)] = Plain((o, v) => o.Write(v), i => i.ReadUInt32()),
        [typeof(long)] = Plain((o, v) => o.Write(v), i => i.ReadInt64()),
        [typeof(ulong)] = Plain((o, v) => o.Write(v), i => i.ReadUInt64()),
        [typeof(char)] = Plain((o, v) => o.Write((ushort)v), i => (char)i.ReadUInt16()),
        [typeof(float)] = Plain((o, v) => o.Write(BitConverter.SingleToUInt32Bits(v)), i => BitConverter.UInt32BitsToSingle(i.ReadUInt32())),
        [typeof(double)] = Plain((o, v) => o.Write(BitConverter.DoubleToUInt64Bits(v)), i => BitConverter.UInt64BitsToDouble(i.ReadUInt64())),
        [typeof(decimal)] = Plain((o, v) => o.Write(v), i => i.ReadDecimal()),
        [typeof(Int128)] = Plain(
            (o, v) => { o.Write((ulong)(v >> 64)); o.Write((ulong)v); }, i => (Int128)new UInt128(i.ReadUInt64(), i.ReadUInt64())),
        [typeof(UInt128)] = Plain(
            (o, v) => { o.Write((ulong)(v >> 64)); o.Write((ulong)v); }, i => new UInt128(i.ReadUInt64(), i.ReadUInt64())),
        [typeof(Guid)] = Plain((o, v) => o.Write(v.ToByteArray()), i => new Guid(i.ReadBytes(16))),
        [typeof(DateTime)] = Plain((o, v) => o.Write(v.ToBinary()), i => DateTime.FromBinary(i.ReadInt64())),
        [typeof(DateTimeOffset)] = Plain(
            (o, v) => { o.Write(v.Ticks); o.Write(v.Offset.Ticks); }, i => new DateTimeOffset(i.ReadInt64(), new TimeSpan(i.ReadInt64()))),
        [typeof(DateOnly)] = Plain((o, v) => o.Write(v.DayNumber), i => DateOnly.FromDayNumber(i.ReadInt32())),
        [typeof(TimeOnly)] = Plain((o, v) => o.Write(v.Ticks), i => new TimeOnly(i.ReadInt64())),
        [typeof(TimeSpan)] = Plain((o, v) => o.Write(v.Ticks), i => new TimeSpan(i.ReadInt64())),
        [typeof(string)] = OrNull<string>((o, v) => o.Write(v), i => i.ReadString()),
        [typeof(Uri)] = OrNull<Uri>((o, v) => o.Write(v.OriginalString), i => new Uri(i.ReadString(), UriKind.RelativeOrAbsolute)),
        [typeof(Version)] = OrNull<Version>((o, v) => o.Write(v.ToString()), i => Version.Parse(i.ReadString())),
        [typeof(byte[])] = OrNull<byte[]>((o, v) => { o.Write7BitEncodedInt(v.Length); o.Write(v); }, i => i.ReadBytes(i.Read7BitEncodedInt())),
        [typeof(NoResult)] = Plain((_, _) => { }, _ => default(NoResult)),
    };

    /// <summary>The codec, or null where the type is none of these.</summary>
    public static ValueCodec? TryMake(Type type) => All.GetValueOrDefault(type);

    public override void Write(WireBuffer output, object? value)
    {
        if (mayBeNull)
            output.Write(value is not null);
        if (value is not null)
            write(output, value);
    }

    public override object? Read(BinaryReader input, IReferenceMaker grains) => mayBeNull && !input.ReadBoolean() ? null : read(input);

    private static ValueCodec Plain<T>(Action<WireBuffer, T> write, Func<BinaryReader, T> read) where T : struct =>
        new((output, value) => write(output, (T)value), input => read(input), mayBeNull: false);

    private static ValueCodec OrNull<T>(Action<WireBuffer, T> write, Func<BinaryReader, T> read) where T : class =>
        new((output, value) => write(output, (T)value), read, mayBeNull: true);
}
