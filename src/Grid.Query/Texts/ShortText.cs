using System.Buffers.Binary;
using Grid.Columns;

namespace Grid.Query;

/// <summary>A text of up to 15 bytes as two words: equal texts have equal words.</summary>
internal static class ShortText
{
    public const int MostBytes = 15;

    /// <summary>Whether all texts of a column are so short; also those under nulls, and those of a dictionary that no row has.</summary>
    public static bool FitsAny(Column column) => Fits(column is DictionaryColumn dictionary ? dictionary.Values : column);

    /// <summary>Whether all texts of a plain column are so short; also those under nulls.</summary>
    public static bool Fits(Column? column)
    {
        if (column is not Utf8Column texts)
            return false;
        var offsets = texts.Offsets;
        int most = 0;
        for (int i = 1; i < offsets.Length; i++)
            most = Math.Max(most, offsets[i] - offsets[i - 1]);
        return most <= MostBytes;
    }

    public static (ulong Low, ulong High) Pack(ReadOnlySpan<byte> text)
    {
        bool isLong = text.Length >= 8;
        ulong low = isLong ? BinaryPrimitives.ReadUInt64LittleEndian(text) : LastBytes.Of(text, text.Length), high = isLong ? LastBytes.Of(text, text.Length - 8) : 0;
        return (low, high | (ulong)text.Length << 56);
    }

    /// <summary>The bytes that words stand for.</summary>
    /// <param name="low">The first word.</param>
    /// <param name="high">The second.</param>
    /// <param name="room">For 16 bytes.</param>
    public static ReadOnlySpan<byte> Unpack(ulong low, ulong high, Span<byte> room)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(room, low);
        BinaryPrimitives.WriteUInt64LittleEndian(room[8..], high);
        return room[..(int)(high >> 56)];
    }
}
