namespace Grid.Query;

/// <summary>What a node of a bound expression does. The numbers are written into scans: they stay.</summary>
internal enum Operation : byte
{
    Column = 0,
    Literal = 1,

    Add = 10,
    Subtract = 11,
    Multiply = 12,
    Divide = 13,
    Modulo = 14,
    Negate = 15,

    Equal = 20,
    NotEqual = 21,
    Less = 22,
    LessOrEqual = 23,
    Greater = 24,
    GreaterOrEqual = 25,
    In = 26,

    And = 30,
    Or = 31,
    Not = 32,
    IsNull = 33,
    Coalesce = 34,
    NaNToNull = 35,
    IsNaN = 36,

    /// <summary>To float64 of a whole number or truth value; to a finer timestamp of a timestamp or date; to a whole number of a truth value, or of one with or without a sign.</summary>
    Cast = 40,

    /// <summary>To float64 of a whole number that it holds exactly; others fail.</summary>
    CastExactly = 41,

    Abs = 50,
    Round = 51,
    Floor = 52,
    Ceiling = 53,
    Log = 54,
    Exp = 55,
    SquareRoot = 56,

    Year = 60,
    Month = 61,
    Day = 62,
    Hour = 63,
    Minute = 64,
    Second = 65,
    Weekday = 66,

    Lower = 70,
    Upper = 71,
    Length = 72,
}
