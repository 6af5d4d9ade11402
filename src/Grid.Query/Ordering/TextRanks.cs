using System.Buffers.Binary;
using Grid.Columns;

namespace Grid.Query;

/// <summary>Numbers texts in the order of their UTF-8 bytes: equal texts have equal numbers.</summary>
internal static class TextRanks
{
    /// <summary>The first eight bytes as a number that orders as they do; texts of one number may still differ.</summary>
    public static ulong Prefix(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8)
            return BinaryPrimitives.ReadUInt64BigEndian(text);
        ulong prefix = 0;
        for (int i = 0; i < text.Length; i++)
            prefix |= (ulong)text[i] << (56 - 8 * i);
        return prefix;
    }

    /// <summary>The rank of each text of some columns, one column behind the other.</summary>
    public static int[] Of(IReadOnlyList<Utf8Column> columns)
    {
        int count = columns.Sum(c => c.Length), at = 0;
        int[] column = new int[count], index = new int[count], order = new int[count];
        var prefixes = new ulong[count];
        for (int c = 0; c < columns.Count; c++)
        {
            for (int i = 0; i < columns[c].Length; i++, at++)
                (column[at], index[at], order[at], prefixes[at]) = (c, i, at, Prefix(columns[c][i]));
        }
        Array.Sort(prefixes, order);
        var byText = Comparer<int>.Create((a, b) => columns[column[a]][index[a]].SequenceCompareTo(columns[column[b]][index[b]]));
        var ranks = new int[count];
        int rank = 0;
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start + 1; end < count && prefixes[end] == prefixes[start];)
                end++;
            Array.Sort(order, start, end - start, byText);
            for (int i = start; i < end; i++)
            {
                rank += i > start && byText.Compare(order[i - 1], order[i]) == 0 ? 0 : 1;
                ranks[order[i]] = rank;
            }
        }
        return ranks;
    }
}
