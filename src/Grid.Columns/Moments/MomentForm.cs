namespace Grid.Columns;

/// <summary>What a moment says of time and zone.</summary>
public enum MomentForm
{
    /// <summary>A day without a time.</summary>
    Date,
    /// <summary>A day and a time of no stated zone.</summary>
    Local,
    /// <summary>An instant: written with <c>Z</c> or an offset, and held in UTC.</summary>
    Utc,
}
