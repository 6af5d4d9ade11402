using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>Makes room for nulls among values that came without them.</summary>
internal static class NullGaps
{
    /// <summary>Moves values to their rows.</summary>
    /// <param name="rows">The rows; the values are at the front.</param>
    /// <param name="nullAt">Which rows are null, ascending.</param>
    /// <param name="ofNull">What stands in those.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Open<T>(Span<T> rows, ReadOnlySpan<int> nullAt, T ofNull)
    {
        int end = rows.Length;
        for (int left = nullAt.Length; left > 0; left--)
        {
            int gap = nullAt[left - 1];
            // So many nulls are before these values, and this one.
            rows[(gap + 1 - left)..(end - left)].CopyTo(rows[(gap + 1)..]);
            rows[gap] = ofNull;
            end = gap;
        }
    }
}
