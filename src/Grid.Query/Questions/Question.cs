using System.Text.Json.Serialization;

namespace Grid.Query;

/// <summary>
/// What a client asks of a table. A question is data: it travels as JSON, names columns and expressions as text,
/// and is bound to a schema only when an execution of it starts.
/// Wherever a column may be named, an expression may stand: <c>tip_amount / fare_amount</c>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask")]
[JsonDerivedType(typeof(DescribeQuestion), "describe")]
[JsonDerivedType(typeof(GroupByQuestion), "groupby")]
[JsonDerivedType(typeof(AggregateQuestion), "aggregate")]
[JsonDerivedType(typeof(MissingQuestion), "missing")]
[JsonDerivedType(typeof(CorrelationQuestion), "corr")]
[JsonDerivedType(typeof(ValueCountsQuestion), "counts")]
[JsonDerivedType(typeof(UniqueQuestion), "nunique")]
[JsonDerivedType(typeof(HistogramQuestion), "histogram")]
[JsonDerivedType(typeof(HeadQuestion), "head")]
public abstract record Question
{
    /// <summary>What the client did to the frame before it asked, in order: filters, computed columns, and so on.</summary>
    public IReadOnlyList<Transform> Transforms { get; init; } = [];
}
