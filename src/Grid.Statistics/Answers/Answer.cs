namespace Grid.Statistics;

/// <summary>The answer to a question.</summary>
public abstract record Answer;
