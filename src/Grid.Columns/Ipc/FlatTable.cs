using System.Buffers.Binary;
using System.Text;

namespace Grid.Columns;

/// <summary>
/// A table in a FlatBuffer that somebody else wrote. Every step is checked against the bytes at hand, so that damaged
/// metadata ends in an <see cref="ArrowFormatException"/>, whatever it says.
/// </summary>
internal readonly ref struct FlatTable
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<byte> _vtable;
    private readonly int _start;
    private readonly long _origin;

    private FlatTable(ReadOnlySpan<byte> bytes, int start, long origin)
    {
        _bytes = bytes;
        _start = start;
        _origin = origin;
        long vtable = (long)start - ReadInt32(bytes, start, origin);
        int size = ReadUInt16(bytes, vtable, origin);
        if (size < 4 || vtable + size > bytes.Length)
            throw Damaged(origin);
        _vtable = bytes.Slice((int)vtable, size);
    }

    /// <summary>The root table of a buffer whose first byte is byte <paramref name="origin"/> of the stream.</summary>
    public static FlatTable Root(ReadOnlySpan<byte> bytes, long origin) => new(bytes, Follow(bytes, 0, origin), origin);

    public bool Bool(int slot) => Byte(slot) != 0;

    public byte Byte(int slot) => Locate(slot, 1) is var at && at < 0 ? (byte)0 : _bytes[at];

    public short Int16(int slot, short absent = 0) =>
        Locate(slot, 2) is var at && at < 0 ? absent : BinaryPrimitives.ReadInt16LittleEndian(_bytes[at..]);

    public int Int32(int slot) => Locate(slot, 4) is var at && at < 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]);

    public long Int64(int slot) => Locate(slot, 8) is var at && at < 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(_bytes[at..]);

    public string? String(int slot)
    {
        int at = Locate(slot, 4);
        if (at < 0)
            return null;
        at = Follow(_bytes, at, _origin);
        int length = ReadInt32(_bytes, at, _origin);
        if (length < 0 || length > _bytes.Length - at - 4)
            throw Damaged(_origin);
        try
        {
            return s_strict.GetString(_bytes.Slice(at + 4, length));
        }
        catch (DecoderFallbackException fault)
        {
            throw new ArrowFormatException("a name in the metadata is not UTF-8", _origin + at, fault);
        }
    }

    /// <summary>The table that a slot refers to; false where the slot is empty.</summary>
    public bool TryTable(int slot, out FlatTable table)
    {
        int at = Locate(slot, 4);
        table = at < 0 ? default : new FlatTable(_bytes, Follow(_bytes, at, _origin), _origin);
        return at >= 0;
    }

    /// <summary>The vector of items of <paramref name="size"/> bytes that a slot refers to; empty where the slot is.</summary>
    public FlatVector Vector(int slot, int size)
    {
        int at = Locate(slot, 4);
        if (at < 0)
            return default;
        at = Follow(_bytes, at, _origin);
        int count = ReadInt32(_bytes, at, _origin);
        if (count < 0 || (long)count * size > _bytes.Length - at - 4)
            throw Damaged(_origin);
        return new FlatVector(_bytes, at + 4, count, size, _origin);
    }

    /// <summary>The table that the reference at a position points to.</summary>
    internal static FlatTable At(ReadOnlySpan<byte> bytes, int reference, long origin) =>
        new(bytes, Follow(bytes, reference, origin), origin);

    private int Locate(int slot, int size)
    {
        int entry = 4 + slot * 2;
        if (entry + 2 > _vtable.Length)
            return -1;
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_vtable[entry..]);
        if (offset == 0)
            return -1;
        if ((long)_start + offset + size > _bytes.Length)
            throw Damaged(_origin);
        return _start + offset;
    }

    private static int Follow(ReadOnlySpan<byte> bytes, int at, long origin)
    {
        long target = at + (long)(uint)ReadInt32(bytes, at, origin);
        if (target + 4 > bytes.Length)
            throw Damaged(origin);
        return (int)target;
    }

    private static int ReadInt32(ReadOnlySpan<byte> bytes, long at, long origin) => at >= 0 && at + 4 <= bytes.Length
        ? BinaryPrimitives.ReadInt32LittleEndian(bytes[(int)at..])
        : throw Damaged(origin);

    private static int ReadUInt16(ReadOnlySpan<byte> bytes, long at, long origin) => at >= 0 && at + 2 <= bytes.Length
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(int)at..])
        : throw Damaged(origin);

    private static ArrowFormatException Damaged(long origin) =>
        new("the metadata that starts here is damaged: it points outside itself", origin);
}
