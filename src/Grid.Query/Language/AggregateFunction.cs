namespace Grid.Query;

/// <summary>What an aggregate makes of the values of a group.</summary>
internal enum AggregateFunction
{
    Count,
    Sum,
    Mean,
    Min,
    Max,
    Std,
    Var,
    NUnique,
    ApproxNUnique,
    Any,
    All,
    Cov,
    Corr,
    Quantile,
    Mode,
    First,
    Last,
}
