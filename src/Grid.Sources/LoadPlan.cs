using Grid.Arrow;

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
}
