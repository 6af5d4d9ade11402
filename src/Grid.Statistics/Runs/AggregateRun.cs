namespace Grid.Statistics;

/// <summary>Answers <see cref="AggregateQuestion"/>.</summary>
internal sealed class AggregateRun : ProfileRun
{
    private readonly IReadOnlyList<AggregateSpec> _aggregates;

    public AggregateRun(AggregateQuestion question, FramePlan frame) : this(Bind(question, frame), frame.Filter)
    {
    }

    private AggregateRun(IReadOnlyList<AggregateSpec> aggregates, Expression? filter)
        : base(filter, [.. aggregates.Where(a => a.Argument is not null).Select(a => (a.Argument!, Parts(a.Function)))]) => _aggregates = aggregates;

    private protected override Answer Answer(ProfilePartial profile)
    {
        var values = new List<Scalar>();
        bool exact = true;
        int column = 0;
        foreach (var aggregate in _aggregates)
        {
            if (aggregate.Argument is not { } argument)
            {
                values.Add(Scalar.Int64(profile.Rows));
                continue;
            }
            var known = profile.Columns[column++];
            values.Add(AggregateValue.Of(aggregate.Function, argument.Type, known));
            exact &= aggregate.Function != AggregateFunction.NUnique || AggregateValue.Distinct(known).IsExact;
        }
        return new AggregateAnswer([.. _aggregates.Select(a => a.Text)], values) { IsExact = exact };
    }

    private static List<AggregateSpec> Bind(AggregateQuestion question, FramePlan frame)
    {
        var aggregates = question.Aggregates.Select(a => AggregateSpec.Bind(a, frame.Scope)).ToList();
        return aggregates.Count > 0 ? aggregates : throw new QuestionException("No aggregate was asked for; write one such as mean(fare_amount).");
    }

    private static ProfileParts Parts(AggregateFunction function) => function switch
    {
        AggregateFunction.Count => ProfileParts.None,
        AggregateFunction.Min or AggregateFunction.Max => ProfileParts.Extremes,
        AggregateFunction.NUnique => ProfileParts.Distinct,
        _ => ProfileParts.Moments,
    };
}
