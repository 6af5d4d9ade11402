namespace Grid.Query;

/// <summary>What comparisons of values may come to, of which is known between which they are.</summary>
internal static class SpanComparison
{
    /// <summary>A comparison of two values.</summary>
    public static Outcomes Compare(Operation operation, ValueSpan left, ValueSpan right)
    {
        var gaps = left.Gaps | right.Gaps;
        if (!left.MayBeValue || !right.MayBeValue)
            return gaps;
        if (left.Bounds is not var (leftLeast, leftGreatest) || right.Bounds is not var (rightLeast, rightGreatest))
            return gaps | Outcomes.AnyValue;
        int low = ValueBound.Compare(leftLeast, rightGreatest), high = ValueBound.Compare(leftGreatest, rightLeast);
        var (mayHold, mayNot) = operation switch
        {
            Operation.Less => (low < 0, high >= 0),
            Operation.LessOrEqual => (low <= 0, high > 0),
            Operation.Greater => (high > 0, low <= 0),
            Operation.GreaterOrEqual => (high >= 0, low < 0),
            Operation.Equal => (low <= 0 && high >= 0, low != 0 || high != 0),
            _ => (low != 0 || high != 0, low <= 0 && high >= 0),
        };
        // With NaN nothing holds but that it is not equal.
        if (left.MayBeNaN || right.MayBeNaN)
            (mayHold, mayNot) = operation == Operation.NotEqual ? (true, mayNot) : (mayHold, true);
        return gaps | (mayHold ? Outcomes.True : 0) | (mayNot ? Outcomes.False : 0);
    }

    /// <summary>Whether a value is one of some.</summary>
    public static Outcomes In(ValueSpan value, IReadOnlyList<Scalar> set)
    {
        if (!value.MayBeValue)
            return value.Gaps;
        bool mayHold = value.Bounds is not var (least, greatest)
            || set.Any(member => ValueBound.Of(member) is not { } one || (ValueBound.Compare(one, least) >= 0 && ValueBound.Compare(one, greatest) <= 0));
        return value.Gaps | Outcomes.False | (mayHold ? Outcomes.True : 0);
    }

    /// <summary>Whether a text starts with another.</summary>
    public static Outcomes StartsWith(ValueSpan text, ValueSpan start)
    {
        var gaps = text.Gaps | start.Gaps;
        if (!text.MayBeValue || !start.MayBeValue)
            return gaps;
        if (text.Bounds is not var (least, greatest) || start.Bounds is not var (first, last) || ValueBound.Compare(first, last) != 0)
            return gaps | Outcomes.AnyValue;
        // Texts with a start come one after the other, from the start itself on.
        var from = least.Text[..Math.Min(least.Text.Length, first.Text.Length)];
        bool mayHold = ValueBound.Compare(greatest, first) >= 0 && from.SequenceCompareTo(first.Text) <= 0;
        return gaps | Outcomes.False | (mayHold ? Outcomes.True : 0);
    }
}
