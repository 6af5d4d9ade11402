using Grid.Query;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>The rows of a partition, as loaded and as questions see them.</summary>
/// <param name="Loaded">The rows under the types that were found.</param>
/// <param name="Table">The rows under the dataset's types; null while those are not wide enough for what was found.</param>
internal sealed record PartitionRows(LoadedSplit Loaded, PartitionTable? Table)
{
    /// <summary>Loads a partition, or gives what is loaded the types and place of another specification. For compute threads.</summary>
    public static PartitionRows Load(PartitionSpec spec, PartitionRows? present, DatasetTexts texts, IProgress<long> bytesRead, CancellationToken cancellation)
    {
        var (split, schema, options) = (spec.Split.Value, spec.Schema.Value, spec.Options.Value);
        var loaded = present is null ? SplitReader.Read(split, schema, options, bytesRead, cancellation)
            : SplitReader.Widen(present.Loaded, split, schema, options, bytesRead, cancellation);
        bool fits = Widening.Join(schema, loaded.Schema).Fields.Select(f => f.Type).SequenceEqual(schema.Fields.Select(f => f.Type));
        return new PartitionRows(loaded, fits ? new PartitionTable(schema, loaded.Batches, spec.FirstRow) { Texts = texts } : null);
    }
}
