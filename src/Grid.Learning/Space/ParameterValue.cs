using System.Globalization;

namespace Grid.Learning;

/// <summary>A value of a parameter in a search: none, a truth value, a number or a word. Compared by value.</summary>
public readonly record struct ParameterValue
{
    private ParameterValue(object? value) => Value = value;

    /// <summary>No value: <c>none</c>.</summary>
    public static ParameterValue None => default;

    /// <summary>The value: null, a <see cref="bool"/>, a <see cref="long"/>, a <see cref="double"/>, a <see cref="string"/>, or a <see cref="ParameterRange"/> to draw from.</summary>
    public object? Value { get; }

    /// <summary>A truth value.</summary>
    public static implicit operator ParameterValue(bool value) => new(value);

    /// <summary>A whole number.</summary>
    public static implicit operator ParameterValue(int value) => new((long)value);

    /// <summary>A whole number.</summary>
    public static implicit operator ParameterValue(long value) => new(value);

    /// <summary>A number.</summary>
    public static implicit operator ParameterValue(double value) => new(value);

    /// <summary>A word; null is none.</summary>
    public static implicit operator ParameterValue(string? value) => new(value);

    /// <summary>A range to draw from.</summary>
    public static implicit operator ParameterValue(ParameterRange range) => new(range);

    /// <summary>Reads a value as a grid writes it: <c>none</c>, <c>true</c>, <c>10</c>, <c>0.5</c>, <c>gini</c>; case is ignored but in words.</summary>
    /// <exception cref="LearningException">It is a range that makes no sense.</exception>
    public static ParameterValue Parse(string text) => ParameterRange.Read(text) is { } range ? range : text.ToLowerInvariant() switch
    {
        "none" or "null" => None,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => text,
    };

    /// <summary>As a grid writes it.</summary>
    public override string ToString() => Value switch
    {
        null => "none",
        bool b => b ? "true" : "false",
        double d => d == Math.Floor(d) && Math.Abs(d) < 1e15 ? d.ToString("F1", CultureInfo.InvariantCulture) : d.ToString("R", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        var word => word.ToString()!,
    };
}
