namespace Grid.Query;

/// <summary>Orders groups by their keys: packed into words that compare as keys do, cut by the upper bits, sorted piece by piece on all threads.</summary>
internal static class GroupOrder
{
    private const int FewGroups = 1 << 14;
    private const int PieceBits = 10;

    public static int[] Of(GroupKeyColumn[] columns, int count, Workers workers)
    {
        var packing = new KeyPacking([.. columns.Select(Range)]);
        var words = new ulong[(long)count * packing.Words];
        for (int k = 0; k < columns.Length; k++)
        {
            if (columns[k].Texts is { } texts)
                packing.Pack(k, columns[k].Codes, texts.Ranks(), words);
            else
                packing.Pack(k, columns[k].Keys, words);
        }
        return packing.Words == 1 ? Sort(words, workers) : Sort(words, packing.Words, workers);
    }

    private static KeyRange Range(GroupKeyColumn column)
    {
        if (column.Texts is { } texts)
            return new KeyRange(0, (ulong)Math.Max(0, texts.Count - 1));
        var range = KeyRange.Empty;
        foreach (ulong key in column.Keys!)
            range = new KeyRange(Math.Min(range.Least, key), Math.Max(range.Most, key));
        return range;
    }

    private static int[] Sort(ulong[] words, Workers workers)
    {
        var order = new int[words.Length];
        if (words.Length <= FewGroups)
        {
            for (int i = 0; i < order.Length; i++)
                order[i] = i;
            Array.Sort(words, order);
            return order;
        }
        var sorted = new ulong[words.Length];
        var pieces = Cut(words, 1, order, (i, at) => sorted[at] = words[i]);
        workers.Run(pieces.Length - 1, p => Array.Sort(sorted, order, pieces[p], pieces[p + 1] - pieces[p]));
        return order;
    }

    private static int[] Sort(ulong[] words, int stride, Workers workers)
    {
        var order = new int[words.Length / stride];
        var firsts = new ulong[order.Length];
        var pieces = Cut(words, stride, order, (i, at) => firsts[at] = words[(long)i * stride]);
        workers.Run(pieces.Length - 1, p =>
        {
            Array.Sort(firsts, order, pieces[p], pieces[p + 1] - pieces[p]);
            // Groups of one first word are ordered by the others.
            for (int from = pieces[p], to; from < pieces[p + 1]; from = to)
            {
                for (to = from + 1; to < pieces[p + 1] && firsts[to] == firsts[from];)
                    to++;
                if (to - from > 1)
                    order.AsSpan(from, to - from).Sort((a, b) => words.AsSpan(a * stride, stride).SequenceCompareTo(words.AsSpan(b * stride, stride)));
            }
        });
        return order;
    }

    // Groups in pieces by the upper bits of what their first words differ in.
    private static int[] Cut(ulong[] words, int stride, int[] order, Action<int, int> put)
    {
        ulong most = 0;
        for (int i = 0; i < words.Length; i += stride)
            most = Math.Max(most, words[i]);
        int shift = Math.Max(0, 64 - System.Numerics.BitOperations.LeadingZeroCount(most) - PieceBits);
        var starts = new int[(int)(most >> shift) + 2];
        for (int i = 0; i < words.Length; i += stride)
            starts[(int)(words[i] >> shift) + 1]++;
        for (int p = 1; p < starts.Length; p++)
            starts[p] += starts[p - 1];
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        for (int i = 0, at = 0; at < words.Length; i++, at += stride)
        {
            int to = next[(int)(words[at] >> shift)]++;
            order[to] = i;
            put(i, to);
        }
        return starts;
    }
}
