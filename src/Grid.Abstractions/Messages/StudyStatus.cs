namespace Grid.Abstractions;

/// <summary>A study while it runs, and when that is over.</summary>
[GenerateSerializer, Immutable, Alias("Grid.StudyStatus")]
public sealed record StudyStatus : IPollReply
{
    /// <summary>Counts the changes; for the next ask.</summary>
    [Id(0)]
    public long Version { get; init; }

    /// <summary>How many trials there are; 0 while the data is made ready.</summary>
    [Id(1)]
    public int Trials { get; init; }

    /// <summary>Trials that are finished and, where the study is kept, stored.</summary>
    [Id(2)]
    public int TrialsDone { get; init; }

    /// <summary>Trials that this run has trained.</summary>
    [Id(3)]
    public int TrialsTrained { get; init; }

    /// <summary>Trials that an earlier run had finished.</summary>
    [Id(4)]
    public int TrialsResumed { get; init; }

    /// <summary>How many candidates there are.</summary>
    [Id(5)]
    public int Candidates { get; init; }

    /// <summary>Candidates that have a score for every split.</summary>
    [Id(6)]
    public int CandidatesScored { get; init; }

    /// <summary>The position of the best of them; null for none yet.</summary>
    [Id(7)]
    public int? Best { get; init; }

    /// <summary>Its mean score.</summary>
    [Id(8)]
    public double? BestScore { get; init; }

    /// <summary>Seconds since the start of the run, or in all.</summary>
    [Id(9)]
    public double Seconds { get; init; }

    /// <summary>About how many more it takes; null where that cannot be told.</summary>
    [Id(10)]
    public double? SecondsLeft { get; init; }

    /// <summary>Whether everything is done, and can be read.</summary>
    [Id(11)]
    public bool IsDone { get; init; }

    /// <summary>Why the run ended otherwise.</summary>
    [Id(12)]
    public Fault? Fault { get; init; }

    /// <summary>Whether a run is under way.</summary>
    [Id(13)]
    public bool IsRunning { get; init; }

    /// <summary>What is worth knowing of the folds, a line each.</summary>
    [Id(14)]
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <inheritdoc/>
    public bool IsOver => IsDone || Fault is not null;
}
