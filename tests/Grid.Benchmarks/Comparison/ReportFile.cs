using System.Text;

namespace Grid.Benchmarks;

/// <summary>Where reports go: to the output, and to a file that is kept.</summary>
internal static class ReportFile
{
    /// <summary>Prints a report, and writes it to a file.</summary>
    /// <param name="text">The report.</param>
    /// <param name="path">The file; null for one in results/ named by date and processor.</param>
    /// <param name="machine">What it was measured on.</param>
    /// <param name="kind">What stands in the file's name before the processor, with a hyphen; empty for the exploration.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static async Task WriteAsync(string text, string? path, Machine machine, string kind, CancellationToken cancellation)
    {
        Console.WriteLine(text);
        path ??= Path.Combine(ProjectFolder.Find(), "results", Name(machine, DateTime.Today, kind));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, text, cancellation);
        await Console.Error.WriteLineAsync($"written to {path}");
    }

    // Of date and processor, and of what was measured where that is not all there is.
    private static string Name(Machine machine, DateTime date, string kind)
    {
        var slug = new StringBuilder();
        foreach (char c in machine.Processor.Replace("(R)", "", StringComparison.Ordinal).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        return $"{date:yyyy-MM-dd}-{kind}{slug.ToString().Trim('-')}-{machine.Cores}-cores.md";
    }
}
