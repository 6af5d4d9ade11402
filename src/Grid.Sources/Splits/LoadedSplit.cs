using Grid.Columns;

namespace Grid.Sources;

/// <summary>The rows of a split, in memory.</summary>
public sealed record LoadedSplit
{
    /// <summary>The rows; one batch, unless the source says otherwise. Their encodings are chosen column by column.</summary>
    public required IReadOnlyList<RecordBatch> Batches { get; init; }

    /// <summary>The logical types of the batches' columns: those asked for, or wider where values contradicted them.</summary>
    public required Schema Schema { get; init; }

    /// <summary>What of the values whoever reads them may not expect; lines are not counted yet.</summary>
    public SourceNotes Notes { get; init; } = SourceNotes.None;

    /// <summary>Columns whose dates were read day first.</summary>
    public IReadOnlyList<string> DayFirst { get; init; } = [];

    /// <summary>How many rows there are.</summary>
    public required long Rows { get; init; }

    /// <summary>Bytes of the source that the rows stand for: the length of the split.</summary>
    public required long BytesRead { get; init; }
}
