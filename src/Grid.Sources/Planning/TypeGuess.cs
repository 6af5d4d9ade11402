using Grid.Arrow;

namespace Grid.Sources;

/// <summary>The narrowest type of the values of a column seen so far, and what of them is text.</summary>
internal struct TypeGuess
{
    private DataType? _type;
    private bool _isNegative;
    private bool _losesDigits;
    private bool _hasNaN;

    /// <summary>
    /// The type; float64 where there was no value, as pandas has it: numbers that turn up later then fit, and anything else
    /// widens the column to text.
    /// </summary>
    public readonly DataType Type =>
        _type == DataType.Float64 || (_type == DataType.UInt64 && _isNegative) || (_hasNaN && _type is { IsInteger: true })
            ? _losesDigits ? DataType.Utf8 : DataType.Float64
            : _type ?? DataType.Float64;

    /// <summary>Whether there was a value.</summary>
    public readonly bool HasType => _type is not null;

    /// <summary>How many values are text and nothing else.</summary>
    public long Texts { get; private set; }

    /// <summary>How many of the texts are numbers of more digits than numbers keep.</summary>
    public long LongNumbers { get; private set; }

    /// <summary>How many values are of other types.</summary>
    public long Others { get; private set; }

    /// <summary>The narrowest type of those others; null where there are none.</summary>
    public DataType? OtherType { get; private set; }

    /// <summary>The first text, whether it is in quotes, and where its row starts in the file.</summary>
    public (byte[] Value, bool IsQuoted, long Offset)? FirstText { get; private set; }

    /// <summary>The first whole number whose digits a double does not keep, and where its row starts in the file.</summary>
    public (byte[] Value, bool IsQuoted, long Offset)? FirstLong { get; private set; }

    /// <summary>Takes in a value, of the row that starts at an offset.</summary>
    public void Add(ReadOnlySpan<byte> field, long offset, bool isQuoted)
    {
        var type = TypeOf(field);
        if (type.IsInteger && NumberText.TryParse(field, out var number))
        {
            _isNegative |= number.Value < 0;
            if (!number.KeepsDigits(field))
            {
                _losesDigits = true;
                FirstLong ??= (field.ToArray(), isQuoted, offset);
            }
        }
        if (type == DataType.Utf8)
        {
            Texts++;
            LongNumbers += NumberText.TryParse(field, out _) ? 1 : 0;
            FirstText ??= (field.ToArray(), isQuoted, offset);
        }
        else
        {
            Others++;
            OtherType = OtherType is null ? type : Widening.Join(OtherType, type);
        }
        Add(type);
    }

    /// <summary>Takes in what was guessed elsewhere.</summary>
    public void Add(TypeGuess other)
    {
        if (other._type is { } type)
            Add(type);
        (_isNegative, _losesDigits, _hasNaN) = (_isNegative | other._isNegative, _losesDigits | other._losesDigits, _hasNaN | other._hasNaN);
    }

    /// <summary>Takes in a NaN, which is a number in a column of numbers and null in others: it decides only whole numbers to be doubles.</summary>
    public void AddNaN() => _hasNaN = true;

    /// <summary>Whether a field is a value of some type other than text.</summary>
    public static bool IsValue(ReadOnlySpan<byte> field) =>
        NumberText.TryParse(field, out _) || MomentText.TryParse(field, DateFormats.MonthFirst, out _) || BoolText.TryParse(field, out _);

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
        if (MomentText.TryParse(field, DateFormats.MonthFirst, out var moment))
            return moment.Type;
        return BoolText.TryParse(field, out _) ? DataType.Bool : DataType.Utf8;
    }

    private void Add(DataType type) => _type = _type is null ? type : Widening.Join(_type, type);
}
