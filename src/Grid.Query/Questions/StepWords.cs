namespace Grid.Query;

/// <summary>The words for joins and scalings, the same wherever somebody writes them: in options of the command, and in commands of other doors.</summary>
public static class StepWords
{
    /// <summary>The kinds of joins, in whatever case.</summary>
    public static IReadOnlyDictionary<string, JoinKind> Joins { get; } = new Dictionary<string, JoinKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["inner"] = JoinKind.Inner,
        ["left"] = JoinKind.Left,
        ["semi"] = JoinKind.Semi,
        ["anti"] = JoinKind.Anti,
    };

    /// <summary>The ways to scale, in whatever case.</summary>
    public static IReadOnlyDictionary<string, Scaling> Scalings { get; } = new Dictionary<string, Scaling>(StringComparer.OrdinalIgnoreCase)
    {
        ["standard"] = Scaling.Standard,
        ["minmax"] = Scaling.MinMax,
        ["robust"] = Scaling.Robust,
    };
}
