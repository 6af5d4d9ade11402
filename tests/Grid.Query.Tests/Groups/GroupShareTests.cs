using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Groups that several take a share of, against one that takes all.</summary>
public class GroupShareTests
{
    private static readonly GroupByQuestion[] Questions =
    [
        new(["c0", "c1"], ["sum(c2)", "median(c3)", "nunique(c2)", "count()"]),
        new(["c1"], ["max(c3) - min(c3) as range", "sum(c3)", "mode(c2)"]) { Having = "count() > 1", Order = ["range desc", "mean(c2)"] },
        new(["c3", "c1"], ["first(c2)", "min(c1)"]) { Order = ["c1 desc"], Limit = 20 },
        new(["c1"], ["sum(c3) + 1 as more", "corr(c2, c3)", "cov(c2, c2)"]) { Order = ["more"] },
        new(["c3"], ["nunique(c2)", "approx_nunique(c1)", "std(c2)"]) { Having = "count() > 100000" },
    ];

    [Fact]
    public void Any_number_of_shares_of_any_cut_makes_the_answer_of_one_to_the_bit() => Properties.Hold(seed =>
    {
        DataType[] types = [RandomColumn.Types[seed % 8], DataType.Utf8, DataType.Float64, DataType.Int64];
        var question = Questions[seed % Questions.Length];
        var table = new RandomTable(seed, types, cut: 1 + seed % 5);
        string expected = Asked(() => table.Ask<GroupByAnswer>(question));
        for (int shares = 1; shares <= 4; shares++)
            Assert.Equal(expected, Asked(() => Ask(question, table, shares, new Random(seed))));
    });

    // Sums that need more than 64 bits are not computed with, whoever has them; which group is named hangs on who computes.
    private static string Asked(Func<GroupByAnswer> ask)
    {
        try
        {
            return Bits.Of(ask());
        }
        catch (QuestionException e)
        {
            return e.Message.Contains("the group of ", StringComparison.Ordinal) ? "a group cannot be computed" : e.Message;
        }
    }

