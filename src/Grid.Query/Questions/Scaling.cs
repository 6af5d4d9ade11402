namespace Grid.Query;

/// <summary>How a column is scaled.</summary>
public enum Scaling
{
    /// <summary>To mean 0 and variance 1 (of the population), as scikit-learn's StandardScaler.</summary>
    Standard,

    /// <summary>To between 0 and 1, as scikit-learn's MinMaxScaler.</summary>
    MinMax,

    /// <summary>To median 0 and a range of 1 between the quartiles, as scikit-learn's RobustScaler.</summary>
    Robust,
}
