namespace Grid.Query;

/// <summary>Answers <see cref="ValueCountsQuestion"/>: the groups of one key, by how many rows they have.</summary>
internal sealed class ValueCountsExecution : Execution
{
    private readonly ValueCountsQuestion _question;
    private readonly Expression _column;
    private readonly GroupCollection _groups;

    public ValueCountsExecution(ValueCountsQuestion question, FramePlan frame, long groupBudget)
    {
        _question = question;
        if (question.Limit < 0)
            throw new QuestionException($"a limit of {question.Limit} values cannot be; give 0 or more, or none.");
        _column = Binder.Bind(question.Column, frame.Scope);
        _groups = new GroupCollection(frame.Filter, [Missing.AsNull(_column)], [], GroupLimits.MostGroups, groupBudget);
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
        // Groups are ordered by value, and the sort is stable: of equal counts the least value goes first.
        var groups = _groups.All(Workers);
        int[] order = [.. groups.Keys!.Order(Workers).OrderByDescending(g => groups.Rows[g])];
        var values = groups.Keys.Columns[0];
        return new ValueCountsAnswer(ColumnWords.NameOf(_question.Column),
            [.. order.Take(_question.Limit ?? int.MaxValue).Select(g => new ValueCount(values.ToScalar(_column.Type, g), groups.Rows[g]))],
            groups.Rows.Sum(), order.Length);
    }
}
