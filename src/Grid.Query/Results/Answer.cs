namespace Grid.Query;

/// <summary>The answer to a question. It prints as a table.</summary>
public abstract record Answer
{
    /// <summary>The answer as one table: a row a column, a group, a value, a bin or a pair of columns.</summary>
    public AnswerTable ToTable() => Tabulation.Of(this);

    /// <summary>The answer as people read it: aligned tables with rounded figures.</summary>
    public sealed override string ToString() => AnswerText.Of(this);
}
