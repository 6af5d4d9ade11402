namespace Grid.Statistics;

/// <summary>Answers <see cref="UniqueQuestion"/>.</summary>
internal sealed class UniqueRun : ProfileRun
{
    private readonly IReadOnlyList<(string Name, Expression Value)> _columns;

    public UniqueRun(UniqueQuestion question, FramePlan frame) : this(frame.Columns(question.Columns), frame.Filter)
    {
    }

    private UniqueRun(IReadOnlyList<(string Name, Expression Value)> columns, Expression? filter)
        : base(filter, [.. columns.Select(c => (c.Value, ProfileParts.Distinct))]) => _columns = columns;

    private protected override Answer Answer(ProfilePartial profile) => new UniqueAnswer(
        [.. _columns.Zip(profile.Columns, (c, p) => new UniqueColumn(c.Name, AggregateValue.Distinct(p)))]);
}
