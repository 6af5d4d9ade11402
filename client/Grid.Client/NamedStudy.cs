namespace Grid.Client;

/// <summary>A study of a cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it is.</param>
/// <param name="Trials">How many trials it has; 0 while its data is made ready.</param>
/// <param name="TrialsDone">How many are finished and stored.</param>
/// <param name="BestScore">The best mean score so far; null where none is known yet.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
public sealed record NamedStudy(string Name, NamedStudyState State, int Trials, int TrialsDone, double? BestScore, string? Error)
{
    internal static NamedStudy From(string name, StudyStatus status) => new(
        name,
        status.IsRunning ? NamedStudyState.Running
            : status.Fault is not null and not { Kind: FaultKind.Cancelled } ? NamedStudyState.Failed
            : status.Trials > 0 && status.TrialsDone == status.Trials ? NamedStudyState.Done : NamedStudyState.Stopped,
        status.Trials, status.TrialsDone, status.BestScore, status.Fault is { Kind: not FaultKind.Cancelled } fault ? fault.Message : null);
}
