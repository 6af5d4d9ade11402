using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// An expression that is put together in C#, where otherwise a text stands: <c>Col("tip_amount") / Col("fare_amount")</c> is
/// <c>tip_amount / fare_amount</c>, and becomes that wherever a text is taken. With <c>using static Grid.Query.Expr;</c>:
/// <code>
/// var shares = trips.Where(Col("payment_type") == 1 &amp; Col("fare_amount") > 0).WithColumn("share", Col("tip_amount") / Col("fare_amount"));
/// Console.WriteLine(await shares.AggregateAsync(Col("share").Mean(), Col("share").Quantile(0.9).As("high")));
/// </code>
/// </summary>
[SuppressMessage("Usage", "CA2225", Justification = "What the operators make is an expression, and their names are its own.")]
public sealed partial class Expr
{
    // From what binds loosest to what binds tightest, as the parser has it.
    private const int Named = 0, Or = 1, And = 2, Negation = 3, Comparison = 4, Sum = 5, Product = 6, Sign = 7, Power = 8, Value = 9;

    private readonly int _level;

    private Expr(string text, int level) => (Text, _level) = (text, level);

    /// <summary>The expression as it is written.</summary>
    public string Text { get; }

    /// <summary>A column.</summary>
    /// <param name="name">Its name, whatever its signs are.</param>
    public static Expr Col(string name) => new(IsPlain(name) ? name : ColumnName.Quoted(name), Value);

