namespace Grid.Query;

/// <summary>The answer to a group-by as bytes, column by column, and in pieces of the size of a message.</summary>
public static class GroupAnswerCodec
{
    /// <summary>The first byte; answers in JSON have another.</summary>
    public const byte Mark = 0x47;

    private const long PieceBytes = 8 << 20;

    /// <summary>An answer as bytes.</summary>
    public static byte[] Encode(GroupByAnswer answer)
    {
        var writer = new ByteWriter();
        writer.Byte(Mark);
        writer.Byte(WireFormat.Version);
        writer.Bool(answer.IsExact);
        writer.Count(answer.Keys.Count);
        writer.Count(answer.Aggregates.Count);
        foreach (string name in answer.Keys.Concat(answer.Aggregates))
            writer.Text(name);
        GroupTable.Of(answer.Groups, answer.Keys.Count, answer.Aggregates.Count).Write(writer);
        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="CorruptDataException">The bytes are damaged, or of another version.</exception>
    public static GroupByAnswer Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes, "answer");
        if (reader.Byte() != Mark || reader.Byte() != WireFormat.Version)
            throw reader.Corrupt("they are no groups, or of another version");
        bool isExact = reader.Bool();
        string[] keys = new string[reader.Count()], aggregates = new string[reader.Count()];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = reader.Text();
        for (int i = 0; i < aggregates.Length; i++)
            aggregates[i] = reader.Text();
        if (keys.Length == 0)
            throw reader.Corrupt("groups have no keys");
        var groups = GroupTable.Read(ref reader, keys.Length, aggregates.Length);
        reader.End();
        return new GroupByAnswer(keys, aggregates, groups) { IsExact = isExact };
    }

    /// <summary>The groups of an answer from one on, as many as go into a message; of one process, all pieces share their memory.</summary>
    public static GroupByAnswer Piece(GroupByAnswer answer, long from)
    {
        var groups = GroupTable.Of(answer.Groups, answer.Keys.Count, answer.Aggregates.Count);
        int start = (int)Math.Clamp(from, 0, groups.Count);
        return answer with { Groups = groups.Slice(start, (int)Math.Min(groups.Count - start, Math.Max(1, PieceBytes / groups.WeightEach))) };
    }

    /// <summary>Whether an answer goes into one message.</summary>
    public static bool IsSmall(GroupByAnswer answer) => answer.Groups is not GroupTable groups || groups.Count <= PieceBytes / groups.WeightEach;

    /// <summary>About how many bytes of memory the groups of an answer take.</summary>
    public static long BytesOf(GroupByAnswer answer)
    {
        var groups = GroupTable.Of(answer.Groups, answer.Keys.Count, answer.Aggregates.Count);
        return groups.WeightEach * groups.Count;
    }

    /// <summary>The answer that pieces are of, given in order.</summary>
    public static GroupByAnswer Join(IReadOnlyList<GroupByAnswer> pieces) => pieces[0] with
    {
        Groups = GroupTable.Concat([.. pieces.Select(p => GroupTable.Of(p.Groups, p.Keys.Count, p.Aggregates.Count))]),
    };
}
