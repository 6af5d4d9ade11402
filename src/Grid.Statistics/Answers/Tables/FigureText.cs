using System.Globalization;
using Grid.Arrow;

namespace Grid.Statistics;

/// <summary>Values as people read them in a table.</summary>
public static class FigureText
{
    /// <summary>A cell of a table: figures rounded to about five digits, with their thousands apart; values of the data as they are.</summary>
    public static string Of(Scalar value, bool isFigure) => value.Type switch
    {
        null => "–",
        { IsFloating: true } when isFigure => Of(value.AsDouble),
        { Id: TypeId.UInt64 } when isFigure => unchecked((ulong)value.AsInt64).ToString("N0", CultureInfo.InvariantCulture),
        { IsInteger: true } when isFigure => value.AsInt64.ToString("N0", CultureInfo.InvariantCulture),
        TimestampType or { Id: TypeId.Date32 } when isFigure && value.AsDateTime is { } moment => Moment(moment),
        { Id: TypeId.Utf8 } => OneLine(value.AsText!),
        _ => value.ToString(),
    };

    /// <summary>A number, rounded for reading.</summary>
    public static string Of(double value)
    {
        double size = Math.Abs(value);
        string format = size switch
        {
            _ when !double.IsFinite(value) => "",
            0 => "0",
            >= 1e15 or < 1e-4 => "0.####e+0",
            >= 1000 => value == Math.Floor(value) ? "N0" : "N2",
            >= 1 => "0.####",
            _ => "0.######",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Moment(DateTime moment) =>
        moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // A table's row is a line, and a long text is cut: the exact value is in the other forms of the answer.
    private static string OneLine(string text)
    {
        string line = text.Length > 60 ? $"{text.AsSpan(0, 59)}…" : text;
        return line.AsSpan().IndexOfAny("\r\n\t\u001b") < 0 ? line : string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
