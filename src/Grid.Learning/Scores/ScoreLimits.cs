namespace Grid.Learning;

/// <summary>Where scorings are not defined, in words.</summary>
internal static class ScoreLimits
{
    /// <summary>Why no candidate can have a score, and what to do; null where nothing is known to stand against it.</summary>
    public static (string Reason, string Advice)? WhyUndefined(Scoring scoring, TrainingMatrix matrix, FoldPlan folds)
    {
        if (scoring.Needs == ScoreNeeds.TwoClasses)
        {
            return matrix.Outputs == 2 ? null
                : ($"{scoring} is of two classes, and '{matrix.Target}' has {matrix.Outputs}", $"take {scoring}_macro, {scoring}_micro or {scoring}_weighted");
        }
        for (int split = 0; scoring.Needs is not (ScoreNeeds.Nothing or ScoreNeeds.Disagreement) && split < folds.Splits; split++)
        {
            if (Lack(scoring, matrix, folds.TestRows(split)) is { } lack)
                return ($"{scoring} is not defined on split {split}, which has {lack}", Advice(scoring, folds));
        }
        return null;
    }

    /// <summary>Why a candidate has no score though others have, in words that fit "not scored: …".</summary>
    public static string WhyNot(Scoring scoring) => scoring.Needs switch
    {
        ScoreNeeds.Disagreement => $"all test rows are of one class and predicted as it, where {scoring} is not defined",
        ScoreNeeds.NoNegatives => $"{scoring} is of numbers of 0 and more, and a negative one is predicted or true",
        ScoreNeeds.EveryClass => $"{scoring} is not defined where a class has no test row",
        ScoreNeeds.TwoRows => $"{scoring} is not defined for one test row",
        ScoreNeeds.TwoClasses => $"{scoring} is of two classes",
        _ => $"{scoring} has no value for what was predicted",
    };

    private static string? Lack(Scoring scoring, TrainingMatrix matrix, int[] rows)
    {
        switch (scoring.Needs)
        {
            case ScoreNeeds.TwoRows:
                return rows.Length < 2 ? $"{rows.Length} row to test" : null;
            case ScoreNeeds.NoNegatives:
                int negative = Array.FindIndex(rows, row => matrix.Values[row] < 0);
                return negative < 0 ? null : $"a row to test whose '{matrix.Target}' is {matrix.Values[rows[negative]]:R}, below 0";
            default:
                var present = new bool[matrix.Outputs];
                foreach (int row in rows)
                    present[matrix.Classes[row]] = true;
                int absent = Array.IndexOf(present, false);
                return absent < 0 ? null : $"no row of class '{matrix.Labels!.Names[absent]}' to test";
        }
    }

    private static string Advice(Scoring scoring, FoldPlan folds) => scoring.Needs switch
    {
        ScoreNeeds.TwoRows => "ask for fewer folds or for another scoring",
        ScoreNeeds.NoNegatives => "ask for another scoring, such as neg_root_mean_squared_error",
        _ => $"leave the class out, or ask for another scoring{(folds.Folds > 2 ? " or fewer folds" : "")}",
    };
}
