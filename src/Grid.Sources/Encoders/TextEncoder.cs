using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>Makes a coded column of text: the distinct texts in the order of their bytes, which is that of their code points.</summary>
internal static class TextEncoder
{
    /// <summary>Codes a column.</summary>
    /// <param name="codes">Codes of <paramref name="distinct"/>; 0 where a null is.</param>
    /// <param name="distinct">The distinct texts in any order.</param>
    /// <param name="nulls">Which rows are null.</param>
    /// <returns>Null where codes do not pay.</returns>
    public static DictionaryColumn? TryEncode(NarrowBuffer codes, TextDictionary distinct, NullBits nulls)
    {
        var counts = new int[Math.Max(1, distinct.Count)];
        Histogram.Count(codes, 0, counts);
        counts[0] -= nulls.Count;
        long plainBytes = (long)codes.Count * sizeof(int);
        int dataLength = 0;
        // A dictionary page may have texts that no row has.
        var order = Enumerable.Range(0, distinct.Count).Where(code => counts[code] > 0).ToArray();
        foreach (int code in order)
        {
            plainBytes += (long)counts[code] * distinct[code].Length;
            dataLength += distinct[code].Length;
        }
        int count = order.Length;
        if (!CodeSpace.Pays(codes.Count, count, nulls.Count > 0, (long)count * sizeof(int) + dataLength, plainBytes))
            return null;
        Array.Sort(order, (a, b) => distinct[a].SequenceCompareTo(distinct[b]));
        var codeOf = new ushort[counts.Length];
        var keptCounts = new int[count];
        var offsets = new byte[(count + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan(sizeof(int)));
        var data = new byte[dataLength];
        int length = 0;
        for (int code = 0; code < count; code++)
        {
            codeOf[order[code]] = (ushort)code;
            keptCounts[code] = counts[order[code]];
            var text = distinct[order[code]];
            text.CopyTo(data.AsSpan(length));
            ends[code] = length += text.Length;
        }
        return Codes.Column(codes, 0, codeOf, new Utf8Column(offsets, data), keptCounts, nulls);
    }
}
