using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// Sums of groups, and sums of squares, off how often each code occurs in them. Whole numbers that are small enough for the rows there are add up in 64 bits; others
/// as any numbers do, to the same sums.
/// </summary>
internal sealed class CodedSums
{
    private readonly Vector _table;
    private readonly long[]? _values;
    private readonly long[] _sums = [];
    private readonly long[] _squares = [];
    private readonly ExactSum[] _exactSums = [];
    private readonly ExactSum[] _exactSquares = [];

    /// <param name="table">The value of each code.</param>
    /// <param name="codes">How many codes there are, null among them.</param>
    /// <param name="squares">Whether squares are wanted.</param>
    /// <param name="groups">How many groups there will be.</param>
    /// <param name="rows">How many rows all of them have at most.</param>
    public CodedSums(Vector table, int codes, bool squares, int groups, long rows)
    {
        _table = table;
        _values = Narrow(table, codes, squares, rows);
        if (_values is null)
            (_exactSums, _exactSquares) = (new ExactSum[groups], new ExactSum[squares ? groups : 0]);
        else
            (_sums, _squares) = (new long[groups], new long[squares ? groups : 0]);
    }

    /// <summary>Whether they add up in 64 bits.</summary>
    public bool IsNarrow => _values is not null;

    /// <summary>The sums of the groups taken.</summary>
    public GroupSums Sums => IsNarrow ? GroupSums.From(_sums) : GroupSums.From(_exactSums);

    /// <summary>Their sums of squares, where they are wanted.</summary>
    public GroupSums Squares => IsNarrow ? GroupSums.From(_squares) : GroupSums.From(_exactSquares);

    /// <summary>Takes a group; each is taken once.</summary>
    /// <param name="group">Which.</param>
    /// <param name="present">The codes that occur, none of null.</param>
    /// <param name="counts">How often each code occurs.</param>
    public void Take(int group, ReadOnlySpan<int> present, ReadOnlySpan<long> counts)
    {
        if (_values is null)
        {
            var moments = new Moments();
            if (present.Length > 0)
                CountedValues.AddTo(moments, _table, present, counts);
            _exactSums[group] = moments.Sum;
            if (_exactSquares.Length > 0)
                _exactSquares[group] = moments.Squares;
            return;
        }
        long sum = 0, squares = 0;
        foreach (int code in present)
        {
            long total = counts[code] * _values[code];
            sum += total;
            // Not more than there is room for where it is wanted.
            squares += total * _values[code];
        }
        _sums[group] = sum;
        if (_squares.Length > 0)
            _squares[group] = squares;
    }

    // The whole numbers that codes stand for; null where they are others, or as many of the largest have no room.
    private static long[]? Narrow(Vector table, int codes, bool squares, long rows)
    {
        if (table.Type.Kind is LogicalKind.Real or LogicalKind.Text)
            return null;
        var values = new long[codes];
        Int128 most = 0;
        for (int code = 0; code < codes; code++)
        {
            if (!table.IsValid(code))
                continue;
            var value = CountedValues.Whole(table, code);
            most = Int128.Max(most, Int128.Abs(value));
            values[code] = unchecked((long)value);
        }
        return most <= long.MaxValue / Math.Max(1, rows) && (!squares || most * most <= long.MaxValue / Math.Max(1, rows)) ? values : null;
    }
}
