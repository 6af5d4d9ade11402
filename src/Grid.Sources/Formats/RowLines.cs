using Grid.Columns;

namespace Grid.Sources;

/// <summary>Finds the lines of rows whose values turned out to be at fault only when they were reckoned with.</summary>
public static class RowLines
{
    /// <summary>The line of its file, from 1, on which a row of a split starts; null where the file has no lines, or the split no such row.</summary>
    /// <param name="split">The split.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="row">The row, from 0 in the split.</param>
    /// <param name="cancellation">Ends the search: it reads the file up to the row.</param>
    /// <exception cref="SourceException">The file is gone or has changed.</exception>
    public static long? Of(SourceSplit split, CsvOptions options, int columns, long row, CancellationToken cancellation) =>
        SourceFormats.Of(split).LineOf(split, options, columns, row, cancellation);

    /// <summary>The file of a row of a split, and the line, from 1, on which it starts there; null where the file has no lines, or the split no such row.</summary>
    /// <param name="split">The split, be it of several files.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="row">The row, from 0 in the split.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="SourceException">A file is gone or has changed.</exception>
    public static (string Path, long Line)? Find(SourceSplit split, CsvOptions options, Schema schema, long row, CancellationToken cancellation)
    {
        var place = split.Parts is null ? (Part: split, Row: row) : SplitParts.Find(split, schema, options, row, cancellation);
        return place is { } found && Of(found.Part, options, schema.Count, found.Row, cancellation) is { } line ? (found.Part.Path, line) : null;
    }
}
