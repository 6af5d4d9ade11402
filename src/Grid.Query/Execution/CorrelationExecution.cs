using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Answers <see cref="CorrelationQuestion"/>: one scan, or several for very many columns. A pair whose rows in common hold next to nothing of
/// a column's spread is asked again by itself, about a centre of those rows: their sums came out as differences of far larger ones. So is a pair whose
/// sums went past the range of doubles, and if that does not help, columns of such numbers are scaled down: a correlation has no scale.
/// </summary>
internal sealed class CorrelationExecution : Execution
{
    private const int MostPairs = 30_000;
    private const int MostColumns = 2_000;
    private const double NextToNothing = 1e-9;
    private static readonly double Down = Math.ScaleB(1, -600);

    private readonly Expression? _filter;
    private readonly IReadOnlyList<string> _names;
    private readonly List<Expression> _columns;
    private readonly double[][] _r;
    private readonly long[][] _n;
    private readonly double[] _spread;
    private readonly Queue<(int I, int J, double ScaleX, double ScaleY)> _again = [];
    private readonly List<(int I, int J, double X, double Y, bool Overflowed)> _pairs = [];
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
            if (!IsNumber(value.Type) && value.Type.Id != TypeId.Bool)
                throw new QuestionException($"'{name}' is of type {value.Type}: only numbers correlate; leave it out, or compute a number of it.");
        }
        if (columns.Count > MostColumns)
            throw new QuestionException($"{columns.Count} columns are too many to correlate at once; ask for up to {MostColumns} of them.");
        (_filter, _names) = (frame.Filter, [.. columns.Select(c => c.Name)]);
        _columns = [.. columns.Select(c => CommonType.Cast(Missing.AsNull(c.Value), DataType.Float64))];
        (_r, _n) = ([.. columns.Select(_ => new double[columns.Count])], [.. columns.Select(_ => new long[columns.Count])]);
        _spread = new double[columns.Count];
        Advance();
    }

    public override Scan? NextScan => _next;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        var pairs = Expect<CorrelationState>(mergedOfAllPartitions).Pairs;
        if (_first < _columns.Count)
        {
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
            var (i, j, scaleX, scaleY) = _again.Dequeue();
            _r[i][j] = _r[j][i] = pairs[1].Correlation;
            if (pairs[1].HasOverflowed && scaleX == 1 && scaleY == 1)
                _again.Enqueue((i, j, pairs[1].IsHugeX ? Down : 1, pairs[1].IsHugeY ? Down : 1));
        }
        Advance();
    }

    public override Answer Finish() => _next is null ? new CorrelationAnswer(_names, _r, _n) : throw Unfinished();

    private void Take(int i, int j, PairSums pair)
    {
        _n[i][j] = _n[j][i] = pair.Count;
        _r[i][j] = _r[j][i] = pair.Correlation;
        if (i == j)
            _spread[i] = pair.Count == 0 ? 0 : pair.SpreadX / pair.Count;
        _pairs.Add((i, j, pair.SpreadX, pair.SpreadY, pair.HasOverflowed));
    }

    private void Advance()
    {
        if (_first < _columns.Count)
        {
            _last = _first + 1;
            while (_last < _columns.Count && CorrelationScan.Pairs(_columns.Count, _first, _last + 1) <= MostPairs)
                _last++;
            _next = new CorrelationScan(_filter, _columns, _first, _last);
            return;
        }
        foreach (var (i, j, x, y, overflowed) in _pairs)
        {
            if (overflowed || _n[i][j] < _n[i][i] && Little(x, i, j) || _n[i][j] < _n[j][j] && Little(y, j, i))
                _again.Enqueue((i, j, 1, 1));
        }
        _pairs.Clear();
        _next = null;
        if (!_again.TryPeek(out var pair))
            return;
        Expression a = Scaled(_columns[pair.I], pair.ScaleX), b = Scaled(_columns[pair.J], pair.ScaleY);
        var both = Expression.Of(Operation.And, DataType.Bool, Known(a), Known(b));
        _next = new CorrelationScan(_filter is null ? both : Expression.Of(Operation.And, DataType.Bool, _filter, both), [a, b], 0, 2);
    }

    private bool Little(double spread, int i, int j) => _n[i][j] > 1 && spread / _n[i][j] <= NextToNothing * _spread[i];

    private static Expression Scaled(Expression column, double scale) => scale == 1 ? column
        : Expression.Of(Operation.Multiply, DataType.Float64, column, Expression.Of(Scalar.Float64(scale)));

    private static Expression Known(Expression value) =>
        Expression.Of(Operation.Not, DataType.Bool, Expression.Of(Operation.IsNull, DataType.Bool, value));

    private static bool IsNumber(DataType type) => type.Id is TypeId.Int64 or TypeId.UInt64 or TypeId.Float64;
}
