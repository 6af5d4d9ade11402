namespace Grid.Query;

/// <summary>Answers <see cref="MissingQuestion"/>.</summary>
internal sealed class MissingExecution : ProfileExecution
{
    private readonly IReadOnlyList<(string Name, Expression Value)> _columns;

    public MissingExecution(MissingQuestion question, FramePlan frame) : this(frame.Columns(question.Columns), frame.Filter)
    {
    }

    private MissingExecution(IReadOnlyList<(string Name, Expression Value)> columns, Expression? filter)
        : base(filter, [.. columns.Select(c => (c.Value, ProfileParts.None))], new HashSet<int>()) => _columns = columns;

    private protected override Answer Answer(ProfileState profile) => new MissingAnswer(profile.Rows,
        [.. _columns.Zip(profile.Columns, (c, p) => new MissingColumn(c.Name, p.Nulls, p.NaNs, profile.Rows == 0 ? 0 : (double)(p.Nulls + p.NaNs) / profile.Rows))]);
}
