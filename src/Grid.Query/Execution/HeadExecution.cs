namespace Grid.Query;

/// <summary>Answers <see cref="HeadQuestion"/>: as many rows a scan as a state may carry, until there are enough.</summary>
internal sealed class HeadExecution : Execution
{
    private const int MostRows = 100_000;

    private readonly Expression? _filter;
    private readonly IReadOnlyList<(string Name, Expression Value)> _columns;
    private readonly int _wanted;
    private readonly List<IReadOnlyList<Scalar>> _rows = [];
    private Scan? _next;

    public HeadExecution(HeadQuestion question, FramePlan frame)
    {
        (_filter, _columns, _wanted) = (frame.Filter, frame.Columns(question.Columns), question.Rows);
        if (_wanted is < 0 or > MostRows)
            throw new QuestionException($"{_wanted} rows cannot be shown; ask for 0 to {MostRows}.");
        _next = _wanted == 0 ? null : ScanFrom(0);
    }

    public override Scan? NextScan => _next;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        var head = Expect<HeadState>(mergedOfAllPartitions);
        _rows.AddRange(head.Rows.Select(r => r.Values));
        _next = _rows.Count >= _wanted || head.Cut == long.MaxValue ? null : ScanFrom(head.Cut);
    }

    public override Answer Finish() => _next is null
        ? new HeadAnswer([.. _columns.Select(c => c.Name)], [.. _columns.Select(c => c.Value.Type)], _rows)
        : throw Unfinished();

    private HeadScan ScanFrom(long position) => new(_filter, [.. _columns.Select(c => c.Value)], position, _wanted - _rows.Count);
}
