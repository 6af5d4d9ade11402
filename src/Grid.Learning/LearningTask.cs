namespace Grid.Learning;

/// <summary>What a model predicts.</summary>
public enum LearningTask
{
    /// <summary>One of a few classes, with a probability for each.</summary>
    Classification,
    /// <summary>A number.</summary>
    Regression,
}
