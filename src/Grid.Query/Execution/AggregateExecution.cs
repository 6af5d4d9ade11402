namespace Grid.Query;

/// <summary>Answers <see cref="AggregateQuestion"/>.</summary>
internal sealed class AggregateExecution : ProfileExecution
{
    private readonly AggregatePlan _plan;
    private readonly AggregateColumns _columns;

    public AggregateExecution(AggregateQuestion question, FramePlan frame) : this(Plan(question, frame), frame.Filter)
    {
    }

    private AggregateExecution(AggregatePlan plan, Expression? filter) : this(plan, new AggregateColumns(plan.Aggregates), filter)
    {
    }

    private AggregateExecution(AggregatePlan plan, AggregateColumns columns, Expression? filter)
        : base(
            filter, [.. columns.Arguments.Select(a => (a.Value, Parts(a.Functions)))],
            columns.Arguments.Index().Where(a => a.Item.Functions.Contains(AggregateFunction.NUnique)).Select(a => a.Index).ToHashSet()) => (_plan, _columns) = (plan, columns);

    private protected override Answer Answer(ProfileState profile)
    {
        bool exact = true;
        var values = _columns.Aggregates.Select(a => Value(profile, a.Aggregate, a.Arguments, ref exact)).ToArray();
        var figures = new GroupFigures(_plan, [], [], Array.ConvertAll(values, v => new[] { v }), 1);
        return new AggregateAnswer(_plan.Names, [.. figures.Outputs.Select(o => o[0])]) { IsExact = exact };
    }

    private Scalar Value(ProfileState profile, AggregateSpec aggregate, int[] at, ref bool exact)
    {
        if (aggregate.Argument is not { } argument)
            return Scalar.Int64(profile.Rows);
        if (at.Length > 1)
            return AggregateValue.OfPair(aggregate.Function, Array.ConvertAll(at, i => profile.Columns[i].Moments!));
        var known = profile.Columns[at[0]];
        if (aggregate.Function == AggregateFunction.NUnique)
            return Scalar.Int64(Distinct(at[0]).Count);
        exact &= aggregate.Function != AggregateFunction.ApproxNUnique || AggregateValue.Distinct(known).IsExact;
        return AggregateValue.Of(aggregate.Function, argument.Type, known);
    }

    private static AggregatePlan Plan(AggregateQuestion question, FramePlan frame) => question.Aggregates.Count > 0
        ? new AggregatePlan(frame.Scope, [], question.Aggregates)
        : throw new QuestionException("no aggregate was asked for; write one such as mean(fare_amount).");

    private static ProfileParts Parts(IEnumerable<AggregateFunction> functions) => functions.Aggregate(ProfileParts.None, (parts, function) => parts | function switch
    {
        AggregateFunction.Count => ProfileParts.None,
        AggregateFunction.Min or AggregateFunction.Max or AggregateFunction.Any or AggregateFunction.All => ProfileParts.Extremes,
        AggregateFunction.NUnique or AggregateFunction.ApproxNUnique => ProfileParts.Distinct,
        _ => ProfileParts.Moments,
    });
}
