using System.Text.Json;
using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>Every kind of folds against scikit-learn's splits in <c>data/sklearn-folds.json</c>, row by row.</summary>
public class FoldOracleTests
{
    private static readonly JsonElement[] Cases = [.. JsonDocument.Parse(File.ReadAllText(Tables.DataPath("sklearn-folds.json"))).RootElement.EnumerateArray()];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Splits_are_those_of_scikit_learn(int number)
    {
        var known = Cases[number];
        int[] values = Ints(known.GetProperty("values"));
        var plan = FoldPlan.Decode(PlanOf(known, values).Encode());
        int[][] tests = [.. known.GetProperty("test").EnumerateArray().Select(Ints)];
        Assert.Equal(tests.Length, plan.Splits);
        for (int split = 0; split < tests.Length; split++)
        {
            Assert.Equal(tests[split], plan.TestRows(split));
            int[] train = known.GetProperty("train") is { ValueKind: JsonValueKind.Array } trains ? Ints(trains[split]) : [.. Enumerable.Range(0, values.Length).Except(tests[split])];
            Assert.Equal(train, plan.TrainingRows(split));
        }
    }

    [Fact]
    public void What_the_seed_is_does_not_change_folds_that_are_not_shuffled() => Assert.Equal(
        FoldPlan.KFold(10, new FoldOptions { Folds = 3 }).Encode(), FoldPlan.KFold(10, new FoldOptions { Folds = 3, Seed = 9 }).Encode());

    [Fact]
    public void A_column_of_splits_that_makes_none_is_refused_by_name()
    {
        Refused("'s' is -1 in every row, so that no row tests", -1, -1, -1);
        Refused("'s' has one value, so that no row trains", 2, 2, 2);
        Refused("the column of splits 's' is null in row 2", 0, null, 1);

        static void Refused(string said, params long?[] splits) => Assert.Contains(
            said, Assert.Throws<LearningException>(() => FoldPlan.Of(Numbered(splits.Length), new FoldOptions { Column = "s" }, [RecordBatch.From(("s", ColumnFactory.Int64(splits)))])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_splits_may_be_text()
    {
        var batch = RecordBatch.From(("s", ColumnFactory.Utf8("b", "a", "-1", "b")));
        var plan = FoldPlan.Of(Numbered(4), new FoldOptions { Column = "s" }, [batch]);
        Assert.Equal([[1], [0, 3]], Enumerable.Range(0, 2).Select(plan.TestRows));
        Assert.Equal([0, 2, 3], plan.TrainingRows(0));
    }

    [Fact]
    public void Kinds_that_do_not_go_together_are_refused()
    {
        Refused("folds in the order of time cannot be", new FoldOptions { InOrder = true, Shuffle = true });
        Refused("folds in the order of time cannot be", new FoldOptions { InOrder = true, Groups = "g" });
        Refused("says which split tests a row", new FoldOptions { Column = "c", Repeats = 2 });
        Refused("says which split tests a row", new FoldOptions { Column = "c", InOrder = true });
        Refused("there are 4 rows but 4 splits in the order of time", new FoldOptions { Folds = 4, InOrder = true });

        static void Refused(string said, FoldOptions options) =>
            Assert.Contains(said, Assert.Throws<LearningException>(() => FoldPlan.Of(Numbered(4), options)).Message, StringComparison.Ordinal);
    }

    private static FoldPlan PlanOf(JsonElement known, int[] values)
    {
        var options = new FoldOptions
        {
            Folds = known.TryGetProperty("folds", out var folds) ? folds.GetInt32() : 5,
            Shuffle = known.TryGetProperty("shuffle", out _),
            Repeats = known.TryGetProperty("repeats", out var repeats) ? repeats.GetInt32() : 1,
            Seed = known.TryGetProperty("seed", out var seed) ? seed.GetUInt64() : 0,
        };
        var column = RecordBatch.From(("c", ColumnFactory.Int64([.. values.Select(v => (long?)v)])));
        return known.GetProperty("kind").GetString() switch
        {
            "kfold" => FoldPlan.KFold(values.Length, options),
            "stratified" => FoldPlan.Stratified([.. values.Select(v => (ushort)v)], options),
            "time" => FoldPlan.Of(Numbered(values.Length), options with { InOrder = true }),
            "group" => FoldPlan.Of(Numbered(values.Length), options with { Groups = "c" }, [column]),
            _ => FoldPlan.Of(Numbered(values.Length), options with { Column = "c" }, [column]),
        };
    }

    private static int[] Ints(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetInt32())];

    private static TrainingMatrix Numbered(int rows)
    {
        long?[] numbers = [.. Enumerable.Range(0, rows).Select(i => (long?)i)];
        return TrainingMatrix.Build([RecordBatch.From(("x", ColumnFactory.Int64(numbers)), ("y", ColumnFactory.Int64(numbers)))], "y", LearningTask.Regression);
    }
}
