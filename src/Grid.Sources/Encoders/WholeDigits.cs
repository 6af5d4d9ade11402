namespace Grid.Sources;

/// <summary>Whole numbers that are to become doubles.</summary>
internal static class WholeDigits
{
    private const int BlockRows = 4096;

    /// <summary>Whether doubles print the digits of all of them again.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="isUnsigned">Whether they are bits of numbers without a sign.</param>
    public static bool AreKept(NarrowBuffer values, bool isUnsigned)
    {
        if (values.Min >= -NumberText.MaxExact && values.Max <= NumberText.MaxExact && (!isUnsigned || values.Min >= 0))
            return true;
        var block = new long[Math.Min(values.Count, BlockRows)];
        for (int start = 0; start < values.Count; start += BlockRows)
        {
            var some = block.AsSpan(0, Math.Min(BlockRows, values.Count - start));
            values.CopyTo(some, start);
            foreach (long value in some)
            {
                if (value is >= -NumberText.MaxExact and <= NumberText.MaxExact && (!isUnsigned || value >= 0))
                    continue;
                if (isUnsigned ? !NumberText.KeepsDigits((ulong)value) : !NumberText.KeepsDigits(value))
                    return false;
            }
        }
        return true;
    }

    /// <summary>The numbers as the nearest doubles.</summary>
    public static void CopyTo(NarrowBuffer values, bool isUnsigned, Span<double> doubles)
    {
        if (!isUnsigned || values.Min >= 0)
        {
            values.CopyTo(doubles);
            return;
        }
        var block = new long[Math.Min(values.Count, BlockRows)];
        for (int start = 0; start < values.Count; start += BlockRows)
        {
            var some = block.AsSpan(0, Math.Min(BlockRows, values.Count - start));
            values.CopyTo(some, start);
            for (int i = 0; i < some.Length; i++)
                doubles[start + i] = (ulong)some[i];
        }
    }
}
