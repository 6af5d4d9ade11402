namespace Grid.Query;

/// <summary>Which rows of a column of an answer are null; none at all where there is no array.</summary>
internal static class NullFlags
{
    public static void Write(ByteWriter writer, bool[]? nulls, int start, int count)
    {
        bool any = nulls is not null && nulls.AsSpan(start, count).Contains(true);
        writer.Bool(any);
        for (int i = 0; any && i < count; i++)
            writer.Bool(nulls![start + i]);
    }

    public static bool[]? Read(ref ByteReader reader, int count)
    {
        if (!reader.Bool())
            return null;
        var nulls = new bool[count];
        for (int i = 0; i < count; i++)
            nulls[i] = reader.Bool();
        return nulls;
    }
}
