namespace Grid.Columns;

/// <summary>Codes into a column of distinct values.</summary>
public sealed record DictionaryType : DataType
{
    internal DictionaryType(DataType index, DataType value, bool ordered) : base(TypeId.Dictionary)
    {
        if (!index.IsInteger)
            throw new ArgumentException($"Dictionary codes must be integers, not {index}.", nameof(index));
        if (value is DictionaryType)
            throw new ArgumentException("A dictionary's values cannot be a dictionary.", nameof(value));
        (Index, Value, Ordered) = (index, value, ordered);
    }

    /// <summary>The integer type of the codes.</summary>
    public DataType Index { get; }

    /// <summary>The type of the values.</summary>
    public DataType Value { get; }

    /// <summary>True when the values ascend, so that codes compare as their values do.</summary>
    public bool Ordered { get; }

    private protected override string Describe() => $"dictionary<{Index}, {Value}>";
}
