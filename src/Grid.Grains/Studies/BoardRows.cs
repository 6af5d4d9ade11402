namespace Grid.Grains;

/// <summary>Makes of finished trials what a looker-on sees of a study's candidates.</summary>
internal static class BoardRows
{
    private const int MostRows = 2_000;

    /// <summary>The candidates with their scores, the best first.</summary>
    public static StudyBoard Of(Training training, TrialBoard board)
    {
        int splits = training.Folds.Splits;
        string[] parameters = [.. training.Plan.Candidates.SelectMany(c => c.Settings.Select(s => s.Key)).Distinct()];
        var rows = new List<StudyBoardRow>(training.Plan.Candidates.Count);
        foreach (var family in training.Plan.Families)
        {
            for (int m = 0; m < family.Members.Count; m++)
            {
                double?[] scores = [.. Enumerable.Range(0, splits).Select(s => board.Find(family.Index, s)?.Scores[m])];
                var settings = training.Plan.Candidates[family.Members[m].Index].Settings.ToDictionary(s => s.Key, s => s.Value.ToString());
                rows.Add(new StudyBoardRow(
                    family.Members[m].Index, [.. parameters.Select(settings.GetValueOrDefault)], scores,
                    scores.Contains(null) ? null : scores.Sum(s => s!.Value) / splits, board.ScoredAt(family.Index)));
            }
        }
        // As the final table ranks them: of equals the first, and what has no mean last.
        var ordered = rows.OrderBy(row => row.Mean switch { null => 2, double.NaN => 1, _ => 0 }).ThenByDescending(row => row.Mean).ThenBy(row => row.Index);
        return new StudyBoard(training.Plan.Scoring.ToString()!, splits, rows.Count, parameters, [.. ordered.Take(MostRows)]);
    }
}
