namespace Grid.Query;

/// <summary>
/// Which columns to leave out where some say nearly the same. Pairs are looked at from the strongest correlation to the weakest, equals in the order of the
/// columns; a pair of which one has gone already is passed over; of another the one goes that is closer to all columns on the whole (the sum of its
/// correlations' absolute values), the later of equals. What stays has no pair beyond the limit, and every column that goes has a partner that stays
/// when it goes. Correlations are compared to ten decimals, so that the rounding of their last digits decides nothing.
/// </summary>
public static class CorrelatedColumns
{
    private const int Decimals = 10;

    /// <summary>The columns to leave out, in the order in which they go.</summary>
    /// <param name="answer">The correlations.</param>
    /// <param name="limit">The correlation, as an absolute value, beyond which one of a pair goes.</param>
    public static IReadOnlyList<CorrelatedColumn> Of(CorrelationAnswer answer, double limit)
    {
        ArgumentNullException.ThrowIfNull(answer);
        int count = answer.Columns.Count;
        double[] strength = [.. Enumerable.Range(0, count).Select(i => Math.Round(answer.R[i].Where(double.IsFinite).Sum(r => Size(r)), Decimals))];
        var pairs = from i in Enumerable.Range(0, count)
                    from j in Enumerable.Range(i + 1, count - i - 1)
                    let size = Size(answer.R[i][j])
                    where size > limit
                    orderby size descending, i, j
                    select (I: i, J: j, R: answer.R[i][j]);
        var gone = new bool[count];
        var left = new List<CorrelatedColumn>();
        foreach (var (i, j, r) in pairs)
        {
            if (gone[i] || gone[j])
                continue;
            var (goes, stays) = strength[i] > strength[j] ? (i, j) : (j, i);
            gone[goes] = true;
            left.Add(new CorrelatedColumn(answer.Columns[goes], answer.Columns[stays], r));
        }
        return left;
    }

    private static double Size(double r) => Math.Round(Math.Abs(r), Decimals);

    /// <summary>Checks a limit.</summary>
    /// <exception cref="QuestionException">It is no correlation that a pair may go beyond.</exception>
    public static void RequireLimit(double limit)
    {
        if (!(limit is >= 0 and < 1))
            throw new QuestionException($"a limit of {limit} is no correlation that columns may go beyond: expected a number from 0 to 1, below 1, such as 0.95.");
    }
}
