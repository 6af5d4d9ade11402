using Grid.Query;

namespace Grid.Report;

/// <summary>Everything that a report shows of a table.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Files">From how many files.</param>
/// <param name="SourceBytes">Their bytes.</param>
/// <param name="HeldBytes">Bytes in memory.</param>
/// <param name="Notes">What was decided while the files were read.</param>
/// <param name="Columns">Each column, in order.</param>
/// <param name="Correlation">Of all pairs of numbers; null where there are less than two.</param>
/// <param name="Repeated">Rows that are there more than once; null where nobody looked.</param>
/// <param name="First">The first rows.</param>
/// <param name="Drawn">Rows drawn at random.</param>
internal sealed record TableFacts(
    string Title, long Rows, int Files, long SourceBytes, long HeldBytes, IReadOnlyList<string> Notes, IReadOnlyList<ColumnFacts> Columns,
    CorrelationAnswer? Correlation, RepeatedRows? Repeated, HeadAnswer First, HeadAnswer Drawn)
{
    public IReadOnlyList<Warning> Warnings { get; } = WarningFinder.Find(Rows, Columns, Correlation, Repeated);

    public long MissingCells => Columns.Sum(c => c.Missing);
}
