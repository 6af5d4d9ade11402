namespace Grid.Columns;

/// <summary>The numbers of Arrow's metadata (Message.fbs, Schema.fbs, File.fbs) that both directions use.</summary>
internal static class Metadata
{
    public const short V4 = 3;
    public const short V5 = 4;

    public const byte SchemaMessage = 1;
    public const byte DictionaryMessage = 2;
    public const byte BatchMessage = 3;

    public const byte Int = 2;
    public const byte FloatingPoint = 3;
    public const byte Utf8 = 5;
    public const byte Bool = 6;
    public const byte Decimal = 7;
    public const byte Date = 8;
    public const byte Timestamp = 10;
    public const byte LargeUtf8 = 20;
    public const byte Utf8View = 24;

    public const short Single = 1;
    public const short Double = 2;
    public const short Day = 0;
    public const int DecimalDigits = 38;
    public const short Millisecond = 1;

    /// <summary>What stands before a message's length: a message of the old format, without it, has a smaller number there.</summary>
    public const uint Continuation = 0xFFFFFFFF;

    /// <summary>Opens a file, padded to 8 bytes, and closes it.</summary>
    public static ReadOnlySpan<byte> Magic => "ARROW1"u8;

    /// <summary>Buffers start at multiples of this many bytes, as the format recommends.</summary>
    public const int Alignment = 64;

    public static long Padded(long length, int alignment = Alignment) => (length + alignment - 1) / alignment * alignment;

    /// <summary>The name of a type that Grid does not hold, by its number in Schema.fbs.</summary>
    public static string NameOf(byte type) => type switch
    {
        1 => "null",
        2 => "integer",
        3 => "floating point",
        4 => "binary",
        7 => "decimal with digits behind the point, or not of 128 bits",
        8 => "date",
        9 => "time",
        11 => "interval",
        12 => "list",
        13 => "struct",
        14 => "union",
        15 => "fixed-size binary",
        16 => "fixed-size list",
        17 => "map",
        18 => "duration",
        19 => "large binary",
        21 => "large list",
        22 => "run-end encoded",
        23 => "binary view",
        25 => "list view",
        26 => "large list view",
        _ => $"unknown (number {type})",
    };
}
