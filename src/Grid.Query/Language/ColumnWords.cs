namespace Grid.Query;

/// <summary>What the columns of an answer are called.</summary>
public static class ColumnWords
{
    /// <summary>The name of a column that is asked for: a name in back-quotes without them, else what is written.</summary>
    /// <param name="asked">A name or an expression.</param>
    public static string NameOf(string asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (!asked.Contains('`', StringComparison.Ordinal))
            return asked;
        try
        {
            return Parser.Parse(asked) is NameSyntax { Name: var name } ? name : asked;
        }
        catch (QuestionException)
        {
            // A column may have any name, also one that is no expression.
            return asked;
        }
    }
}
