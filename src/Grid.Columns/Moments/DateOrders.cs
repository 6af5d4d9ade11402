namespace Grid.Columns;

/// <summary>What a date with its year last shows of the order that day and month are written in; what many show is all of their flags.</summary>
[Flags]
public enum DateOrders
{
    /// <summary>Nothing: the year is first, or day and month are one number.</summary>
    None = 0,
    /// <summary>The month is first: the second number is no month.</summary>
    MonthFirst = 1,
    /// <summary>The day is first: the first number is no month.</summary>
    DayFirst = 2,
    /// <summary>It is another day in either order.</summary>
    Ambiguous = 4,
}
