using System.Globalization;

namespace Grid.Query;

/// <summary>What is put where a column is null or NaN: <c>Fill.Median</c>, or a value, <c>0</c>.</summary>
public sealed record Fill
{
    private Fill(FillMethod method, string? text = null, Scalar value = default) => (Method, Text, Value) = (method, text, value);

    /// <summary>The mean of the values; whole numbers become float64.</summary>
    public static Fill Mean { get; } = new(FillMethod.Mean);

    /// <summary>The median of the values; whole numbers become float64.</summary>
    public static Fill Median { get; } = new(FillMethod.Median);

    /// <summary>The most frequent value; of equals, the least.</summary>
    public static Fill Mode { get; } = new(FillMethod.Mode);

    /// <summary>The last value before it, in the order of the source, as pandas' ffill.</summary>
    public static Fill Forward { get; } = new(FillMethod.Forward);

    /// <summary>The first value behind it, in the order of the source, as pandas' bfill.</summary>
    public static Fill Backward { get; } = new(FillMethod.Backward);

    /// <summary>What is done.</summary>
    public FillMethod Method { get; }

    /// <summary>A value as it was written, whose meaning the column's type decides; null where there is none.</summary>
    public string? Text { get; }

    /// <summary>A value whose type is known; null where there is none.</summary>
    public Scalar Value { get; }

    /// <summary>The words for what is not a value.</summary>
    internal static IReadOnlyDictionary<string, Fill> Words { get; } = new Dictionary<string, Fill>(StringComparer.OrdinalIgnoreCase)
    {
        ["mean"] = Mean,
        ["median"] = Median,
        ["mode"] = Mode,
        ["ffill"] = Forward,
        ["bfill"] = Backward,
    };

    /// <summary>A value.</summary>
    public static Fill With(Scalar value) => new(FillMethod.Value, null, value);

    /// <summary>What a command line says: <c>mean</c>, <c>median</c>, <c>mode</c>, <c>ffill</c>, <c>bfill</c>, or a value; in quotes, a text that is none of the words.</summary>
    public static Fill Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Words.GetValueOrDefault(text.Trim()) ?? new Fill(FillMethod.Value, text.Trim());
    }

    /// <summary>A whole number.</summary>
    public static implicit operator Fill(long value) => With(Scalar.Int64(value));

    /// <summary>A number.</summary>
    public static implicit operator Fill(double value) => With(Scalar.Float64(value));

    /// <summary>A truth value.</summary>
    public static implicit operator Fill(bool value) => With(Scalar.Bool(value));

    /// <summary>A text; a date or a timestamp as one.</summary>
    public static implicit operator Fill(string value) => With(Scalar.Text(value));

    /// <summary>A day.</summary>
    public static implicit operator Fill(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As it is written.</summary>
    public override string ToString() => Method == FillMethod.Value ? Text ?? Value.ToString() : Words.First(word => word.Value.Method == Method).Key;
}
