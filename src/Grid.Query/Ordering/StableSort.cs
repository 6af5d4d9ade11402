namespace Grid.Query;

/// <summary>Sorts rows by 64-bit keys, those of equal keys staying in their order: byte by byte from the lowest, each that tells rows apart (radix sort).</summary>
internal static class StableSort
{
    private const int Digits = 8;

    /// <summary>Sorts rows in place.</summary>
    /// <param name="rows">The rows, in the order that equal ones keep.</param>
    /// <param name="keyOf">The key of each row, by its number.</param>
    public static void Sort(int[] rows, ulong[] keyOf)
    {
        if (rows.Length < 2)
            return;
        var keys = new ulong[rows.Length];
        var counts = new int[Digits, 256];
        for (int i = 0; i < rows.Length; i++)
        {
            ulong key = keys[i] = keyOf[rows[i]];
            for (int d = 0; d < Digits; d++, key >>= 8)
                counts[d, (byte)key]++;
        }
        int[] from = rows, to = new int[rows.Length], starts = new int[256];
        ulong[] fromKeys = keys, toKeys = new ulong[rows.Length];
        for (int d = 0; d < Digits; d++)
        {
            if (counts[d, (byte)(fromKeys[0] >> (8 * d))] == rows.Length)
                continue;
            for (int value = 0, start = 0; value < 256; value++)
            {
                starts[value] = start;
                start += counts[d, value];
            }
            for (int i = 0; i < from.Length; i++)
            {
                int at = starts[(byte)(fromKeys[i] >> (8 * d))]++;
                (to[at], toKeys[at]) = (from[i], fromKeys[i]);
            }
            (from, to, fromKeys, toKeys) = (to, from, toKeys, fromKeys);
        }
        if (!ReferenceEquals(from, rows))
            from.CopyTo(rows, 0);
    }
}
