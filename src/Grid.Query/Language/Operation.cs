namespace Grid.Query;

/// <summary>What a node of a bound expression does. The numbers are written into scans: they stay.</summary>
internal enum Operation : byte
{
    Column = 0,
    Literal = 1,

    /// <summary>A random number of the row's place in the dataset and a seed, the same whatever the partitions.</summary>
    RowHash = 2,

    /// <summary>The position in the dataset of the first row of the row's partition.</summary>
    PartitionPlace = 3,

    Add = 10,
    Subtract = 11,
    Multiply = 12,
    Divide = 13,
    Modulo = 14,
    Negate = 15,
    Power = 16,
    ArcTangent2 = 17,

    /// <summary>What the rounding of a product of two doubles leaves of it; infinity for a product below 2^-960, of which a double does not hold that, or of 2^960 and more.</summary>
    ProductError = 18,

    Equal = 20,
    NotEqual = 21,
    Less = 22,
    LessOrEqual = 23,
    Greater = 24,
    GreaterOrEqual = 25,
    In = 26,

    /// <summary>The position of a value in a set that ascends; null for what is not in it.</summary>
    Ordinal = 27,

    /// <summary>The last value before a gap, of the rows for which the second input is true; the set has places of partitions and what those take over by turns.</summary>
    FillForward = 28,

    /// <summary>The first value behind a gap, in the same way.</summary>
    FillBackward = 29,

    And = 30,
    Or = 31,
    Not = 32,
    IsNull = 33,
    Coalesce = 34,
    NaNToNull = 35,
    IsNaN = 36,

    /// <summary>Condition, value, condition, value and so on, and the value where none holds.</summary>
    Case = 37,
    Least = 38,
    Greatest = 39,

    /// <summary>To float64 of a whole number or truth value; to a finer timestamp of a timestamp or date; to a whole number of a truth value, or of one with or without a sign.</summary>
    Cast = 40,

    /// <summary>To float64 of a whole number that it holds exactly; others fail.</summary>
    CastExactly = 41,

    /// <summary>To another type as a user asked: exactly, or it fails.</summary>
    Convert = 42,

    /// <summary>To another type, or null where it is none of it.</summary>
    TryConvert = 43,

    Abs = 50,
    Round = 51,
    Floor = 52,
    Ceiling = 53,
    Log = 54,
    Exp = 55,
    SquareRoot = 56,
    Sign = 57,
    Truncate = 58,

    Year = 60,
    Month = 61,
    Day = 62,
    Hour = 63,
    Minute = 64,
    Second = 65,
    Weekday = 66,
    Quarter = 67,
    Week = 68,
    DayOfYear = 69,

    Lower = 70,
    Upper = 71,
    Length = 72,
    Trim = 73,
    TrimStart = 74,
    TrimEnd = 75,
    Replace = 76,
    Substring = 77,
    Concat = 78,
    Contains = 79,
    StartsWith = 80,
    EndsWith = 81,
    Like = 82,
    RegexMatch = 83,
    RegexReplace = 84,
    RegexExtract = 85,

    Date = 88,
    TruncateMoment = 89,

    Log2 = 90,
    Log10 = 91,
    Sine = 92,
    Cosine = 93,
    Tangent = 94,
    ArcSine = 95,
    ArcCosine = 96,
    ArcTangent = 97,
    HyperbolicTangent = 98,
}
