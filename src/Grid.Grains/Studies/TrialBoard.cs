using System.Diagnostics;
using Grid.Learning;

namespace Grid.Grains;

/// <summary>The finished trials of a run, and what is known of the candidates by them.</summary>
internal sealed class TrialBoard(Training training)
{
    private readonly TrialResult?[] _results = new TrialResult?[training.Trials];
    private readonly int[] _splitsDone = new int[training.Plan.Families.Count];

    private readonly double?[] _scoredAt = new double?[training.Plan.Families.Count];
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>How many trials are finished.</summary>
    public int Done { get; private set; }

    /// <summary>How many candidates have a score for every split.</summary>
    public int CandidatesScored { get; private set; }

    /// <summary>The position of the best of them; null for none yet.</summary>
    public int? Best { get; private set; }

    /// <summary>Its mean score.</summary>
    public double? BestScore { get; private set; }

    /// <summary>All trials, once they are finished.</summary>
    public IReadOnlyList<TrialResult> Results => _results!;

    /// <summary>Those of them that are finished.</summary>
    public IEnumerable<TrialResult> Known => _results.OfType<TrialResult>();

    /// <summary>Trials that are not finished.</summary>
    public IEnumerable<int> Open => Enumerable.Range(0, _results.Length).Where(i => _results[i] is null);

    /// <summary>A trial; null while it is not finished.</summary>
    public TrialResult? Find(int family, int split) => _results[family * training.Folds.Splits + split];

    /// <summary>When a family had a score for every split, in seconds since the board is there; null while it has not.</summary>
    public double? ScoredAt(int family) => _scoredAt[family];

    /// <summary>Takes a finished trial; false where it is known, or is none of this run.</summary>
    public bool Add(TrialResult result)
    {
        if (result.Family < 0 || result.Family >= _splitsDone.Length || result.Split < 0 || result.Split >= training.Folds.Splits
            || !result.IsFinished || result.Scores.Count != training.Plan.Families[result.Family].Members.Count * training.Plan.Scorings.Count)
        {
            return false;
        }
        ref var place = ref _results[result.Family * training.Folds.Splits + result.Split];
        if (place is not null)
            return false;
        place = result;
        Done++;
        if (++_splitsDone[result.Family] == training.Folds.Splits)
            Score(result.Family);
        return true;
    }

    private void Score(int family)
    {
        int splits = training.Folds.Splits;
        var members = training.Plan.Families[family].Members;
        CandidatesScored += members.Count;
        _scoredAt[family] = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        for (int m = 0; m < members.Count; m++)
        {
            double mean = Enumerable.Range(0, splits).Sum(s => _results[family * splits + s]!.Scores[m]) / splits;
            // As in the final table: of equals the first; what has no score is never the best.
            if (!double.IsNaN(mean) && (Best is null || mean > BestScore || (mean.Equals(BestScore) && members[m].Index < Best)))
                (Best, BestScore) = (members[m].Index, mean);
        }
    }
}
