using Grid.Columns;

namespace Grid.Sources;

/// <summary>What a load reads of files of one format that have the same columns in the same order.</summary>
internal sealed record TablePlan
{
    /// <summary>Among <see cref="Declared"/>, the type of a column that has none.</summary>
    public const string NullType = "null";

    /// <summary>The files, those without rows included.</summary>
    public required IReadOnlyList<PlannedFile> Files { get; init; }

    /// <summary>The columns of the files with their logical types.</summary>
    public required Schema Schema { get; init; }

    /// <summary>The types as the files themselves name them, for notes on what was joined; null where they name none.</summary>
    public IReadOnlyList<string>? Declared { get; init; }

    /// <summary>The splits, in the order of the files and of the rows within them; at least one.</summary>
    public required IReadOnlyList<SourceSplit> Splits { get; init; }

    /// <summary>Whether there is a row in any of the files.</summary>
    public required bool HasRows { get; init; }

    /// <summary>Columns of which no value was seen: whatever type other files give them stands.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];

    /// <summary>How many rows there are, where the files say so.</summary>
    public long Rows { get; init; }

    /// <summary>What the files say of their columns; null where they do not, or the values may have other types after all.</summary>
    public IReadOnlyList<PlannedColumn>? Columns { get; init; }

    /// <summary>Of columns of whole numbers, dates and timestamps, between which values they are; null where the files do not say it.</summary>
    public IReadOnlyList<ValueRange?>? Ranges { get; init; }

    /// <summary>Columns whose dates have the day first.</summary>
    public IReadOnlyList<string> DayFirst { get; init; } = [];

    /// <summary>Whether samples show a moment that is written as <see cref="CsvOptions.DateFormats"/> says.</summary>
    public bool HasGivenDates { get; init; }

    /// <summary>What whoever reads the files may not expect.</summary>
    public SourceNotes Notes { get; init; } = SourceNotes.None;

    /// <summary>Bytes of memory that the rows are expected to take.</summary>
    public required long BytesExpected { get; init; }
}
