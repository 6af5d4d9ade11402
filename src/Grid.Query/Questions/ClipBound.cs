using System.Globalization;

namespace Grid.Query;

/// <summary>A bound of a column: a value, or a quantile of the column.</summary>
public sealed record ClipBound
{
    private ClipBound(double? quantile, string? text, Scalar value) => (Quantile, Text, Value) = (quantile, text, value);

    /// <summary>Which quantile, between 0 and 1; null for a value.</summary>
    public double? Quantile { get; }

    /// <summary>A value as it was written, whose meaning the column's type decides; null where there is none.</summary>
    public string? Text { get; }

    /// <summary>A value whose type is known; null where there is none.</summary>
    public Scalar Value { get; }

    /// <summary>A quantile of the column.</summary>
    /// <param name="share">Between 0 and 1: 0.01 for the first percentile.</param>
    public static ClipBound At(double share) => new(share, null, default);

    /// <summary>A value.</summary>
    public static ClipBound With(Scalar value) => new(null, null, value);

    /// <summary>What a command line says: <c>p99</c> for a percentile, else a value.</summary>
    public static ClipBound Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        return text is ['p' or 'P', .. var digits] && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
            ? At((double)((decimal)percent / 100)) : new ClipBound(null, text, default);
    }

    /// <summary>What a command line says of both bounds, such as <c>p1..p99</c>, <c>0..</c> or <c>..100</c>; null where it is no pair.</summary>
    public static (ClipBound? Low, ClipBound? High)? ParsePair(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split("..") is [var low, var high] ? (OrNone(low), OrNone(high)) : null;
        static ClipBound? OrNone(string bound) => bound.Trim().Length == 0 ? null : Parse(bound);
    }

    /// <summary>A whole number.</summary>
    public static implicit operator ClipBound(long value) => With(Scalar.Int64(value));

    /// <summary>A number.</summary>
    public static implicit operator ClipBound(double value) => With(Scalar.Float64(value));

    /// <summary>A date or a timestamp as a text.</summary>
    public static implicit operator ClipBound(string value) => With(Scalar.Text(value));

    /// <summary>As it is written.</summary>
    public override string ToString() => Quantile is { } share ? $"p{((decimal)share * 100).ToString("0.############", CultureInfo.InvariantCulture)}" : Text ?? Value.ToString();
}
