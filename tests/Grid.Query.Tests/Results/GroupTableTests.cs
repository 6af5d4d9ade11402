using Grid.Columns;

namespace Grid.Query.Tests;

public class GroupTableTests
{
    [Fact]
    public void Groups_come_back_from_bytes_and_from_pieces() => Properties.Hold(seed =>
    {
        DataType[] types = [RandomColumn.Types[seed % 8], DataType.Utf8, DataType.Float64, DataType.Int64, DataType.Timestamp(TimeUnit.Second), DataType.UInt64];
        var answer = new RandomTable(seed, types).Ask<GroupByAnswer>(new GroupByQuestion(
            ["c0", "c1"], ["sum(c2)", "std(c2)", "sum(c3)", "mean(c4)", "max(c1)", "sum(c5)", "min(c4)", "approx_nunique(c2)"]));
        string whole = Bits.Of(answer);
        Assert.Equal(whole, Bits.Of(GroupAnswerCodec.Decode(GroupAnswerCodec.Encode(answer))));
        Assert.Equal(whole, Bits.Of(GroupAnswerCodec.Decode(GroupAnswerCodec.Encode(answer with { Groups = [.. answer.Groups] }))));
        var random = new Random(seed);
        var (here, there) = (new List<GroupByAnswer>(), new List<GroupByAnswer>());
        for (int from = 0; from < answer.Groups.Count || here.Count == 0;)
        {
            int count = Math.Min(answer.Groups.Count - from, random.Next(1, 200));
            var piece = answer with { Groups = ((GroupTable)answer.Groups).Slice(from, count) };
            here.Add(piece);
            there.Add(GroupAnswerCodec.Decode(GroupAnswerCodec.Encode(piece)));
            from += count;
        }
        Assert.Equal(whole, Bits.Of(GroupAnswerCodec.Join(here)));
        Assert.Equal(whole, Bits.Of(GroupAnswerCodec.Join(there)));
    });

    [Fact]
    public void A_large_answer_is_cut_into_pieces_of_the_size_of_a_message()
    {
        long[] keys = [.. Enumerable.Range(0, 700_000).Select(i => (long)i)];
        var batch = RecordBatch.From(("k", ColumnFactory.Primitive<long>(DataType.Int64, keys)));
        var answer = (GroupByAnswer)Execution.Ask(new GroupByQuestion(["k"], ["count()"]), batch.Schema, [new PartitionTable(batch.Schema, [batch])]);
        Assert.False(GroupAnswerCodec.IsSmall(answer));
        var pieces = new List<GroupByAnswer>();
        for (int read = 0; read < keys.Length; read += pieces[^1].Groups.Count)
        {
            pieces.Add(GroupAnswerCodec.Decode(GroupAnswerCodec.Encode(GroupAnswerCodec.Piece(answer, read))));
            Assert.True(GroupAnswerCodec.IsSmall(pieces[^1]));
        }
        Assert.True(pieces.Count > 1);
        Assert.Equal(keys, GroupAnswerCodec.Join(pieces).Groups.Select(g => g.Keys[0].AsInt64));
    }

    [Fact]
    public void Damaged_bytes_are_told_so() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        byte[] bytes = GroupAnswerCodec.Encode(new RandomTable(seed, [DataType.Utf8, DataType.Float64]).Ask<GroupByAnswer>(new GroupByQuestion(["c0"], ["sum(c1)", "max(c0)"])));
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        try
        {
            GroupAnswerCodec.Decode(random.Next(2) == 0 ? bytes : bytes.AsSpan(0, random.Next(bytes.Length)));
        }
        catch (CorruptDataException fault)
        {
            Assert.StartsWith("The bytes of a answer", fault.Message);
        }
    }, runs: 200);
}
