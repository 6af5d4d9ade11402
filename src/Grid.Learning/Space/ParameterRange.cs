using System.Globalization;

namespace Grid.Learning;

/// <summary>Values between two, both included, from which a random search draws: evenly, or evenly by their logarithms.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest.</param>
/// <param name="IsWhole">Whether whole numbers are drawn.</param>
/// <param name="IsLog">Whether 1 to 10 is drawn as often as 10 to 100.</param>
public sealed record ParameterRange(double Low, double High, bool IsWhole, bool IsLog)
{
    private const string LogMark = "log:", Between = "..";
    private const int Digits = 6;

    /// <summary>Reads <c>1..30</c>, <c>0.1..1.0</c> or <c>log:1..100</c>; null for a text that is no range.</summary>
    /// <exception cref="LearningException">It is one, and makes no sense.</exception>
    internal static ParameterRange? Read(string text)
    {
        if (!text.Contains(Between, StringComparison.Ordinal))
            return text.StartsWith(LogMark, StringComparison.Ordinal) ? throw Wrong(text, "a range has its least and its greatest value, as in log:1..100") : null;
        bool isLog = text.StartsWith(LogMark, StringComparison.Ordinal);
        string[] ends = (isLog ? text[LogMark.Length..] : text).Split(Between);
        if (ends.Length != 2 || !TryRead(ends[0], out double low) || !TryRead(ends[1], out double high))
            throw Wrong(text, "a range has two numbers, as in 1..30, 0.1..1.0 or log:1..100");
        if (low >= high)
            throw Wrong(text, "its least value must be less than its greatest");
        if (isLog && low <= 0)
            throw Wrong(text, "what is drawn by its logarithm must be greater than 0");
        return new ParameterRange(low, high, IsWholeNumber(ends[0]) && IsWholeNumber(ends[1]), isLog);
    }

    /// <summary>The least and the greatest value.</summary>
    internal ParameterValue[] Ends => [Value(Low), Value(High)];

    /// <summary>Draws a value; one that is not whole has six digits.</summary>
    internal ParameterValue Draw(ref RandomStream random)
    {
        double share = random.Share();
        // A whole number stands for all up to the next.
        double top = IsWhole ? High + 1 : High;
        double drawn = IsLog ? Math.Exp(Math.Log(Low) + share * (Math.Log(top) - Math.Log(Low))) : Low + share * (top - Low);
        drawn = IsWhole ? Math.Floor(drawn) : double.Parse(drawn.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Value(Math.Clamp(drawn, Low, High));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(IsLog ? LogMark : "")}{Value(Low)}{Between}{Value(High)}";

    private ParameterValue Value(double value) => IsWhole ? (ParameterValue)(long)value : (ParameterValue)value;

    private static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && Math.Abs(value) < 1e15;

    private static bool IsWholeNumber(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static LearningException Wrong(string text, string why) => new($"the range '{text}' cannot be drawn from: {why}.");
}
