using Grid.Query;

namespace Grid.Cli;

/// <summary>Two columns that say nearly the same, and which of them to leave out.</summary>
/// <param name="Keep">The column to keep.</param>
/// <param name="Drop">The one to drop: the one that is closer to all the others as well.</param>
/// <param name="R">Their correlation.</param>
internal sealed record CorrelationAdvice(string Keep, string Drop, double R)
{
    /// <summary>The pairs whose correlation passes a limit, the strongest first.</summary>
    public static IReadOnlyList<CorrelationAdvice> Of(CorrelationAnswer answer, double limit = 0.95)
    {
        var advice = new List<CorrelationAdvice>();
        for (int i = 0; i < answer.Columns.Count; i++)
        {
            for (int j = i + 1; j < answer.Columns.Count; j++)
            {
                double r = answer.R[i][j];
                if (!(Math.Abs(r) > limit))
                    continue;
                bool dropFirst = Strength(answer, i) > Strength(answer, j);
                advice.Add(new CorrelationAdvice(answer.Columns[dropFirst ? j : i], answer.Columns[dropFirst ? i : j], r));
            }
        }
        return [.. advice.OrderByDescending(a => Math.Abs(a.R))];
    }

    private static double Strength(CorrelationAnswer answer, int column) => answer.R[column].Where(double.IsFinite).Sum(Math.Abs);
}
