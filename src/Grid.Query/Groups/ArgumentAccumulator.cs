using Grid.Columns;

namespace Grid.Query;

/// <summary>All that is wanted of an argument, gathered by the cheapest accumulators that do.</summary>
internal sealed class ArgumentAccumulator : GroupAccumulator
{
    private readonly GroupAccumulator _counts;
    private readonly GroupAccumulator? _keys;
    private readonly GroupAccumulator? _runs;
    private readonly GroupAccumulator? _first;
    private readonly GroupAccumulator? _last;

    public ArgumentAccumulator(BatchEvaluator evaluator, int argument, LogicalType type, GroupParts parts, RowGroups groups)
    {
        _runs = !parts.HasFlag(GroupParts.Values) ? null : CodedRunsAccumulator.Of(evaluator, argument, groups) ?? (GroupAccumulator)new RunsAccumulator(argument);
        _first = parts.HasFlag(GroupParts.First) ? new PlacedAccumulator(argument, type, last: false) : null;
        _last = parts.HasFlag(GroupParts.Last) ? new PlacedAccumulator(argument, type, last: true) : null;
        if (MatrixAccumulator.Of(evaluator, argument, parts, groups) is { } matrix)
        {
            _counts = matrix;
            return;
        }
        _counts = !parts.HasFlag(GroupParts.Sum) ? new CountAccumulator(argument)
            : (parts.HasFlag(GroupParts.Squares) ? null : LineAccumulator.Of(evaluator, argument, groups)) ?? (GroupAccumulator)new SumAccumulator(argument, type, parts, evaluator.Batch.Length);
        if ((parts & (GroupParts.Range | GroupParts.Distinct)) != 0)
            _keys = PresenceAccumulator.Of(evaluator, argument, parts, groups) ?? (GroupAccumulator)new KeyAccumulator(argument, type, parts);
    }

    private ArgumentAccumulator(GroupAccumulator counts, GroupAccumulator? keys) => (_counts, _keys) = (counts, keys);

    /// <summary>Gathers over the rows of any number of batches what does not hang on their order.</summary>
    /// <param name="argument">The node of the argument.</param>
    /// <param name="type">Its type.</param>
    /// <param name="parts">What is wanted of it.</param>
    /// <param name="rows">Rows of all batches at most.</param>
    public static ArgumentAccumulator OfMany(int argument, LogicalType type, GroupParts parts, long rows) => new(
        parts.HasFlag(GroupParts.Sum) ? new SumAccumulator(argument, type, parts, rows) : new CountAccumulator(argument),
        (parts & (GroupParts.Range | GroupParts.Distinct)) != 0 ? new KeyAccumulator(argument, type, parts) : null);

    public override void Add(GroupBlock block)
    {
        _counts.Add(block);
        _keys?.Add(block);
        _runs?.Add(block);
        _first?.Add(block);
        _last?.Add(block);
    }

    public override GroupValues ToValues(int[] slots, long[] rows)
    {
        var values = _counts.ToValues(slots, rows);
        if (_keys is null && _runs is null && _first is null && _last is null)
            return values;
        // Of a matrix, the values have what keys would.
        var keys = _keys?.ToValues(slots, rows) ?? values;
        return new GroupValues
        {
            Counts = values.Counts,
            Sums = values.Sums,
            Squares = values.Squares,
            Ranges = keys.Ranges,
            Distinct = keys.Distinct,
            Texts = keys.Texts,
            Runs = _runs?.ToValues(slots, rows).Runs,
            Firsts = _first?.ToValues(slots, rows).Firsts,
            Lasts = _last?.ToValues(slots, rows).Lasts,
        };
    }
}
