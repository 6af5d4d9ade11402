using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Answers <see cref="CorrelationQuestion"/>: one scan, or several for very many columns. Columns of decimals are summed in their units; one that is of decimals in some
/// partitions alone is asked again, of its values as they are, so that it does not matter how the table is cut. A pair whose
/// sums went past the range of doubles is asked again scaled down: a correlation has no scale.
/// </summary>
internal sealed class CorrelationExecution : Execution
{
    private const int MostPairs = 30_000;
    private const int MostColumns = 2_000;
    private static readonly double Down = Math.ScaleB(1, -600);

    private readonly Expression? _filter;
    private readonly IReadOnlyList<string> _names;
    private readonly List<Expression> _columns;
    private readonly double[][] _r;
    private readonly long[][] _n;
    private readonly bool[] _plain;
    private readonly Queue<(int I, int J, double ScaleX, double ScaleY)> _again = [];
    private int _first;
    private int _last;
    private Scan? _next;

    public CorrelationExecution(CorrelationQuestion question, FramePlan frame)
    {
        var columns = frame.Columns(question.Columns);
        if (question.Columns is null)
            columns = [.. columns.Where(c => IsNumber(c.Value.Type))];
        foreach (var (name, value) in columns)
        {
            if (!IsNumber(value.Type) && value.Type.Kind != LogicalKind.Bool)
                throw new QuestionException($"'{name}' is of type {value.Type}: only numbers correlate; leave it out, or compute a number of it.");
        }
        if (columns.Count > MostColumns)
            throw new QuestionException($"{columns.Count} columns are too many to correlate at once; ask for up to {MostColumns} of them.");
        (_filter, _names) = (frame.Filter, [.. columns.Select(c => c.Name)]);
        _columns = [.. columns.Select(c => CommonType.Cast(Missing.AsNull(c.Value), LogicalType.Real))];
        (_r, _n) = ([.. columns.Select(_ => new double[columns.Count])], [.. columns.Select(_ => new long[columns.Count])]);
        _plain = new bool[columns.Count];
        Advance();
    }

    public override Scan? NextScan => _next;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        var state = Expect<CorrelationState>(mergedOfAllPartitions);
        var pairs = state.Pairs;
        if (_first < _columns.Count)
        {
            int[] mixed = [.. Enumerable.Range(0, _columns.Count).Where(state.IsMixed)];
            if (mixed.Length > 0)
            {
                foreach (int column in mixed)
                    _plain[column] = true;
                _next = new CorrelationScan(_filter, _columns, _first, _last, [.. _plain]);
                return;
            }
            if (pairs.Count != CorrelationScan.Pairs(_columns.Count, _first, _last))
                throw new ArgumentException($"A state of {pairs.Count} pairs is not what the scan gives.");
            int at = 0;
            for (int i = _first; i < _last; i++)
            {
                for (int j = i; j < _columns.Count; j++)
                    Take(i, j, pairs[at++]);
            }
            _first = _last;
        }
        else
        {
            var (i, j, _, _) = _again.Dequeue();
            _r[i][j] = _r[j][i] = pairs[1].Correlation;
        }
        Advance();
    }

    public override Answer Finish() => _next is null ? new CorrelationAnswer(_names, _r, _n) : throw Unfinished();

    private void Take(int i, int j, PairSums pair)
    {
        _n[i][j] = _n[j][i] = pair.Count;
        _r[i][j] = _r[j][i] = pair.Correlation;
        if (pair.HasOverflowed)
            _again.Enqueue((i, j, pair.IsHugeX ? Down : 1, pair.IsHugeY ? Down : 1));
    }

    private void Advance()
    {
        if (_first < _columns.Count)
        {
            _last = _first + 1;
            while (_last < _columns.Count && CorrelationScan.Pairs(_columns.Count, _first, _last + 1) <= MostPairs)
                _last++;
            _next = new CorrelationScan(_filter, _columns, _first, _last, [.. _plain]);
            return;
        }
        _next = null;
        if (!_again.TryPeek(out var pair))
            return;
        Expression a = Scaled(_columns[pair.I], pair.ScaleX), b = Scaled(_columns[pair.J], pair.ScaleY);
        var both = Expression.Of(Operation.And, LogicalType.Bool, Known(a), Known(b));
        _next = new CorrelationScan(_filter is null ? both : Expression.Of(Operation.And, LogicalType.Bool, _filter, both), [a, b], 0, 2, [true, true]);
    }

    private static Expression Scaled(Expression column, double scale) => scale == 1 ? column
        : Expression.Of(Operation.Multiply, LogicalType.Real, column, Expression.Of(Scalar.Float64(scale)));

    private static Expression Known(Expression value) =>
        Expression.Of(Operation.Not, LogicalType.Bool, Expression.Of(Operation.IsNull, LogicalType.Bool, value));

    private static bool IsNumber(LogicalType type) => type.Kind is LogicalKind.Whole or LogicalKind.Unsigned or LogicalKind.Real;
}
