namespace Grid.Query;

/// <summary>Answers <see cref="UniqueQuestion"/>.</summary>
internal sealed class UniqueRun : ProfileRun
{
    private readonly IReadOnlyList<(string Name, Expression Value)> _columns;

    public UniqueRun(UniqueQuestion question, FramePlan frame) : this(frame.Columns(question.Columns), frame.Filter, question.Approximate)
    {
    }

    private UniqueRun(IReadOnlyList<(string Name, Expression Value)> columns, Expression? filter, bool approximate)
        : base(filter, [.. columns.Select(c => (c.Value, ProfileParts.Distinct))], Enumerable.Range(0, approximate ? 0 : columns.Count).ToHashSet()) => _columns = columns;

    private protected override Answer Answer(ProfilePartial profile) => new UniqueAnswer(
        [.. _columns.Select((c, i) => new UniqueColumn(c.Name, Distinct(i)))]);
}
