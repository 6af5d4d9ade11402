using Grid.Learning;
using Grid.Query;

namespace Grid.Cli;

/// <summary>The table of a search: whole, with the column names of scikit-learn's cv_results_, and its best rows for reading.</summary>
internal static class SearchTable
{
    /// <summary>Every candidate, in the order of the grid. A parameter that is none is null; params tells it from one that is not in the candidate's grid.</summary>
    public static AnswerTable Of(SearchResults results)
    {
        var names = ParameterAxis.Names(results);
        int splits = results.Best.SplitTestScores.Count;
        return AnswerTable.Of(
            [
                ("mean_fit_time", true), .. names.Select(name => ($"param_{name}", false)), ("params", false),
                .. Enumerable.Range(0, splits).Select(i => ($"split{i}_test_score", true)),
                ("mean_test_score", true), ("std_test_score", true), ("rank_test_score", true),
            ],
            [.. results.Candidates.Select(row => (IReadOnlyList<Scalar>)
            [
                Scalar.Float64(row.MeanFitTime), .. names.Select(name => ScalarOf(ParameterAxis.ValueOf(row, name))), Scalar.Text(row.Candidate.ToString()),
                .. row.SplitTestScores.Select(Scalar.Float64),
                Scalar.Float64(row.MeanTestScore), Scalar.Float64(row.StdTestScore), Scalar.Int64(row.RankTestScore),
            ])]);
    }

    /// <summary>The best candidates, best first; equals in the order of the grid.</summary>
    public static AnswerTable Top(SearchResults results, int rows)
    {
        var names = ParameterAxis.Names(results);
        return AnswerTable.Of(
            [("rank", true), ("mean", true), ("std", true), .. names.Select(name => (name, true))],
            [.. results.Candidates.OrderBy(row => row.RankTestScore).Take(rows).Select(row => (IReadOnlyList<Scalar>)
            [
                Scalar.Int64(row.RankTestScore), Scalar.Text(double.IsNaN(row.MeanTestScore) ? "not scored" : Figures.Score(row.MeanTestScore)), Scalar.Text(double.IsNaN(row.StdTestScore) ? "" : Figures.Score(row.StdTestScore)),
                .. names.Select(name => Scalar.Text(ParameterAxis.ValueOf(row, name)?.ToString())),
            ])]);
    }

    private static Scalar ScalarOf(ParameterValue? value) => value?.Value switch
    {
        bool b => Scalar.Bool(b),
        long n => Scalar.Int64(n),
        double d => Scalar.Float64(d),
        string word => Scalar.Text(word),
        _ => Scalar.Null,
    };
}
