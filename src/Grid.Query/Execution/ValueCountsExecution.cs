namespace Grid.Query;

/// <summary>Answers <see cref="ValueCountsQuestion"/>: the groups of one key, by how many rows they have.</summary>
internal sealed class ValueCountsExecution : Execution
{
    private readonly ValueCountsQuestion _question;
    private readonly Expression _column;
    private readonly GroupCollection _groups;

    public ValueCountsExecution(ValueCountsQuestion question, FramePlan frame)
    {
        _question = question;
        if (question.Limit < 0)
            throw new QuestionException($"a limit of {question.Limit} values cannot be; give 0 or more, or none.");
        _column = Binder.Bind(question.Column, frame.Scope);
        _groups = new GroupCollection(frame.Filter, [Missing.AsNull(_column)], [], GroupLimits.MostGroups);
    }

    public override Scan? NextScan => _groups.Next;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        _groups.Accept(Expect<GroupState>(mergedOfAllPartitions));
        if (_groups.TooMany)
            throw new QuestionException($"'{_question.Column}' has more than {GroupLimits.MostGroups:N0} distinct values; filter the rows, or round the values.");
    }

    public override Answer Finish()
    {
        if (NextScan is not null)
            throw Unfinished();
        // Groups come by value, and the sort is stable: of equal counts the least value goes first.
        var counts = _groups.Sorted()
            .Select(g => (Key: g, Count: g.Slice.Rows[g.Group]))
            .OrderByDescending(g => g.Count)
            .ToList();
        return new ValueCountsAnswer(_question.Column,
            [.. counts.Take(_question.Limit ?? int.MaxValue).Select(c => new ValueCount(c.Key.Slice.Keys!.Columns[0].ToScalar(_column.Type, c.Key.Group), c.Count))],
            counts.Sum(c => c.Count), counts.Count);
    }
}
