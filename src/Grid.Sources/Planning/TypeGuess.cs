using Grid.Arrow;

namespace Grid.Sources;

/// <summary>The narrowest type of the values of a column seen so far.</summary>
internal struct TypeGuess
{
    private DataType? _type;
    private bool _isNegative;
    private bool _losesDigits;

    /// <summary>
    /// The type; float64 where there was no value, as pandas has it: numbers that turn up later then fit, and anything else
    /// widens the column to text.
    /// </summary>
    public readonly DataType Type =>
        _type == DataType.Float64 || (_type == DataType.UInt64 && _isNegative)
            ? _losesDigits ? DataType.Utf8 : DataType.Float64
            : _type ?? DataType.Float64;

    /// <summary>Takes in a value.</summary>
    public void Add(ReadOnlySpan<byte> field)
    {
        if (_type == DataType.Utf8)
            return;
        var type = TypeOf(field);
        Add(type);
        if (type.IsInteger && NumberText.TryParse(field, out var number))
        {
            _isNegative |= number.Value < 0;
            _losesDigits |= !number.KeepsDigits(field);
        }
    }

    /// <summary>Takes in what was guessed elsewhere.</summary>
    public void Add(TypeGuess other)
    {
        if (other._type is { } type)
            Add(type);
        (_isNegative, _losesDigits) = (_isNegative | other._isNegative, _losesDigits | other._losesDigits);
    }

    /// <summary>The narrowest type of one value.</summary>
    public static DataType TypeOf(ReadOnlySpan<byte> field)
    {
        if (NumberText.TryParse(field, out var number))
        {
            return number.Kind switch
            {
                NumberKind.Integer when !number.IsNegativeZero => DataType.Int64,
                NumberKind.Unsigned => DataType.UInt64,
                _ => number.KeepsDigits(field) ? DataType.Float64 : DataType.Utf8,
            };
        }
        if (MomentText.TryParse(field, out var moment))
            return MomentBuilder.TypeOf(moment);
        return BoolText.TryParse(field, out _) ? DataType.Bool : DataType.Utf8;
    }

    private void Add(DataType type) => _type = _type is null ? type : Widening.Join(_type, type);
}
