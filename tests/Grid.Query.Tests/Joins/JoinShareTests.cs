using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Joins with another side that is cut into shares: whatever is asked, the answer is that of the whole side.</summary>
public class JoinShareTests
{
    [Fact]
    public void Rows_joined_with_shares_are_those_joined_with_the_whole_to_the_bit() => Properties.Hold(seed =>
    {
        var (left, right, keys, random) = JoinTests.Tables(seed);
        int shares = random.Next(1, 6);
        foreach (var kind in Enum.GetValues<JoinKind>())
        {
            var question = new HeadQuestion(100_000) { Transforms = [JoinTests.Join(right, kind, keys)] };
            Assert.Equal(Bits.Of(left.Ask(question, right)), Bits.Of(left.AskShares(question, right, shares)));
            var rows = NestedLoop.Join(left, right, kind, keys);
            Assert.Equal(rows.Count, ((HeadAnswer)left.AskShares(question, right, shares)).Rows.Count);
        }
    }, runs: 40);

    [Fact]
    public void What_goes_by_the_places_of_rows_is_the_same_with_shares() => Properties.Hold(seed =>
    {
        var (left, right, keys, random) = JoinTests.Tables(seed, wild: false, isSmall: true);
        var join = JoinTests.Join(right, (JoinKind)random.Next(2), keys);
        Question[] questions =
        [
            new HeadQuestion(6) { SampleSeed = seed, Transforms = [join] },
            new HeadQuestion(1000) { Transforms = [join, new SampleTransform(0.4, seed)] },
            new HeadQuestion(7) { Order = ["rv desc", "lv"], Transforms = [join] },
            new GroupByQuestion(["rt", "lt"], ["sum(rv)", "first(rv)", "last(rt)", "median(lv)", "count()"]) { Transforms = [join] },
            new AggregateQuestion(["mode(rt)", "mean(rv + lv)", "first(lv)", "count(rv)"]) { Transforms = [new WhereTransform("lv > 1"), join, new WhereTransform("rv > 2 or rt < 'b'")] },
        ];
        foreach (var question in questions)
            Assert.Equal(Bits.Of(left.Ask(question, right)), Bits.Of(new CutTable(left.Columns, seed + 5).AskShares(question, new CutTable(right.Columns, seed + 6), random.Next(1, 5))));
    }, runs: 25);

    [Fact]
    public void A_join_after_a_join_may_look_up_in_shares_what_the_first_took_over_from_shares() => Properties.Hold(seed =>
    {
        var (left, right, keys, random) = JoinTests.Tables(seed, isSmall: true);
        var question = new HeadQuestion(100_000)
        {
            Transforms = [JoinTests.Join(right, JoinKind.Left, keys), new JoinTransform(right.AsSource(), JoinKind.Inner, ["rt"], ["rt"], "more", "table")],
        };
        Assert.Equal(Bits.Of(left.Ask(question, right)), Bits.Of(left.AskShares(question, right, random.Next(1, 5))));
    }, runs: 20);

    [Fact]
    public void Each_row_whose_key_may_match_is_in_one_share_and_no_share_has_all()
    {
        var table = new CutTable([("id", DataType.Int64, [.. Enumerable.Range(0, 3000).Select(i => i % 10 == 0 ? Scalar.Null : Scalar.Int64(i % 500))])], 1);
        LogicalType[] types = [LogicalType.Whole];
        long[] rows = [.. Enumerable.Range(0, 3).Select(part => table.Tables.SelectMany(t => t.Batches).Sum(batch => (long)new JoinCut(types, part, 3).Of(batch, table.Schema, default).Length))];
        Assert.Equal(2700, rows.Sum());
        Assert.All(rows, count => Assert.InRange(count, 600, 1200));
    }

    [Fact]
    public void A_key_is_asked_for_once_whatever_the_rows_that_have_it_and_none_for_rows_that_a_filter_drops()
    {
        var left = new CutTable([("id", DataType.Float64, [.. Enumerable.Range(0, 20_000).Select(i => i % 4 == 0 ? Scalar.Null : Scalar.Float64(i % 30_00 / 2.0))])], 1, parts: 1);
        var right = new CutTable([("key", DataType.Int64, [Scalar.Int64(1)])], 1);
        var question = new AggregateQuestion(["count()"]) { Transforms = [new WhereTransform("id < 1000"), new JoinTransform(right.AsSource(), JoinKind.Inner, ["id"], ["key"], "r", "l")] };
        var scan = (JoinedScan)Execution.Start(question, left.Schema).NextScan!;
        var demand = scan.Demand(left.Tables[0], [], 4, default);
        long[] asked = [.. Enumerable.Range(0, 4).SelectMany(demand.Of).SelectMany(keys => ((PrimitiveColumn<long>)keys.Columns[0]).Values.ToArray())];
        // Halves equal no whole number, and are not asked for.
        Assert.Equal(Enumerable.Range(0, 20_000).Where(i => i % 4 != 0).Select(i => i % 30_00 / 2.0).Where(id => id < 1000 && id == Math.Floor(id)).Select(id => (long)id).Distinct().Order(), asked.Order());
    }

    [Fact]
    public void A_key_that_cannot_be_computed_names_its_row()
    {
        var left = new CutTable([("id", DataType.Int64, [Scalar.Int64(1), Scalar.Int64(5), Scalar.Int64(long.MaxValue)])], 1);
        var right = new CutTable([("key", DataType.Int64, [Scalar.Int64(2)])], 1);
        var question = new AggregateQuestion(["count()"]) { Transforms = [new JoinTransform(right.AsSource(), JoinKind.Inner, ["id + 1"], ["key"], "r", "l")] };
        var whole = Assert.Throws<QuestionException>(() => left.Ask(question, right));
        var shared = Assert.Throws<QuestionException>(() => left.AskShares(question, right, 3));
        Assert.Equal(2, shared.Row);
        Assert.Equal(whole.Message, shared.Message);
    }
}
