using Grid.Arrow;

namespace Grid.Sources;

/// <summary>The narrowest type of the values of a column seen so far.</summary>
internal struct TypeGuess
{
    private DataType? _type;

    /// <summary>
    /// The type; float64 where there was no value, as pandas has it: numbers that turn up later then fit, and anything else
    /// widens the column to text.
    /// </summary>
    public readonly DataType Type => _type ?? DataType.Float64;

    /// <summary>Takes in a value.</summary>
    public void Add(ReadOnlySpan<byte> field)
    {
        if (_type != DataType.Utf8)
            Add(TypeOf(field));
    }

    /// <summary>Takes in what was guessed elsewhere.</summary>
    public void Add(TypeGuess other)
    {
        if (other._type is { } type)
            Add(type);
    }

    /// <summary>The narrowest type of one value.</summary>
    public static DataType TypeOf(ReadOnlySpan<byte> field)
    {
        if (NumberText.TryParse(field, out var number))
            return number.Kind == NumberKind.Integer && !number.IsNegativeZero ? DataType.Int64 : DataType.Float64;
        if (MomentText.TryParse(field, out var moment))
            return MomentBuilder.TypeOf(moment);
        return BoolText.TryParse(field, out _) ? DataType.Bool : DataType.Utf8;
    }

    private void Add(DataType type) => _type = _type is null ? type : Widening.Join(_type, type);
}
