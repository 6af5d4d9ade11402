using System.Text;
using Grid.Client;
using Grid.Sources;

namespace Grid.Report;

/// <summary>
/// A report of a table in one file that opens without a network: what it is, warnings first, each column with its distribution, correlations,
/// what is missing, some rows. It is made of the grid's own questions, so that no row leaves it but those that are shown.
/// <code>
/// await TableReport.WriteAsync(trips, "trips", "trips.html");
/// </code>
/// </summary>
public static class TableReport
{
    private static readonly ReplaceRule s_replaced = ReplaceRule.Only(Encoding.UTF8.GetBytes(PageFrame.Start), "report of Grid's");

    /// <summary>Writes the report of a frame.</summary>
    /// <param name="frame">The frame; it is loaded where it is not.</param>
    /// <param name="title">What the report calls it.</param>
    /// <param name="path">The file, which is replaced as a whole where a report is there.</param>
    /// <param name="asked">Hears what share of the questions has its answer, 0 to 1; null for nobody.</param>
    /// <param name="cancellation">Ends it; nothing is written.</param>
    /// <returns>The bytes of the report.</returns>
    /// <exception cref="OutputException">The file cannot be written, or is none of ours.</exception>
    public static async Task<long> WriteAsync(GridFrame frame, string title, string path, IProgress<double>? asked = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        using var file = OutputFile.Open(path, s_replaced);
        var facts = await FactFinder.FindAsync(frame, title, asked, cancellation).ConfigureAwait(false);
        return Write(file, ReportPage.Of(facts));
    }

    /// <summary>Writes the report of two frames beside each other.</summary>
    /// <param name="left">The first.</param>
    /// <param name="leftTitle">What the report calls it.</param>
    /// <param name="right">The other.</param>
    /// <param name="rightTitle">What the report calls it.</param>
    /// <param name="path">The file, which is replaced as a whole where a report is there.</param>
    /// <param name="asked">Hears what share of the questions has its answer, 0 to 1; null for nobody.</param>
    /// <param name="cancellation">Ends it; nothing is written.</param>
    /// <returns>The bytes of the report.</returns>
    /// <exception cref="OutputException">The file cannot be written, or is none of ours.</exception>
    public static async Task<long> CompareAsync(
        GridFrame left, string leftTitle, GridFrame right, string rightTitle, string path, IProgress<double>? asked = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        using var file = OutputFile.Open(path, s_replaced);
        var first = await FactFinder.FindAsync(left, leftTitle, asked is null ? null : new Half(asked, 0), cancellation).ConfigureAwait(false);
        var second = await FactFinder.FindAsync(right, rightTitle, asked is null ? null : new Half(asked, 0.5), cancellation).ConfigureAwait(false);
        return Write(file, ComparisonPage.Of(first, second));
    }

    /// <summary>Makes sure that a report can be written to a place, and writes none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OutputException">It cannot be written, or is none of ours.</exception>
    public static void CheckPlace(string path) => OutputFile.Open(path, s_replaced).Dispose();

    private static long Write(OutputFile file, string page)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(page);
        file.Write(bytes);
        return bytes.Length;
    }

    private sealed class Half(IProgress<double> whole, double from) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + value / 2);
    }
}
