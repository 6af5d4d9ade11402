namespace Grid.Columns;

/// <summary>The tick of a timestamp column; the values are those of the Arrow format.</summary>
public enum TimeUnit
{
    /// <summary>One second.</summary>
    Second = 0,
    /// <summary>One thousandth of a second.</summary>
    Millisecond = 1,
    /// <summary>One millionth of a second.</summary>
    Microsecond = 2,
    /// <summary>One thousand-millionth of a second.</summary>
    Nanosecond = 3,
}
