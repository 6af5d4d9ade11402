using System.Globalization;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Values as people read them in a table.</summary>
public static class FigureText
{
    /// <summary>A cell of a table: figures rounded to about five digits, with their thousands apart; values of the data as they are.</summary>
    public static string Of(Scalar value, bool isFigure) => value.Type switch
    {
        null => "–",
        { Kind: LogicalKind.Real } when isFigure => Of(value.AsDouble),
        { Kind: LogicalKind.Unsigned or LogicalKind.Decimal } when isFigure => value.AsWhole.ToString("N0", CultureInfo.InvariantCulture),
        { IsInteger: true } when isFigure => value.AsInt64.ToString("N0", CultureInfo.InvariantCulture),
        LogicalTimestamp when isFigure => Moment(value.AsMoment!.Value),
        { Kind: LogicalKind.Text } => OneLine(value.AsText!),
        { Kind: LogicalKind.Real } => Exact(value.ToString()),
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
        return (value + 0.0).ToString(format, CultureInfo.InvariantCulture); // no minus before a zero
    }

    // All digits, with an exponent as rounded figures have it: 2.1e-5.
    private static string Exact(string number)
    {
        int at = number.IndexOf('E', StringComparison.Ordinal);
        return at < 0 ? number : $"{number[..at]}e{number[at + 1]}{number[(at + 2)..].TrimStart('0')}";
    }

    // As few digits of the second as hold the moment, and a day alone where that is all there is to say.
    private static string Moment(Moment moment)
    {
        int digits = moment.Nanoseconds switch
        {
            0 => 0,
            var n when n % 1_000_000 == 0 => 3,
            var n when n % 1_000 == 0 => 6,
            _ => 9,
        };
        bool isDay = moment.Form == MomentForm.Local && moment.TryConvert(LogicalType.Date, out _);
        return MomentText.Of(moment with { Digits = digits, Form = isDay ? MomentForm.Date : moment.Form }).Replace('T', ' ');
    }

    // A table's row is a line, and a long text is cut: the exact value is in the other forms of the answer.
    private static string OneLine(string text) => CellText.Cut(CellText.Clean(text), 60);
}
