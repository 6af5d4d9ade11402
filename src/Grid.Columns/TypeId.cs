namespace Grid.Columns;

/// <summary>The kinds of column that Grid holds; each is a type of the Arrow columnar format.</summary>
public enum TypeId
{
    /// <summary>One bit a value.</summary>
    Bool,
    /// <summary>Signed 8-bit integer.</summary>
    Int8,
    /// <summary>Signed 16-bit integer.</summary>
    Int16,
    /// <summary>Signed 32-bit integer.</summary>
    Int32,
    /// <summary>Signed 64-bit integer.</summary>
    Int64,
    /// <summary>Unsigned 8-bit integer.</summary>
    UInt8,
    /// <summary>Unsigned 16-bit integer.</summary>
    UInt16,
    /// <summary>Unsigned 32-bit integer.</summary>
    UInt32,
    /// <summary>Unsigned 64-bit integer.</summary>
    UInt64,
    /// <summary>IEEE 754 single precision.</summary>
    Float32,
    /// <summary>IEEE 754 double precision.</summary>
    Float64,
    /// <summary>UTF-8 text with 32-bit offsets.</summary>
    Utf8,
    /// <summary>Days since 1970-01-01 as a 32-bit integer.</summary>
    Date32,
    /// <summary>Ticks of a <see cref="TimeUnit"/> since 1970-01-01T00:00:00 as a 64-bit integer.</summary>
    Timestamp,
    /// <summary>Integer codes into a column of distinct values.</summary>
    Dictionary,
    /// <summary>Whole numbers of up to 38 digits, as 128-bit integers: what sums of 64-bit integers may need.</summary>
    Decimal128,
}
