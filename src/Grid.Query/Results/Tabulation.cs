using Grid.Columns;

namespace Grid.Query;

/// <summary>Lays answers out as tables.</summary>
internal static class Tabulation
{
    /// <summary>One table with all that the answer has to say of each of its items.</summary>
    public static AnswerTable Of(Answer answer) => answer switch
    {
        DescribeAnswer a => OfColumns(a.Columns, a.Shares),
        GroupByAnswer a => AnswerTable.Of(
            [.. a.Keys.Select(Value), .. a.Aggregates.Select(Figure)],
            [.. a.Groups.Select(g => (IReadOnlyList<Scalar>)[.. g.Keys, .. g.Values])]),
        AggregateAnswer a => AnswerTable.Of([.. a.Aggregates.Select(Figure)], [a.Values]),
        MissingAnswer a => AnswerTable.Of(
            [Value("name"), Figure("nulls"), Figure("nans"), Figure("share")],
            [.. a.Columns.Select(c => (IReadOnlyList<Scalar>)[Scalar.Text(c.Name), Scalar.Int64(c.Nulls), Scalar.Int64(c.NaNs), Scalar.Float64(c.Share)])]),
        CorrelationAnswer a => OfPairs(a),
        CorrelatedAnswer a => AnswerTable.Of(
            [Value("drop"), Value("with"), Figure("r")],
            [.. a.Columns.Select(c => (IReadOnlyList<Scalar>)[Scalar.Text(c.Column), Scalar.Text(c.With), Scalar.Float64(c.R)])]),
        ValueCountsAnswer a => AnswerTable.Of(
            // Beside a column of that name it has another, as a second column of a file has.
            [Value(a.Column), Figure(a.Column == "count" ? "count.1" : "count")],
            [.. a.Counts.Select(c => (IReadOnlyList<Scalar>)[c.Value, Scalar.Int64(c.Count)])]),
        UniqueAnswer a => AnswerTable.Of(
            [Value("name"), Figure("distinct"), Value("exact")],
            [.. a.Columns.Select(c => (IReadOnlyList<Scalar>)[Scalar.Text(c.Name), Scalar.Int64(c.Distinct.Count), Scalar.Bool(c.Distinct.IsExact)])]),
        HistogramAnswer a => AnswerTable.Of(
            [Figure("from"), Figure("to"), Figure("count")],
            [.. a.Counts.Select((n, i) => (IReadOnlyList<Scalar>)[a.Edges[i], a.Edges[i + 1], Scalar.Int64(n)])]),
        HeadAnswer a => AnswerTable.OfData(a.Columns, a.Types, a.Rows),
        _ => throw new ArgumentException($"A {answer.GetType().Name} has no table.", nameof(answer)),
    };

    /// <summary>A description of columns: for programs with all figures, whatever of them the columns have; for people with those that one of them has.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="asked">The percentiles that were asked for.</param>
    /// <param name="isRead">Whether people read it.</param>
    public static AnswerTable OfColumns(IReadOnlyList<ColumnSummary> columns, IReadOnlyList<double> asked, bool isRead = false)
    {
        double[] shares = [.. columns.SelectMany(c => c.Percentiles).Select(p => p.Share).Concat(asked).Distinct().Order()];
        var all = new List<(string Name, bool IsFigure, Func<ColumnSummary, Scalar> Of)>
        {
            ("name", false, c => Scalar.Text(c.Name)),
            ("type", false, c => Scalar.Text(c.Type.ToString())),
            ("count", true, c => Scalar.Int64(c.Count)),
            ("nulls", true, c => Scalar.Int64(c.Nulls)),
            ("nans", true, c => c.Type.Kind == LogicalKind.Real && (!isRead || c.NaNs > 0) ? Scalar.Int64(c.NaNs) : Scalar.Null),
            ("mean", true, c => c.Mean),
            ("std", true, c => Number(c.Std)),
            ("min", true, c => c.Min),
        };
        foreach (double share in shares)
            all.Add((PercentileName(share), true, c => c.Percentiles.FirstOrDefault(p => p.Share == share).Value));
        all.Add(("max", true, c => c.Max));
        all.Add(("distinct", true, c => c.Distinct is { } d ? Scalar.Int64(d.Count) : Scalar.Null));
        all.Add(("top", false, c => c.Top));
        all.Add(("frequency", true, c => c.Frequency is { } n ? Scalar.Int64(n) : Scalar.Null));
        var shown = all.Where((a, i) => !isRead || i < 4 || columns.Any(c => !a.Of(c).IsNull)).ToList();
        return AnswerTable.Of(
            [.. shown.Select(a => (a.Name, a.IsFigure))],
            [.. columns.Select(c => (IReadOnlyList<Scalar>)[.. shown.Select(a => a.Of(c))])]);
    }

    /// <summary>Correlations as a square to read, a row and a column per column, to three decimals.</summary>
    public static AnswerTable OfSquare(CorrelationAnswer answer) => AnswerTable.Of(
        [Value(""), .. answer.Columns.Select(Figure)],
        [.. answer.Columns.Select((name, i) => (IReadOnlyList<Scalar>)[Scalar.Text(name), .. answer.R[i].Select(r => double.IsNaN(r) ? Scalar.Null : Scalar.Float64(Math.Round(r, 3) + 0.0))])]);

    private static AnswerTable OfPairs(CorrelationAnswer answer) => AnswerTable.Of(
        [Value("x"), Value("y"), Figure("r"), Figure("n")],
        [
            .. from i in Enumerable.Range(0, answer.Columns.Count)
               from j in Enumerable.Range(i, answer.Columns.Count - i)
               select (IReadOnlyList<Scalar>)
               [
                   Scalar.Text(answer.Columns[i]), Scalar.Text(answer.Columns[j]),
                   answer.N[i][j] == 0 ? Scalar.Null : Scalar.Float64(answer.R[i][j]), Scalar.Int64(answer.N[i][j]),
               ],
        ]);

    // 0.25 is 25%, 0.999 is 99.9%; in decimals, because 100 * 0.07 is no 7 in doubles.
    private static string PercentileName(double share) => $"{(decimal)share * 100:0.############}%";

    private static Scalar Number(double? value) => value is { } number ? Scalar.Float64(number) : Scalar.Null;

    private static (string Name, bool IsFigure) Value(string name) => (name, false);

    private static (string Name, bool IsFigure) Figure(string name) => (name, true);
}
