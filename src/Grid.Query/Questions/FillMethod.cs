namespace Grid.Query;

/// <summary>What is put where a column is missing.</summary>
public enum FillMethod
{
    /// <summary>The mean of the values.</summary>
    Mean,

    /// <summary>The median of the values, between two of them where they are even in number.</summary>
    Median,

    /// <summary>The most frequent value; of equals, the least.</summary>
    Mode,

    /// <summary>The last value before it, in the order of the source.</summary>
    Forward,

    /// <summary>The first value behind it, in the order of the source.</summary>
    Backward,

    /// <summary>A value that is given.</summary>
    Value,
}
