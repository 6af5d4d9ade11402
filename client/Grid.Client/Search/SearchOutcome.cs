using System.Globalization;
using Grid.Learning;

namespace Grid.Client;

/// <summary>What a search found.</summary>
public sealed class SearchOutcome
{
    internal SearchOutcome(SearchResults results, Forest? bestForest) => (CvResults, BestForest) = (results, bestForest);

    /// <summary>Every candidate with its scores: the table that scikit-learn calls cv_results_.</summary>
    public SearchResults CvResults { get; }

    /// <summary>The best candidate, and its scores.</summary>
    /// <exception cref="LearningException">No candidate could be scored (<see cref="SearchResults.Best"/> is then null).</exception>
    public CandidateScore Best => CvResults.RequireBest();

    /// <summary>The best candidate's forest, grown on all rows that were not held out; null where that was not asked for.</summary>
    public Forest? BestForest { get; }

    /// <summary>How that forest does on the rows that were held out; null where none were.</summary>
    public Evaluation? Test { get; private init; }

    /// <summary>Trials that this run trained.</summary>
    public required int TrialsTrained { get; init; }

    /// <summary>Trials that an earlier run of the study had finished; they were not trained again.</summary>
    public required int TrialsResumed { get; init; }

    /// <summary>Seconds that this run took, the refit included.</summary>
    public required double Seconds { get; init; }

    /// <summary>What is worth knowing of the folds and the rows, a line each: classes with fewer rows than folds, whole numbers that are rounded.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The same with rows that the forest was judged on.</summary>
    internal SearchOutcome With(Forest forest, Evaluation test) =>
        new(CvResults, forest) { Test = test, TrialsTrained = TrialsTrained, TrialsResumed = TrialsResumed, Seconds = Seconds, Notes = Notes };

    /// <summary>The best score and its parameters, in a line.</summary>
    public override string ToString() => CvResults.Best is null ? $"no candidate could be scored by {CvResults.Scoring}" : string.Create(
        CultureInfo.InvariantCulture, $"{CvResults.Scoring} {Best.MeanTestScore:0.0000} ± {Best.StdTestScore:0.0000} with {Best.Candidate}");
}
