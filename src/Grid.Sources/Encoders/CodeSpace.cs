namespace Grid.Sources;

/// <summary>When a column is held as codes, and how wide these are.</summary>
internal static class CodeSpace
{
    /// <summary>The most distinct values a column of codes has; one code is the nulls'.</summary>
    public static int Limit(bool hasNulls) => hasNulls ? 65_535 : 65_536;

    /// <summary>Bytes of a code.</summary>
    public static int Width(int distinct, bool hasNulls) => distinct + (hasNulls ? 1 : 0) <= 256 ? 1 : 2;

    /// <summary>
    /// Whether codes are worth it. They may cost a little more than the plain column, as the counts that come with them
    /// answer most questions without a look at the rows.
    /// </summary>
    /// <param name="rows">Rows of the column.</param>
    /// <param name="distinct">Distinct values.</param>
    /// <param name="hasNulls">Whether there are nulls.</param>
    /// <param name="valueBytes">Bytes of all distinct values.</param>
    /// <param name="plainBytes">Bytes of the plain column.</param>
    public static bool Pays(int rows, int distinct, bool hasNulls, long valueBytes, long plainBytes) =>
        distinct <= Limit(hasNulls)
        && ((long)rows * Width(distinct, hasNulls) + valueBytes + (long)distinct * sizeof(int)) * 4 <= plainBytes * 5;
}
