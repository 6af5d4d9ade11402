namespace Grid.Learning;

/// <summary>What the rows must be that a scoring is asked of.</summary>
internal enum ScoreNeeds
{
    /// <summary>Anything.</summary>
    Nothing,
    /// <summary>A target of two classes.</summary>
    TwoClasses,
    /// <summary>Rows of every class in each split's test rows.</summary>
    EveryClass,
    /// <summary>Two test rows.</summary>
    TwoRows,
    /// <summary>No negative number, neither true nor predicted.</summary>
    NoNegatives,
    /// <summary>Test rows that are not all of one class, and predicted as it.</summary>
    Disagreement,
}
