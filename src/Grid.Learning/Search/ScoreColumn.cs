namespace Grid.Learning;

/// <summary>The candidates' scores by one scoring, summed up and ranked.</summary>
internal static class ScoreColumn
{
    private const int MostNamed = 4;

    /// <summary>A summary for each candidate.</summary>
    /// <param name="scoring">How they were scored.</param>
    /// <param name="table">For each candidate its score on each split.</param>
    public static ScoreSummary[] Of(Scoring scoring, double[][] table)
    {
        int splits = table[0].Length;
        var means = Array.ConvertAll(table, s => s.Sum() / splits);
        return [.. table.Select((scores, i) => new ScoreSummary
        {
            Scoring = scoring,
            SplitTestScores = scores,
            MeanTestScore = means[i],
            StdTestScore = Math.Sqrt(scores.Sum(s => (s - means[i]) * (s - means[i])) / splits),
            RankTestScore = Rank(means, i),
            Fault = double.IsNaN(means[i]) ? FaultOf(scoring, scores) : null,
        })];
    }

    private static int Rank(double[] means, int candidate) => 1 + (double.IsNaN(means[candidate])
        ? means.Count(m => !double.IsNaN(m))
        : means.Count(m => m > means[candidate]));

    private static string FaultOf(Scoring scoring, double[] scores)
    {
        int[] splits = [.. Enumerable.Range(0, scores.Length).Where(s => double.IsNaN(scores[s]))];
        string named = string.Join(", ", splits.Take(MostNamed)) + (splits.Length > MostNamed ? " and others" : "");
        return splits.Length == 0 ? $"its scores by {scoring} have no mean"
            : $"on split{(splits.Length == 1 ? "" : "s")} {named} {ScoreLimits.WhyNot(scoring)}";
    }
}
