namespace Grid.Abstractions;

/// <summary>Whose fault a fault is.</summary>
[GenerateSerializer, Alias("Grid.FaultKind")]
public enum FaultKind
{
    /// <summary>Ours.</summary>
    Internal,

    /// <summary>The source cannot be read.</summary>
    Source,

    /// <summary>The question cannot be answered.</summary>
    Question,

    /// <summary>The data does not fit the memory budget.</summary>
    Memory,

    /// <summary>The dataset is not in a state to be asked.</summary>
    Dataset,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The search or the model cannot be made of what was given.</summary>
    Learning,

    /// <summary>What is to be kept cannot be written.</summary>
    Storage,
}
