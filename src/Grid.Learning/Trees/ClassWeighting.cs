namespace Grid.Learning;

/// <summary>How much the rows of a class count.</summary>
public enum ClassWeighting
{
    /// <summary>Every row counts once.</summary>
    None,
    /// <summary>A row of class k counts n / (classes × n_k), n_k being the training rows of that class: all classes weigh the same.</summary>
    Balanced,
}
