namespace Grid.Abstractions;

/// <summary>
/// A search of models, under its name: makes the training data, gives out the trials, keeps what they find, and grows the
/// best candidate's forest. A study that is started again goes on where it was.
/// </summary>
[Alias("Grid.IStudyGrain")]
public interface IStudyGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts the run, unless that is done, and gives the state when its version is not <paramref name="version"/>, some
    /// times a second at most, or else after a second. Start with 0, ask again until it is over.
    /// </summary>
    [Alias("RunAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task<StudyStatus> RunAsync(StudyRequest request, long version, CancellationToken cancellation);

    /// <summary>How far the study is: its run, where one is or was under way here, or else what is stored of it.</summary>
    [Alias("ObserveAsync")]
    [Idempotent]
    [ReadOnly]
    Task<StudyStatus> ObserveAsync(CancellationToken cancellation);

    /// <summary>What the candidates have scored so far, of a run that is or was under way here; null where nobody has started one since the silo is there.</summary>
    [Alias("ReadBoardAsync")]
    [Idempotent]
    [ReadOnly]
    Task<StudyBoard?> ReadBoardAsync(CancellationToken cancellation);

    /// <summary>What was asked of the run that is or was under way here; null where nobody has started one since the silo is there.</summary>
    [Alias("ReadRequestAsync")]
    [Idempotent]
    [ReadOnly]
    Task<StudyRequest?> ReadRequestAsync(CancellationToken cancellation);

    /// <summary>The trials of a run that is done, from a position on: some megabytes of them; none where there are no more.</summary>
    [Alias("ReadTrialsAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task<TrialResults> ReadTrialsAsync(string run, int from, CancellationToken cancellation);

    /// <summary>A part of the model file of the best candidate's forest, of a run that is done; empty where it was not asked for.</summary>
    [Alias("ReadModelAsync")]
    [Idempotent]
    [ResponseTimeout("00:00:20")]
    Task<BytesChunk> ReadModelAsync(string run, int chunk, CancellationToken cancellation);

    /// <summary>A part of the training data of a run that is under way: for silos that do not have it.</summary>
    [Alias("ReadTrainingAsync")]
    [Idempotent]
    Task<BytesChunk> ReadTrainingAsync(string run, int chunk, CancellationToken cancellation);

    /// <summary>Stops a run where it is under way. Answers when nothing of it runs any more, and what was finished is stored.</summary>
    [Alias("CancelAsync")]
    [Idempotent]
    Task CancelAsync(string run, CancellationToken cancellation);

    /// <summary>Stops the study and forgets what it has found.</summary>
    [Alias("DropAsync")]
    [Idempotent]
    Task DropAsync(CancellationToken cancellation);
}
