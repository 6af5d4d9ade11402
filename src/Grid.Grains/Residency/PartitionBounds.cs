using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains;

/// <summary>What the source says of a partition's columns without their values being read, as far as conditions have asked for it. Within one grain's turns.</summary>
/// <param name="pool">Where the source is asked.</param>
internal sealed class PartitionBounds(ComputePool pool)
{
    // Sets of columns: as many as questions in turn are likely to filter by.
    private const int MostKnown = 16;

    private readonly Dictionary<string, IReadOnlyList<RowBounds>> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a condition holds for none of the rows, whatever they are.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="spec">The partition.</param>
    /// <param name="mayAsk">Whether the source may be asked for what is not known yet: not where the rows are at hand.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<bool> RuleOutAsync(RowCondition condition, PartitionSpec spec, bool mayAsk, CancellationToken cancellation)
    {
        var names = condition.ColumnNames;
        string key = string.Join('\0', names.Order(StringComparer.Ordinal));
        if (!_known.TryGetValue(key, out var bounds))
        {
            if (!mayAsk)
                return false;
            var (split, options) = (spec.Split.Value, spec.Options.Value);
            try
            {
                bounds = await pool.RunAsync(end => SplitReader.Bounds(split, names, options, end), ComputePriority.Question, cancellation);
            }
            catch (SourceException)
            {
                // Whoever reads the rows says so; and they may lie in the cache.
                return false;
            }
            if (_known.Count == MostKnown)
                _known.Clear();
            _known[key] = bounds;
        }
        return bounds.Count > 0 && bounds.All(condition.IsNever);
    }
}
