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
        int count = distinct.Count;
        var counts = new int[Math.Max(1, count)];
        Histogram.Count(codes, 0, counts);
        counts[0] -= nulls.Count;
        long plainBytes = (long)codes.Count * sizeof(int);
        for (int code = 0; code < count; code++)
            plainBytes += (long)counts[code] * distinct[code].Length;
        if (!CodeSpace.Pays(codes.Count, count, nulls.Count > 0, (long)count * sizeof(int) + distinct.DataLength, plainBytes))
            return null;
        var order = Enumerable.Range(0, count).ToArray();
        Array.Sort(order, (a, b) => distinct[a].SequenceCompareTo(distinct[b]));
        var codeOf = new ushort[Math.Max(1, count)];
        var keptCounts = new int[count];
        var offsets = new byte[(count + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan(sizeof(int)));
        var data = new byte[distinct.DataLength];
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
