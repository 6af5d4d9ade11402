namespace Grid.Benchmarks;

/// <summary>Finds the line that says what was wrong in what a failed program printed.</summary>
internal static class ErrorText
{
    /// <summary>The last line that names an error or exception: Python and Node tell the way to it around it, .NET after it.</summary>
    public static string LineOf(string errors)
    {
        string[] lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.LastOrDefault(l => l.Contains("Error:", StringComparison.Ordinal) || l.Contains("xception:", StringComparison.Ordinal))
            ?? lines.LastOrDefault(l => l.Contains("rror", StringComparison.Ordinal))
            ?? lines.LastOrDefault()
            ?? "it said nothing";
    }
}
