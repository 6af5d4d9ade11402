using System.Text;
using Grid.Client;
using Grid.Sources;

namespace Grid.Report;

/// <summary>
/// A report of a search in one file that opens without a network: the candidates in their order, how the score goes with each parameter and with two of them, its
/// spread over the splits, what the best model goes by, and how it does on rows that were held out.
/// <code>
/// var outcome = await digits.SearchAsync(search);
/// SearchReport.Write(outcome, "digits", "study.html");
/// </code>
/// </summary>
public static class SearchReport
{
    private static readonly ReplaceRule s_replaced = ReplaceRule.Only(Encoding.UTF8.GetBytes(PageFrame.Start), "report of Grid's");

    /// <summary>Writes the report.</summary>
    /// <param name="outcome">What the search found; importances are told where its best forest was grown, the test where rows were held out.</param>
    /// <param name="title">What the report calls it.</param>
    /// <param name="path">The file, which is replaced as a whole where a report is there.</param>
    /// <returns>The bytes of the report.</returns>
    /// <exception cref="OutputException">The file cannot be written, or is none of ours.</exception>
    public static long Write(SearchOutcome outcome, string title, string path)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        using var file = OutputFile.Open(path, s_replaced);
        byte[] page = Encoding.UTF8.GetBytes(SearchPage.Of(outcome, title));
        file.Write(page);
        return page.Length;
    }

    /// <summary>Makes sure that a report can be written to a place, and writes none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OutputException">It cannot be written, or is none of ours.</exception>
    public static void CheckPlace(string path) => OutputFile.Open(path, s_replaced).Dispose();
}
