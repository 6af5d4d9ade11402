using System.Text;
using Grid.Columns;

namespace Grid.Query;

/// <summary>One key of every group: an order-preserving number, or a code into distinct texts. Immutable.</summary>
internal sealed class GroupKeyColumn
{
    public GroupKeyColumn(ulong[] keys) => Keys = keys;

    /// <param name="texts">The distinct texts; also such as no group has.</param>
    /// <param name="codes">A group's text.</param>
    public GroupKeyColumn(TextArena texts, int[] codes) => (Texts, Codes) = (texts, codes);

    /// <summary>The keys, where they are no texts.</summary>
    public ulong[]? Keys { get; }

    public TextArena? Texts { get; }

    public int[]? Codes { get; }

    public int Count => Keys?.Length ?? Codes!.Length;

    public bool IsText => Texts is not null;

    public long Weight => Texts is null ? 8L * Keys!.Length : 4L * Codes!.Length + Texts.Weight;

    public ReadOnlySpan<byte> Text(int group) => Texts!.Text(Codes![group]);

    /// <summary>What the keys weigh in a budget.</summary>
    public long WeightOfAll()
    {
        long weight = 9L * Count;
        for (int g = 0; g < Count && Texts is not null; g++)
            weight += Text(g).Length;
        return weight;
    }

    public ulong HashOf(int group) => Texts is null ? StableHash.Of(Keys![group]) : Texts.Hashes[Codes![group]];

    public int Compare(int group, GroupKeyColumn other, int otherGroup) => Texts is null
        ? Keys![group].CompareTo(other.Keys![otherGroup])
        : Text(group).SequenceCompareTo(other.Text(otherGroup));

    public GroupKeyColumn Take(ReadOnlySpan<int> groups)
    {
        if (Texts is null)
            return new GroupKeyColumn(Taken(Keys!, groups));
        var codes = Taken(Codes!, groups);
        return 2L * codes.Length >= Texts.Count ? new GroupKeyColumn(Texts, codes) : Compact(Texts, codes);
    }

    /// <summary>A column of codes with no texts but those that groups have.</summary>
    public static GroupKeyColumn Compact(TextArena texts, int[] codes)
    {
        int[] used = [.. codes.Distinct()];
        var at = new Dictionary<int, int>(used.Length);
        foreach (int code in used)
            at.Add(code, at.Count);
        return new GroupKeyColumn(texts.Take(used), Array.ConvertAll(codes, c => at[c]));
    }

    public Scalar ToScalar(LogicalType type, int group) =>
        Texts is null ? ScalarKey.ToScalar(type, Keys![group]) : Scalar.Text(Encoding.UTF8.GetString(Text(group)));

    public void Write(ByteWriter writer)
    {
        writer.Bool(IsText);
        if (Texts is null)
        {
            foreach (ulong key in Keys!)
                writer.Fixed(key);
            return;
        }
        writer.Count(Texts.Count);
        for (int i = 0; i < Texts.Count; i++)
            writer.Bytes(Texts.Text(i));
        foreach (int code in Codes!)
            writer.Count(code);
    }

    public static GroupKeyColumn Read(ref ByteReader reader, int groups)
    {
        if (reader.Bool())
        {
            int count = reader.Count();
            var texts = new TextArena(count);
            for (int i = 0; i < count; i++)
            {
                var text = reader.Bytes();
                texts.Append(text, StableHash.Of(text));
            }
            var codes = new int[groups];
            for (int i = 0; i < groups; i++)
                codes[i] = reader.Within(0, count - 1);
            return new GroupKeyColumn(texts, codes);
        }
        var keys = new ulong[groups];
        for (int i = 0; i < groups; i++)
            keys[i] = reader.Fixed();
        return new GroupKeyColumn(keys);
    }

    private static T[] Taken<T>(T[] values, ReadOnlySpan<int> groups)
    {
        var taken = new T[groups.Length];
        for (int i = 0; i < taken.Length; i++)
            taken[i] = values[groups[i]];
        return taken;
    }
}
