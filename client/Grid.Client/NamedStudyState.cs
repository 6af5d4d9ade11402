namespace Grid.Client;

/// <summary>Where a study is in its life.</summary>
public enum NamedStudyState
{
    /// <summary>Its trials are trained.</summary>
    Running,

    /// <summary>It was stopped, or its silos went down; started again, it goes on with the trials that are left.</summary>
    Stopped,

    /// <summary>All its trials are finished.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,
}
