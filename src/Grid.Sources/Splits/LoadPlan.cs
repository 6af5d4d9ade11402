using Grid.Columns;

namespace Grid.Sources;

/// <summary>What a load will read: the columns as far as samples show them, and the splits in the order of their rows.</summary>
public sealed record LoadPlan
{
    /// <summary>The columns with their logical types; loading may widen those that <see cref="CsvOptions.Schema"/> does not fix.</summary>
    public required Schema Schema { get; init; }

    /// <summary>The splits, in the order of the files and of the rows within them.</summary>
    public required IReadOnlyList<SourceSplit> Splits { get; init; }

    /// <summary>The options that it was planned with.</summary>
    public required CsvOptions Options { get; init; }

    /// <summary>The sum of the splits' lengths, in bytes: what the readers' progress adds up to.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes of memory that the rows are expected to take, before any of them is loaded; 0 where nobody has said so.</summary>
    public long BytesExpected { get; init; }

    /// <summary>What the files are, in messages: <c>CSV</c>, <c>Parquet</c>, or <c>files</c> where they are of several formats.</summary>
    public string Kind { get; init; } = "CSV";

    /// <summary>What the files say of their columns, in the order of the schema; null where that is known only when rows are read.</summary>
    public IReadOnlyList<PlannedColumn>? Columns { get; init; }

    /// <summary>How many rows there are, where <see cref="Columns"/> is known.</summary>
    public long Rows { get; init; }

    /// <summary>
    /// Whether the files say of every split how many rows it has, and of every column what it is, so that a column can be read when it is
    /// asked for, and not before.
    /// </summary>
    public bool IsKnown => Columns is not null && Splits.All(split => split.Format is FileFormat.Parquet);

    /// <summary>What samples show that whoever reads the files may not expect; lines are not counted yet.</summary>
    public SourceNotes Notes { get; init; } = SourceNotes.None;

    /// <summary>Columns of which samples show no value: their type is not one that a value could contradict.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];

    /// <summary>All that is to be told of a load: the plan's notes and those of its splits, in the order of the columns, with lines.</summary>
    /// <param name="ofSplits">The notes of the splits, merged.</param>
    /// <param name="cancellation">Ends the counting of lines.</param>
    public SourceNotes NotesOf(SourceNotes ofSplits, CancellationToken cancellation) => NotesOf(ofSplits, Schema, cancellation);

    /// <summary>The same, under the types that the columns have come out with: what was joined is told as it is, and not as it was planned.</summary>
    /// <param name="ofSplits">The notes of the splits, merged.</param>
    /// <param name="loaded">The columns with the types of all splits.</param>
    /// <param name="cancellation">Ends the counting of lines.</param>
    public SourceNotes NotesOf(SourceNotes ofSplits, Schema loaded, CancellationToken cancellation)
    {
        var told = ofSplits with { Items = [.. ofSplits.Items.Where(note => note.Kind != NoteKind.Text || !Unseen.Contains(note.Column))] };
        var inWords = NumberNotes.OfNumbers(DateNotes.InWords(Notes.Merge(told)));
        return NoteLines.Count(TypeNotes.AsLoaded(inWords, Schema, loaded).InOrder(Schema), Splits, cancellation);
    }
}
