using ParquetSharp;

namespace Grid.Sources;

/// <summary>Between which values the row groups of a column are, by their statistics.</summary>
/// <param name="column">The column; of others than integers, days and ticks it is not known.</param>
internal sealed class FooterRange(ParquetLeaf column)
{
    private bool _isKnown = column.Kind is ParquetKind.Whole or ParquetKind.Unsigned;
    private ValueRange? _value;

    /// <summary>The range; null where some row group does not say it.</summary>
    public ValueRange? Value => _isKnown ? _value : null;

    /// <summary>Takes in a row group.</summary>
    /// <param name="statistics">What the footer says of its values; null for nothing.</param>
    /// <param name="isEmpty">Whether it has no value.</param>
    public void Add(Statistics? statistics, bool isEmpty)
    {
        if (!_isKnown || isEmpty)
            return;
        ValueRange? range = statistics switch
        {
            Statistics<int> { HasMinMax: true } s when column.Kind == ParquetKind.Unsigned => new ValueRange((uint)s.Min, (uint)s.Max),
            Statistics<int> { HasMinMax: true } s => new ValueRange(s.Min, s.Max),
            Statistics<long> { HasMinMax: true } s => new ValueRange(s.Min, s.Max),
            _ => null,
        };
        _isKnown = range is { } known && known.Min <= known.Max && (column.Kind == ParquetKind.Whole || known.Min >= 0);
        if (_isKnown)
            _value = _value is { } before ? new ValueRange(Math.Min(before.Min, range!.Value.Min), Math.Max(before.Max, range.Value.Max)) : range;
    }
}
