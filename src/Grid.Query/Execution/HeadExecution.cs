using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Answers <see cref="HeadQuestion"/>: as many rows a scan as a state may carry, until there are enough. Where they are not the first of the
/// source, a scan finds which they are before, by their keys alone.
/// </summary>
internal sealed class HeadExecution : Execution
{
    private const int MostRows = 100_000;
    private const int MostInAll = 1_000_000;

    private readonly Expression? _filter;
    private readonly IReadOnlyList<(string Name, Expression Value)> _columns;
    private readonly int _wanted;
    private readonly bool _keepsSourceOrder;
    private readonly List<HeadRow> _rows = [];
    private PickScan? _picks;
    private IReadOnlyList<long>? _picked;
    private ulong[]? _positions;
    private Scan? _next;

    public HeadExecution(HeadQuestion question, FramePlan frame)
    {
        (_filter, _columns, _wanted) = (frame.Filter, frame.Columns(question.Columns), question.Rows);
        if (_wanted is < 0 or > MostRows)
            throw new QuestionException($"{_wanted} rows cannot be shown; ask for 0 to {MostRows}.");
        _keepsSourceOrder = question.SampleSeed is not null || question.Distinct is not null;
        _picks = Picks(question, frame);
        _next = _wanted == 0 ? null : _picks is not null ? _picks : ScanFrom(0);
    }

    public override Scan? NextScan => _next;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        if (_picks is not null)
        {
            _picks = null;
            _picked = Expect<PickState>(mergedOfAllPartitions).Positions;
            if (_picked.Count > MostInAll)
                throw new QuestionException($"{_picked.Count:N0} rows cannot be shown; ask for fewer of each group, or by fewer or coarser keys, up to {MostInAll:N0} in all.");
            _positions = [.. _picked.Select(p => (ulong)p).Order()];
            _next = _positions.Length == 0 ? null : ScanFrom(0);
            return;
        }
        var head = Expect<HeadState>(mergedOfAllPartitions);
        _rows.AddRange(head.Rows);
        _next = _rows.Count >= (_positions?.Length ?? _wanted) || head.Cut == long.MaxValue ? null : ScanFrom(head.Cut);
    }

    public override Answer Finish()
    {
        if (_next is not null)
            throw Unfinished();
        IEnumerable<HeadRow> rows = _rows;
        if (_picked is not null && !_keepsSourceOrder)
        {
            var byPosition = _rows.ToDictionary(r => r.Position);
            rows = _picked.Select(p => byPosition[p]);
        }
        return new HeadAnswer([.. _columns.Select(c => c.Name)], [.. _columns.Select(c => c.Value.Type)], [.. rows.Select(r => r.Values)]);
    }

    private PickScan? Picks(HeadQuestion question, FramePlan frame)
    {
        (Expression, bool)[] order = [.. FramePlan.OrderOf(question.Order, frame.Scope), .. frame.Order];
        int ways = (question.By.Count > 0 ? 1 : 0) + (question.Distinct is null ? 0 : 1) + (question.SampleSeed is null ? 0 : 1);
        if (ways > 1)
            throw new QuestionException("rows of groups, distinct rows and random rows do not go together; ask for one of them.");
        int rows = Math.Max(1, _wanted);
        if (question.SampleSeed is { } seed)
        {
            return order.Length > 0 ? throw new QuestionException("rows drawn at random come in the order of the source; leave out what to sort by.")
                : new PickScan(_filter, [], [(RowSample.Number(seed), false)], rows, int.MaxValue);
        }
        if (question.Distinct is { } distinct)
        {
            // Of each combination its first row; of the combinations the first in the source, or in the order that is asked for.
            var keys = frame.Columns(distinct.Count > 0 ? distinct : null).SelectMany(c => WithNulls(c.Value)).ToList();
            return order.Length > 0 ? throw new QuestionException("distinct rows come in the order of the source; leave out what to sort by.")
                : new PickScan(_filter, keys, [], 1, rows);
        }
        if (question.By.Count > 0)
            return new PickScan(_filter, [.. frame.Columns(question.By).Select(k => Missing.AsNull(k.Value))], order, rows, int.MaxValue);
        return order.Length > 0 ? new PickScan(_filter, [], order, rows, int.MaxValue) : null;
    }

    // Groups leave out what has no key: whether there is one is another key.
    private static IEnumerable<Expression> WithNulls(Expression value)
    {
        value = Missing.AsNull(value);
        var none = value.Type.Kind switch
        {
            LogicalKind.Text => Scalar.Text(""),
            LogicalKind.Real => Scalar.Float64(0),
            _ => ScalarKey.FromInteger(value.Type, 0),
        };
        return [Expression.Of(Operation.IsNull, LogicalType.Bool, value), Expression.Of(Operation.Coalesce, value.Type, value, Expression.Of(none))];
    }

    private HeadScan ScanFrom(long position)
    {
        Expression[] columns = [.. _columns.Select(c => c.Value)];
        if (_positions is null)
            return new HeadScan(_filter, columns, position, _wanted - _rows.Count, null);
        int from = Array.BinarySearch(_positions, (ulong)position);
        ulong[] left = _positions[(from < 0 ? ~from : from)..];
        return new HeadScan(null, columns, position, left.Length, left);
    }
}
