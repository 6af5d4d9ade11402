using System.Globalization;
using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>Answers as CSV in the order of their keys, and how two of them differ.</summary>
internal static class AnswerRows
{
    public static async Task WriteAsync(Answer answer, string path)
    {
        await using var file = new StreamWriter(path);
        foreach (var row in answer is GroupByAnswer groups ? groups.Groups.Select(group => group.Keys.Concat(group.Values)) : ((HeadAnswer)answer).Rows)
            await file.WriteLineAsync(string.Join(',', row));
    }

    /// <summary>Null where two files say the same, figures as near as the task wants them.</summary>
    public static string? Difference(BenchTask task, string mine, string others)
    {
        var near = task.Near;
        using StreamReader a = new(mine), b = new(others);
        for (long row = 1; ; row++)
        {
            string? x = a.ReadLine(), y = b.ReadLine();
            if (x is null && y is null)
                return null;
            if (x is null || y is null)
                return $"row {row:N0} is one too {(x is null ? "few" : "many")}";
            if (x != y && !Same(x.Split(','), y.Split(','), near))
                return $"row {row:N0} is {x}, DuckDB's {y}";
        }
    }

    private static bool Same(string[] x, string[] y, IReadOnlyList<double> near) => x.Length == y.Length && x.Index().All(v => Same(v.Item, y[v.Index], near[v.Index]));

    private static bool Same(string x, string y, double near)
    {
        if (x == y)
            return true;
        if (!double.TryParse(x, CultureInfo.InvariantCulture, out double a) || !double.TryParse(y, CultureInfo.InvariantCulture, out double b))
            return false;
        // What is zero here may be what rounding leaves there.
        double size = near == GroupTask.RoundedSpread ? Math.Max(1e-6, Math.Max(Math.Abs(a), Math.Abs(b))) : Math.Max(Math.Abs(a), Math.Abs(b));
        return a == b || Math.Abs(a - b) <= near * size || (double.IsNaN(a) && double.IsNaN(b));
    }
}
