namespace Grid.Grains;

/// <summary>What goes first on the compute pool.</summary>
public enum ComputePriority
{
    /// <summary>Scans and merges: somebody waits for the answer.</summary>
    Question,

    /// <summary>Loads and trials, which take long and shall not hold up questions to other datasets.</summary>
    Load,

    /// <summary>What may as well not be done: only while threads have nothing else to do.</summary>
    Idle,
}
