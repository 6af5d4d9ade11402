namespace Grid.Query;

/// <summary>Answers <see cref="MissingQuestion"/>.</summary>
internal sealed class MissingRun : ProfileRun
{
    private readonly IReadOnlyList<(string Name, Expression Value)> _columns;

    public MissingRun(MissingQuestion question, FramePlan frame) : this(frame.Columns(question.Columns), frame.Filter)
    {
    }

    private MissingRun(IReadOnlyList<(string Name, Expression Value)> columns, Expression? filter)
        : base(filter, [.. columns.Select(c => (c.Value, ProfileParts.None))], new HashSet<int>()) => _columns = columns;

    private protected override Answer Answer(ProfilePartial profile) => new MissingAnswer(profile.Rows,
        [.. _columns.Zip(profile.Columns, (c, p) => new MissingColumn(c.Name, p.Nulls, p.NaNs, profile.Rows == 0 ? 0 : (double)(p.Nulls + p.NaNs) / profile.Rows))]);
}
