using System.Globalization;

namespace Grid.Query;

/// <content>Functions and aggregates that stand behind what they take, as in pandas and Polars.</content>
public sealed partial class Expr
{
    /// <summary>Whether the value is missing.</summary>
    public Expr IsNull() => new($"{At(Comparison + 1)} is null", Comparison);

    /// <summary>Whether the value is there.</summary>
    public Expr IsNotNull() => new($"{At(Comparison + 1)} is not null", Comparison);

    /// <summary>Whether the value is one of some.</summary>
    public Expr IsIn(params IReadOnlyList<Expr> values) => new($"{At(Comparison + 1)} in ({string.Join(", ", values.Select(v => v.At(Sum)))})", Comparison);

    /// <summary>Whether the value is from one to another, both included.</summary>
    public Expr Between(Expr low, Expr high) => new($"{At(Comparison + 1)} between {low.At(Sum)} and {high.At(Sum)}", Comparison);

    /// <summary>The value to a power.</summary>
    public Expr Pow(Expr exponent) => new($"{At(Value)} ^ {exponent.At(Sign)}", Power);

    /// <summary>Another value where this one is null.</summary>
    public Expr FillNull(Expr value) => Call("coalesce", this, value);

    /// <summary>Rounded to so many decimals, halves to the even one.</summary>
    public Expr Round(int decimals = 0) => Call("round", this, decimals);

    /// <summary>The value as another type, exactly: <c>int64</c>, <c>float64</c>, <c>text</c>, <c>bool</c>, <c>date</c>, <c>timestamp</c>.</summary>
    public Expr Cast(string type) => new($"cast({Text} as '{type}')", Value);

    /// <summary>Whether the text is of a pattern, in which % stands for any text and _ for one character.</summary>
    public Expr Like(string pattern) => new($"{At(Comparison + 1)} like {Lit(pattern)}", Comparison);

    /// <summary>Whether the text has another one in it.</summary>
    public Expr Contains(string text) => Call("contains", this, Lit(text));

    /// <summary>Whether the text starts with another one.</summary>
    public Expr StartsWith(string text) => Call("starts_with", this, Lit(text));

    /// <summary>Whether the text ends with another one.</summary>
    public Expr EndsWith(string text) => Call("ends_with", this, Lit(text));

    /// <summary>The moment cut down to a step of time, such as <c>15 minutes</c>.</summary>
    public Expr Truncate(string step) => Call("trunc", this, Lit(step));

    /// <summary>How many values there are.</summary>
    public Expr CountValues() => Call("count", this);

    /// <summary>The sum.</summary>
    public Expr Total() => Call("sum", this);

    /// <summary>The mean.</summary>
    public Expr Mean() => Call("mean", this);

    /// <summary>The median.</summary>
    public Expr Median() => Call("median", this);

    /// <summary>The value at a share of the values, 0 to 1.</summary>
    public Expr Quantile(double share) => new($"quantile({Text}, {share.ToString("R", CultureInfo.InvariantCulture)})", Value);

    /// <summary>The least value.</summary>
    public Expr Min() => Call("min", this);

    /// <summary>The greatest value.</summary>
    public Expr Max() => Call("max", this);

    /// <summary>The standard deviation, with n - 1.</summary>
    public Expr Std() => Call("std", this);

    /// <summary>The variance, with n - 1.</summary>
    public Expr Var() => Call("var", this);

    /// <summary>How many distinct values there are.</summary>
    public Expr NUnique() => Call("nunique", this);

    /// <summary>The first value in the order of the rows.</summary>
    public Expr First() => Call("first", this);

    /// <summary>The last value in the order of the rows.</summary>
    public Expr Last() => Call("last", this);

    /// <summary>The most frequent value.</summary>
    public Expr Mode() => Call("mode", this);

    /// <summary>The correlation with another value.</summary>
    public Expr Corr(Expr other) => Call("corr", this, other);

    /// <summary>A name for the figure of an aggregate.</summary>
    public Expr As(string name) => new($"{Text} as {Col(name)}", Named);

    /// <summary>The greatest first, where rows or groups are sorted.</summary>
    public Expr Desc() => new($"{Text} desc", Named);
}