    [Fact]
    public void Parts_of_a_state_have_each_group_once_in_pieces_and_pairs_beside_their_group() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int groups = random.Next(1, 20_000), parts = random.Next(1, 6), values = random.Next(1, 4);
        var schema = new Schema([new Field("k", DataType.Int64), new Field("t", DataType.Utf8)]);
        long[] keys = [.. Enumerable.Range(0, groups * values).Select(i => (long)i / values)];
        var batch = RecordBatch.From(("k", ColumnFactory.Primitive<long>(DataType.Int64, keys)), ("t", ColumnFactory.Utf8([.. keys.Select((_, i) => $"{i % values}")])));
        var state = Execution.Start(new GroupByQuestion(["k", "t"], ["count()"]), schema).NextScan!.Compute(new PartitionTable(schema, [batch]), default);
        foreach (int by in new[] { 1, 2 })
        {
            var cut = GroupCut.Of(AggregateState.Merge([state], Workers.None), by)!;
            Assert.Equal(groups * values, cut.Groups);
            var found = new Dictionary<long, (int Part, int Count)>();
            for (int part = 0; part < parts; part++)
            {
                int? from = 0;
                while (from is { } start)
                {
                    (var piece, from) = cut.Piece(part, parts, start);
                    Assert.True(from is null || from > start);
                    var taken = (GroupState)ScanCodec.DecodeState(piece.Encode());
                    for (int g = 0; g < taken.Rows.Length; g++)
                    {
                        long key = taken.Keys!.Columns[0].ToScalar(LogicalType.Whole, g).AsInt64;
                        var known = found.GetValueOrDefault(key, (part, 0));
                        Assert.True(by == 2 || known.Item1 == part);
                        found[key] = (part, known.Item2 + 1);
                    }
                }
            }
            Assert.Equal(groups, found.Count);
            Assert.All(found.Values, f => Assert.Equal(values, f.Count));
        }
    }, runs: 10);

    [Fact]
    public void A_state_of_sketches_is_not_cut_and_a_cut_one_can_be_sketched()
    {
        var schema = new Schema([new Field("k", DataType.Int64)]);
        var table = new PartitionTable(schema, [RecordBatch.From(("k", ColumnFactory.Primitive<long>(DataType.Int64, [.. Enumerable.Range(0, 5000).Select(i => (long)i)])))]);
        var state = Execution.Start(new GroupByQuestion(["k"], ["count()"]), schema).NextScan!.Compute(table, default);
        var cut = GroupCut.Of(AggregateState.Merge([state], Workers.None), 1)!;

        Assert.True(cut.IsLarge(4999));
        Assert.False(cut.IsLarge(5000));
        Assert.True(GroupCut.HasGroups(state));
        Assert.False(GroupCut.HasGroups(cut.Sketch));
        Assert.Null(GroupCut.Of(cut.Sketch, 1));
        Assert.InRange(((GroupState)cut.Sketch).Sketch!.Estimate(), 4700, 5300);
    }

    // As silos do: combiners of the tables, shares that each take a part of all of them, and everything goes by bytes.
    private static GroupByAnswer Ask(GroupByQuestion question, RandomTable table, int count, Random random)
    {
        var sharing = Execution.Start(question, table.Schema).Sharing!;
        var shares = Enumerable.Range(0, count).Select(_ => GroupShare.Start(question, table.Schema, sharing)).ToArray();
        while (shares.FirstOrDefault(share => share.NextScan is not null) is { } next)
        {
            if (shares.Any(share => share.IsFar))
            {
                foreach (var share in shares.Where(share => !share.IsFar))
                    share.StartFar();
                next = shares[0];
            }
            byte[] wanted = next.NextScan!.Encode();
            var takers = shares.Index().Where(share => share.Item.NextScan?.Encode().AsSpan().SequenceEqual(wanted) == true).ToList();
            var scan = ScanCodec.DecodeScan(wanted);
            GroupCut[] cuts = [.. table.Tables.Select(part => GroupCut.Of(AggregateState.Merge([scan.Compute(part, default)], Workers.None), sharing.Keys)!)];
            foreach (var (part, share) in takers)
            {
                var parts = cuts.SelectMany(cut => PiecesOf(cut, part, count)).OrderBy(_ => random.Next()).ToList();
                share.Accept(AggregateState.Merge(parts, Workers.None));
            }
        }
        long groups = shares.Sum(share => share.Groups);
        Group[] types = [.. shares.SelectMany(share => GroupAnswerCodec.Decode(GroupAnswerCodec.Encode(share.Types)).Groups)];
        GroupByAnswer[] answers = [.. shares.Select(share => share.Finish(types, groups))];
        var merge = new GroupShareMerge(question, count);
        int[] read = new int[count];
        var pieces = new List<GroupByAnswer>();
        do
        {
            while (merge.Advance() is { } dry)
            {
                int size = Math.Min(random.Next(1, 9), answers[dry].Groups.Count - read[dry]);
                var piece = answers[dry] with { Groups = ((GroupTable)answers[dry].Groups).Slice(read[dry], size) };
                read[dry] += size;
                merge.Feed(dry, GroupAnswerCodec.Decode(GroupAnswerCodec.Encode(piece)), read[dry] == answers[dry].Groups.Count);
            }
            pieces.Add(GroupAnswerCodec.Decode(GroupAnswerCodec.Encode(merge.Take())));
        }
        while (!merge.IsOver);
        return GroupAnswerCodec.Join(pieces);
    }

    private static IEnumerable<AggregateState> PiecesOf(GroupCut cut, int part, int parts)
    {
        for (int? from = 0; from is { } start;)
        {
            (var piece, from) = cut.Piece(part, parts, start);
            yield return ScanCodec.DecodeState(piece.Encode());
        }
    }
}
