using ParquetSharp;
using LogicalType = Grid.Columns.LogicalType;

namespace Grid.Sources;

/// <summary>What the values of a Parquet column are made of, and mean.</summary>
internal enum ParquetKind
{
    /// <summary>Truth values.</summary>
    Bool,
    /// <summary>Integers with a sign, days, and ticks, in 32 or 64 bits.</summary>
    Whole,
    /// <summary>Integers without a sign.</summary>
    Unsigned,
    /// <summary>Floating-point numbers of 16, 32 or 64 bits.</summary>
    Real,
    /// <summary>Ticks of the outdated type of 96 bits.</summary>
    Int96,
    /// <summary>Digits and a scale.</summary>
    Decimal,
    /// <summary>UTF-8 text.</summary>
    Text,
    /// <summary>Times of day, written out.</summary>
    Time,
    /// <summary>Bytes, written as hexadecimal digits.</summary>
    Bytes,
    /// <summary>UUIDs, written out.</summary>
    Uuid,
}

/// <summary>A column of a Parquet file: one leaf of its schema.</summary>
/// <param name="Index">Which leaf.</param>
/// <param name="Name">Its name; of a field within structs, with those of the structs before it and points between.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Types">
/// The logical types that it may be read as, the narrowest first: what has no room under one is read under the next. The last holds everything.
/// </param>
/// <param name="Declared">The type as the file names it.</param>
/// <param name="MaxLevel">The definition level of a value that is there; less is null.</param>
internal sealed record ParquetLeaf(int Index, string Name, ParquetKind Kind, LogicalType[] Types, string Declared, short MaxLevel)
{
    /// <summary>How the file holds its values.</summary>
    public required PhysicalType Physical { get; init; }

    /// <summary>Digits behind the point, of a decimal.</summary>
    public int Scale { get; init; }

    /// <summary>Digits in all, of a decimal.</summary>
    public int Precision { get; init; }

    /// <summary>Bytes of a value of fixed length.</summary>
    public int Width { get; init; }

    /// <summary>Ticks of a second, of times of day.</summary>
    public long TicksPerSecond { get; init; }
}
