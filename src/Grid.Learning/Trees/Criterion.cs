namespace Grid.Learning;

/// <summary>What a split is to lessen.</summary>
public enum Criterion
{
    /// <summary>The chance that two rows of a node differ in class. Classification.</summary>
    Gini,
    /// <summary>Shannon's entropy of the classes, in bits. Classification.</summary>
    Entropy,
    /// <summary>The same as <see cref="Entropy"/>, under scikit-learn's other name for it.</summary>
    LogLoss,
    /// <summary>The variance of the target. Regression.</summary>
    SquaredError,
}
