using Grid.Learning;
using Grid.Query;
using Grid.Report;

namespace Grid.Cli;

/// <summary>The table of a search: whole, with the column names of scikit-learn's cv_results_, and its best rows for reading.</summary>
internal static class SearchTable
{
    /// <summary>Every candidate, in the order of the grid. A parameter that is none is null; params tells it from one that is not in the candidate's grid.</summary>
    public static AnswerTable Of(SearchResults results)
    {
        var names = ParameterAxis.Names(results);
        return AnswerTable.Of(
            [
                .. IsInRounds(results) ? [("iter", false), ("n_resources", false)] : Array.Empty<(string, bool)>(),
                ("mean_fit_time", true), .. names.Select(name => ($"param_{name}", false)), ("params", false),
                .. Words(results).SelectMany(word => (IEnumerable<(string, bool)>)
                [
                    .. Enumerable.Range(0, results.Splits).Select(i => ($"split{i}_test_{word}", true)),
                    ($"mean_test_{word}", true), ($"std_test_{word}", true), ($"rank_test_{word}", true),
                ]),
            ],
            [.. results.Candidates.Select(row => (IReadOnlyList<Scalar>)
            [
                .. IsInRounds(results) ? [Scalar.Int64(row.Iteration!.Value), Scalar.Int64(row.Resources!.Value)] : Array.Empty<Scalar>(),
                Scalar.Float64(row.MeanFitTime), .. names.Select(name => ScalarOf(ParameterAxis.ValueOf(row, name))), Scalar.Text(row.Candidate.ToString()),
                .. row.Scores.SelectMany(score => (IEnumerable<Scalar>)
                [
                    .. score.SplitTestScores.Select(Scalar.Float64),
                    Scalar.Float64(score.MeanTestScore), Scalar.Float64(score.StdTestScore), Scalar.Int64(score.RankTestScore),
                ]),
            ])]);
    }

    /// <summary>The best candidates, best first; equals in the order of the grid.</summary>
    public static AnswerTable Top(SearchResults results, int rows)
    {
        var names = ParameterAxis.Names(results);
        return AnswerTable.Of(
            [("rank", true), .. IsInRounds(results) ? [(results.IsByRows ? "rows" : "trees", true)] : Array.Empty<(string, bool)>(), ("mean", true), ("std", true), .. results.Scorings.Skip(1).Select(s => (s.Name, true)), .. names.Select(name => (name, true))],
            [.. results.Candidates.OrderByDescending(row => row.Iteration).ThenBy(row => row.RankTestScore).Take(rows).Select(row => (IReadOnlyList<Scalar>)
            [
                Scalar.Int64(row.RankTestScore), .. IsInRounds(results) ? [Scalar.Int64(row.Resources!.Value)] : Array.Empty<Scalar>(), Mean(row.Scores[0]), Scalar.Text(double.IsNaN(row.StdTestScore) ? "" : Figures.Score(row.StdTestScore)),
                .. row.Scores.Skip(1).Select(Mean),
                .. names.Select(name => Scalar.Text(ParameterAxis.ValueOf(row, name)?.ToString())),
            ])]);
    }

    private static bool IsInRounds(SearchResults results) => results.Candidates[0].Iteration is not null;

    // As scikit-learn: the columns bear the scorings' names where there are several.
    private static IEnumerable<string> Words(SearchResults results) => results.Scorings.Count == 1 ? ["score"] : results.Scorings.Select(s => s.Name);

    private static Scalar Mean(ScoreSummary score) => Scalar.Text(score.Fault is null ? Figures.Score(score.MeanTestScore) : "not scored");

    private static Scalar ScalarOf(ParameterValue? value) => value?.Value switch
    {
        bool b => Scalar.Bool(b),
        long n => Scalar.Int64(n),
        double d => Scalar.Float64(d),
        string word => Scalar.Text(word),
        _ => Scalar.Null,
    };
}
