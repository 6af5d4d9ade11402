namespace Grid.Query;

/// <summary>Answers <see cref="AggregateQuestion"/>.</summary>
internal sealed class AggregateExecution : ProfileExecution
{
    private readonly AggregatePlan _plan;
    private readonly AggregateColumns _columns;
    private readonly Expression? _filter;
    private readonly long _groupBudget;
    private AggregateLooks? _looks;
    private AggregateExecution? _far;

    public AggregateExecution(AggregateQuestion question, FramePlan frame, long groupBudget) : this(Plan(question, frame), frame.Filter, groupBudget)
    {
    }

    private AggregateExecution(AggregatePlan plan, Expression? filter, long groupBudget) : this(plan, new AggregateColumns(plan.Aggregates), filter, groupBudget)
    {
    }

    private AggregateExecution(AggregatePlan plan, AggregateColumns columns, Expression? filter, long groupBudget)
        : base(
            filter, [.. columns.Arguments.Select(a => (a.Value, Parts(a.Functions)))],
            columns.Arguments.Index().Where(a => a.Item.Functions.Contains(AggregateFunction.NUnique)).Select(a => a.Index).ToHashSet()) => (_plan, _columns, _filter, _groupBudget) = (plan, columns, filter, groupBudget);

    public override Scan? NextScan => _far is not null ? _far.NextScan : base.NextScan ?? _looks?.Next;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        if (_far is not null)
        {
            _far.Accept(mergedOfAllPartitions);
            return;
        }
        if (_looks is not null)
        {
            _looks.Accept(mergedOfAllPartitions);
            return;
        }
        base.Accept(mergedOfAllPartitions);
        // Of the columns that only products beyond a double need, none is computed before one is met.
        if (_columns.Aggregates.Any(a => a.Arguments.Length == PairArguments.Near && !(Profile!.Columns[a.Arguments[2]].Moments!.Sum.IsFinite && Profile.Columns[a.Arguments[3]].Moments!.Sum.IsFinite)))
            _far = new AggregateExecution(_plan, new AggregateColumns(_columns.Aggregates.Select(a => a.Aggregate.Far())), _filter, _groupBudget) { Workers = Workers };
        else if (base.NextScan is null)
            _looks = new AggregateLooks(_columns, _filter, Profile!, _groupBudget);
    }

    private protected override Answer Answer(ProfileState profile)
    {
        if (_far is not null)
            return _far.Finish();
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
        switch (aggregate.Function)
        {
            case AggregateFunction.NUnique:
                return Scalar.Int64(Distinct(at[0]).Count);
            case AggregateFunction.Quantile:
                return _looks!.Quantile(at[0], aggregate.Share, known.Count);
            case AggregateFunction.Mode:
                return _looks!.Mode(at[0]);
            case AggregateFunction.First or AggregateFunction.Last:
                return _looks!.End(at[0], aggregate.Function, Workers);
        }
        exact &= aggregate.Function != AggregateFunction.ApproxNUnique || AggregateValue.Distinct(known).IsExact;
        return AggregateValue.Of(aggregate.Function, argument.Type, known);
    }

    private static AggregatePlan Plan(AggregateQuestion question, FramePlan frame) => question.Aggregates.Count > 0
        ? new AggregatePlan(frame.Scope, [], question.Aggregates).Over(frame.Order)
        : throw new QuestionException("no aggregate was asked for; write one such as mean(fare_amount).");

    private static ProfileParts Parts(IEnumerable<AggregateFunction> functions) => functions.Aggregate(ProfileParts.None, (parts, function) => parts | function switch
    {
        AggregateFunction.Count or AggregateFunction.Mode or AggregateFunction.First or AggregateFunction.Last => ProfileParts.None,
        AggregateFunction.Quantile => ProfileParts.Distribution,
        AggregateFunction.Min or AggregateFunction.Max or AggregateFunction.Any or AggregateFunction.All => ProfileParts.Extremes,
        AggregateFunction.NUnique or AggregateFunction.ApproxNUnique => ProfileParts.Distinct,
        _ => ProfileParts.Moments,
    });
}
