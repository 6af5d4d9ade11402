namespace Grid.Query;

/// <summary>Answers <see cref="AggregateQuestion"/>.</summary>
internal sealed class AggregateExecution : ProfileExecution
{
    private readonly AggregateColumns _columns;

    public AggregateExecution(AggregateQuestion question, FramePlan frame) : this(new AggregateColumns(Bind(question, frame)), frame.Filter)
    {
    }

    private AggregateExecution(AggregateColumns columns, Expression? filter)
        : base(
            filter, [.. columns.Arguments.Select(a => (a.Value, Parts(a.Functions)))],
            columns.Arguments.Index().Where(a => a.Item.Functions.Contains(AggregateFunction.NUnique)).Select(a => a.Index).ToHashSet()) => _columns = columns;

    private protected override Answer Answer(ProfileState profile)
    {
        var values = new List<Scalar>();
        bool exact = true;
        foreach (var (aggregate, at) in _columns.Aggregates)
        {
            if (aggregate.Argument is not { } argument)
            {
                values.Add(Scalar.Int64(profile.Rows));
                continue;
            }
            var known = profile.Columns[at];
            values.Add(aggregate.Function == AggregateFunction.NUnique ? Scalar.Int64(Distinct(at).Count) : AggregateValue.Of(aggregate.Function, argument.Type, known));
            exact &= aggregate.Function != AggregateFunction.ApproxNUnique || AggregateValue.Distinct(known).IsExact;
        }
        return new AggregateAnswer([.. _columns.Aggregates.Select(a => a.Aggregate.Text)], values) { IsExact = exact };
    }

    private static List<AggregateSpec> Bind(AggregateQuestion question, FramePlan frame) => question.Aggregates.Count > 0
        ? [.. question.Aggregates.Select(a => AggregateSpec.Bind(a, frame.Scope))]
        : throw new QuestionException("no aggregate was asked for; write one such as mean(fare_amount).");

    private static ProfileParts Parts(IEnumerable<AggregateFunction> functions) => functions.Aggregate(ProfileParts.None, (parts, function) => parts | function switch
    {
        AggregateFunction.Count => ProfileParts.None,
        AggregateFunction.Min or AggregateFunction.Max => ProfileParts.Extremes,
        AggregateFunction.NUnique or AggregateFunction.ApproxNUnique => ProfileParts.Distinct,
        _ => ProfileParts.Moments,
    });
}
