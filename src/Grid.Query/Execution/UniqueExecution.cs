namespace Grid.Query;

/// <summary>Answers <see cref="UniqueQuestion"/>.</summary>
internal sealed class UniqueExecution : ProfileExecution
{
    private readonly IReadOnlyList<(string Name, Expression Value)> _columns;

    public UniqueExecution(UniqueQuestion question, FramePlan frame) : this(frame.Columns(question.Columns), frame.Filter, question.Approximate)
    {
    }

    private UniqueExecution(IReadOnlyList<(string Name, Expression Value)> columns, Expression? filter, bool approximate)
        : base(filter, [.. columns.Select(c => (c.Value, ProfileParts.Distinct))], Enumerable.Range(0, approximate ? 0 : columns.Count).ToHashSet()) => _columns = columns;

    private protected override Answer Answer(ProfileState profile) => new UniqueAnswer(
        [.. _columns.Select((c, i) => new UniqueColumn(c.Name, Distinct(i)))]);
}
