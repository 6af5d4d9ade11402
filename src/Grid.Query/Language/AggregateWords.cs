namespace Grid.Query;

/// <summary>What aggregates are called.</summary>
public static class AggregateWords
{
    /// <summary>The names of the aggregates, as they stand in a question: <c>mean</c> of <c>mean(tip_amount)</c>.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. AggregateSpec.Names];

    /// <summary>The name that an aggregate's column will have: <c>range</c> of <c>max(x) - min(x) as range</c>, else what is written.</summary>
    public static string NameOf(string aggregate)
    {
        try
        {
            return Parser.ParseNamed(aggregate).Name ?? aggregate;
        }
        catch (QuestionException)
        {
            // What is wrong with it is said when it is asked.
            return aggregate;
        }
    }
}
