using Grid.Columns;

namespace Grid.Sources;

/// <summary>A way through the text of a split, which hands its rows on to the columns' builders.</summary>
internal interface IRowPass : IDisposable
{
    /// <summary>How the values are written.</summary>
    CsvDialect Dialect { get; }

    /// <summary>How many rows were read.</summary>
    int Rows { get; }

    /// <summary>What of the values may not be expected.</summary>
    SourceNotes Notes { get; }

    /// <summary>Reads the rows that start in the split into builders.</summary>
    /// <param name="builders">The builder of each column, null for columns not wanted; a column that a value contradicts is null afterwards.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>
    /// False where the split turned out to start elsewhere: what the builders hold is void, and the pass is to be run again with new ones.
    /// </returns>
    bool TryRun(ColumnBuilder?[] builders, CancellationToken cancellation);
}

/// <summary>Opens the file of a split for a pass.</summary>
/// <param name="split">The rows to read.</param>
/// <param name="options">How.</param>
/// <param name="schema">The columns.</param>
/// <param name="isFixed">Whether the type of the column of a name may not widen.</param>
/// <param name="bytesRead">Told how many more bytes were read; in all, the split's length.</param>
/// <param name="cancellation">Ends reads that wait.</param>
internal delegate IRowPass OpenPass(
    SourceSplit split, CsvOptions options, Schema schema, Func<string, bool> isFixed, IProgress<long>? bytesRead, CancellationToken cancellation);
