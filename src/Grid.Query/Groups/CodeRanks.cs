using Grid.Columns;

namespace Grid.Query;

/// <summary>The distinct values that the codes of a key stand for, in order, and the position of each code's value among them; the last is for null.</summary>
internal sealed class CodeRanks
{
    public CodeRanks(Vector table, int codes)
    {
        if (Ascends(table, codes))
        {
            Ranks = [.. Enumerable.Range(0, codes)];
            Values = table.Type.Id == TypeId.Utf8
                ? new GroupKeyColumn([.. Enumerable.Range(0, codes - 1).Select(i => table.TextAt(i).ToArray())])
                : new GroupKeyColumn([.. Enumerable.Range(0, codes - 1).Select(table.KeyAt)]);
            IsIdentity = true;
            return;
        }
        var valid = Enumerable.Range(0, codes).Where(table.IsValid).ToArray();
        Ranks = new int[codes];
        if (table.Type.Id == TypeId.Utf8)
        {
            byte[][] texts = [.. valid.Select(i => table.TextAt(i).ToArray()).Distinct(TextBytes.Instance).Order(Utf8Order.Comparer)];
            var positions = texts.Select((t, i) => (t, i)).ToDictionary(p => p.t, p => p.i, TextBytes.Instance);
            Array.Fill(Ranks, texts.Length);
            foreach (int i in valid)
                Ranks[i] = positions[table.TextAt(i).ToArray()];
            Values = new GroupKeyColumn(texts);
        }
        else
        {
            ulong[] keys = [.. valid.Select(table.KeyAt).Distinct().Order()];
            Array.Fill(Ranks, keys.Length);
            foreach (int i in valid)
                Ranks[i] = Array.BinarySearch(keys, table.KeyAt(i));
            Values = new GroupKeyColumn(keys);
        }
    }

    /// <summary>Whether the values of a table ascend with their codes, up to the last, which is null.</summary>
    public static bool Ascends(Vector table, int codes)
    {
        if (table.IsValid(codes - 1))
            return false;
        for (int i = 0; i < codes - 1; i++)
        {
            if (!table.IsValid(i))
                return false;
            if (i > 0 && (table.Type.Id == TypeId.Utf8 ? table.TextAt(i - 1).SequenceCompareTo(table.TextAt(i)) : table.KeyAt(i - 1).CompareTo(table.KeyAt(i))) >= 0)
                return false;
        }
        return true;
    }

    /// <summary>By code.</summary>
    public int[] Ranks { get; }

    public GroupKeyColumn Values { get; }

    public int Count => Values.Count;

    /// <summary>Whether codes are positions already, as those of an ordered dictionary are.</summary>
    public bool IsIdentity { get; }
}