    /// <summary>A text, or a moment as one.</summary>
    public static Expr Lit(string value) => new($"'{value.Replace("'", "''", StringComparison.Ordinal)}'", Value);

    /// <summary>A whole number.</summary>
    public static Expr Lit(long value) => new(value.ToString(CultureInfo.InvariantCulture), value < 0 ? Sign : Value);

    /// <summary>A number.</summary>
    public static Expr Lit(double value) => double.IsFinite(value)
        ? new(Digits(value), double.IsNegative(value) ? Sign : Value)
        : new($"{(double.IsNaN(value) ? "0" : value > 0 ? "1" : "-1")} / 0", Product);

    /// <summary>A truth value.</summary>
    public static Expr Lit(bool value) => new(value ? "true" : "false", Value);

    /// <summary>A moment: of UTC where it says so, else of no zone.</summary>
    public static Expr Lit(DateTime value) => Lit(value.ToString(value.Kind == DateTimeKind.Utc ? "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));

    /// <summary>A day.</summary>
    public static Expr Lit(DateOnly value) => Lit(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>A function or an aggregate by its name: <c>Call("round", x, 2)</c>.</summary>
    public static Expr Call(string function, params ReadOnlySpan<Expr> arguments)
    {
        var texts = new string[arguments.Length];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = arguments[i].Text;
        return new Expr($"{function}({string.Join(", ", texts)})", Value);
    }

    /// <summary>One value where a condition is true, another where it is not.</summary>
    public static Expr If(Expr condition, Expr then, Expr otherwise) => Call("if", condition, then, otherwise);

    /// <summary>The count of rows.</summary>
    public static Expr Count() => Call("count");

    /// <summary>The first value that is not null.</summary>
    public static Expr Coalesce(params ReadOnlySpan<Expr> values) => Call("coalesce", values);

    /// <summary>The expression as a text.</summary>
    public static implicit operator string(Expr expression) => expression.Text;

    /// <summary>A number as an expression.</summary>
    public static implicit operator Expr(long value) => Lit(value);

    /// <summary>A number as an expression.</summary>
    public static implicit operator Expr(int value) => Lit(value);

    /// <summary>A number as an expression.</summary>
    public static implicit operator Expr(double value) => Lit(value);

    /// <summary>A truth value as an expression.</summary>
    public static implicit operator Expr(bool value) => Lit(value);

    /// <summary>A moment as an expression.</summary>
    public static implicit operator Expr(DateTime value) => Lit(value);

    /// <summary>Sum, or one text behind the other.</summary>
    public static Expr operator +(Expr left, Expr right) => Binary(left, "+", right, Sum);

    /// <summary>One text behind the other.</summary>
    public static Expr operator +(Expr left, string right) => left + Lit(right);

    /// <summary>Difference; of moments in seconds, of dates in days.</summary>
    public static Expr operator -(Expr left, Expr right) => Binary(left, "-", right, Sum);

    /// <summary>Product.</summary>
    public static Expr operator *(Expr left, Expr right) => Binary(left, "*", right, Product);

    /// <summary>Quotient, with a fraction.</summary>
    public static Expr operator /(Expr left, Expr right) => Binary(left, "/", right, Product);

    /// <summary>Remainder, with the sign of the divisor.</summary>
    public static Expr operator %(Expr left, Expr right) => Binary(left, "%", right, Product);

    /// <summary>Minus.</summary>
    public static Expr operator -(Expr operand) => new($"-{operand.At(Sign)}", Sign);

    /// <summary>Whether both are true.</summary>
    public static Expr operator &(Expr left, Expr right) => Binary(left, "and", right, And);

    /// <summary>Whether either is true.</summary>
    public static Expr operator |(Expr left, Expr right) => Binary(left, "or", right, Or);

    /// <summary>The opposite.</summary>
    public static Expr operator !(Expr operand) => new($"not {operand.At(Negation)}", Negation);

    /// <summary>Whether values are equal.</summary>
    public static Expr operator ==(Expr left, Expr right) => Compared(left, "==", right);

    /// <summary>Whether values are not equal.</summary>
    public static Expr operator !=(Expr left, Expr right) => Compared(left, "!=", right);

    /// <summary>Whether a value is below another.</summary>
    public static Expr operator <(Expr left, Expr right) => Compared(left, "<", right);

    /// <summary>Whether a value is above another.</summary>
    public static Expr operator >(Expr left, Expr right) => Compared(left, ">", right);

    /// <summary>Whether a value is another or below it.</summary>
    public static Expr operator <=(Expr left, Expr right) => Compared(left, "<=", right);

    /// <summary>Whether a value is another or above it.</summary>
    public static Expr operator >=(Expr left, Expr right) => Compared(left, ">=", right);

    /// <summary>Whether a value is a text, or a moment.</summary>
    public static Expr operator ==(Expr left, string right) => left == Lit(right);

    /// <summary>Whether a value is not a text, or a moment.</summary>
    public static Expr operator !=(Expr left, string right) => left != Lit(right);

    /// <summary>Whether a value is before a text, or a moment.</summary>
    public static Expr operator <(Expr left, string right) => left < Lit(right);

    /// <summary>Whether a value is after a text, or a moment.</summary>
    public static Expr operator >(Expr left, string right) => left > Lit(right);

    /// <summary>Whether a value is not after a text, or a moment.</summary>
    public static Expr operator <=(Expr left, string right) => left <= Lit(right);

    /// <summary>Whether a value is not before a text, or a moment.</summary>
    public static Expr operator >=(Expr left, string right) => left >= Lit(right);

    /// <summary>The expression as a text.</summary>
    public override string ToString() => Text;

    /// <summary>Whether another expression is written alike.</summary>
    public override bool Equals(object? obj) => obj is Expr other && other.Text == Text;

    /// <summary>Of the text.</summary>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static Expr Binary(Expr left, string sign, Expr right, int level) => new($"{left.At(level)} {sign} {right.At(level + 1)}", level);

    // Comparisons do not chain.
    private static Expr Compared(Expr left, string sign, Expr right) => new($"{left.At(Comparison + 1)} {sign} {right.At(Comparison + 1)}", Comparison);

    private string At(int level) => _level >= level ? Text : $"({Text})";

    private static bool IsPlain(string name) => name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_')
        && Lexer.Cut(name) is [{ Kind: TokenKind.Name }, _] && name.ToLowerInvariant() is not ("case" or "when" or "then" or "else" or "end" or "as" or "where" or "like" or "ilike" or "escape");

    private static string Digits(double value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().IndexOfAny('.', 'E') < 0 ? $"{digits}.0" : digits;
    }
}
