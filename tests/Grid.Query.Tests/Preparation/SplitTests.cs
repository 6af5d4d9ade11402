using Grid.Columns;

namespace Grid.Query.Tests.Preparation;

public sealed class SplitTests
{
    /// <summary>What scikit-learn 1.2.1's train_test_split with stratify gives; where it tosses a coin, one of its outcomes.</summary>
    [Theory]
    [InlineData("70 20 10", 0.2, "14 4 2")]
    [InlineData("71 19 13", 0.25, "18 5 3")]
    [InlineData("5 3 2", 0.3, "1 1 1")]
    [InlineData("1000 333 7 2", 0.1, "101 33 1 0")]
    [InlineData("11 7", 0.5, "5 4")]
    [InlineData("50 50 3", 0.33, "16 17 1")]
    public void Classes_have_their_shares_as_in_StratifiedShuffleSplit(string classes, double share, string expected)
    {
        long[] sizes = [.. classes.Split(' ').Select(long.Parse)];

        long drawn = SplitSizes.Drawn(new SplitDraw(share, null, 0, null), sizes.Sum());

        Assert.Equal(expected, string.Join(' ', SplitSizes.Allot(sizes, drawn)));
    }

    [Theory]
    [InlineData(10, 0.25, 3)]
    [InlineData(11, 0.2, 3)]
    [InlineData(1000, 0.1, 100)]
    [InlineData(3, 0.01, 1)]
    [InlineData(7, 0.5, 4)]
    public void Test_rows_are_rounded_up(long rows, double share, long drawn) => Assert.Equal(drawn, SplitSizes.Drawn(new SplitDraw(share, null, 0, null), rows));

    [Fact]
    public async Task The_parts_are_the_rows_each_once_and_the_same_for_any_cut()
    {
        for (int seed = 1; seed <= 25; seed++)
        {
            var drawn = new List<string>();
            foreach (int cut in new[] { 0, 1, 2 })
            {
                var table = new RandomTable(seed, [DataType.Int64], wild: false, rows: 500, cut);
                var draw = new SplitDraw(0.2, null, seed, null);
                var (train, test) = (await NumbersAsync(table.Tables, new SplitStep(draw, IsTest: false)), await NumbersAsync(table.Tables, new SplitStep(draw, IsTest: true)));

                Assert.Equal((400, 100), (train.Count, test.Count));
                Assert.Equal(500, train.Union(test).Count());
                drawn.Add(string.Join(' ', test));
                // The rows that head draws by the same seed.
                var head = (HeadAnswer)Execution.Ask(new HeadQuestion(100, [SplitNumbersTransform.Number]) { SampleSeed = seed, Transforms = [new SplitNumbersTransform(Place, null, [], 0)] }, table.Schema, table.Tables);
                Assert.Equal(test, head.Rows.Select(row => row[0]));
            }
            Assert.Single(drawn.Distinct());
        }
    }

    [Fact]
    public async Task Classes_have_the_same_shares_in_both_parts_and_what_is_missing_is_one()
    {
        for (int seed = 1; seed <= 25; seed++)
        {
            var drawn = new List<string>();
            foreach (int cut in new[] { 0, 1 })
            {
                var table = new RandomTable(seed, [DataType.Utf8], wild: false, rows: 700, cut);
                var sizes = table.Columns[0].GroupBy(v => v).ToDictionary(g => g.Key, g => (long)g.Count());
                if (sizes.Values.Min() < 2 || sizes.Count > 100 || table.Known(0).Count == 0)
                    continue;
                var draw = new SplitDraw(0.3, null, seed, "c0");
                var (train, test) = (await Prepared.RowsAsync(table.Tables, new SplitStep(draw, IsTest: false)), await Prepared.RowsAsync(table.Tables, new SplitStep(draw, IsTest: true)));

                Scalar[] order = [.. sizes.Keys.Where(v => !v.IsNull).Order(Comparer<Scalar>.Create(Reference.Compare)), .. sizes.Keys.Where(v => v.IsNull)];
                long[] expected = SplitSizes.Allot([.. order.Select(v => sizes[v])], 210);
                Assert.Equal(expected, order.Select(v => test.Column("c0").LongCount(x => x == v)));
                Assert.Equal(order.Select(v => sizes[v]), order.Select(v => test.Column("c0").Concat(train.Column("c0")).LongCount(x => x == v)));
                drawn.Add(string.Join(' ', await NumbersAsync(table.Tables, new SplitStep(draw, IsTest: true))));
            }
            Assert.True(drawn.Distinct().Count() <= 1);
        }
    }

    [Fact]
    public async Task Rows_that_a_filter_left_are_parted()
    {
        var table = Prepared.Table(("n", ColumnFactory.Int64([.. Enumerable.Range(0, 3000).Select(i => (long?)i)])));
        var draw = new SplitDraw(null, 7, 3, null);
        Transform[] filter = [new WhereTransform("n % 3 == 0")];

        var test = (await Prepared.RowsAsync([table], [.. filter, new SplitStep(draw, IsTest: true)])).Column("n");
        var train = (await Prepared.RowsAsync([table], [.. filter, new SplitStep(draw, IsTest: false)])).Column("n");

        Assert.Equal((7, 993), (test.Length, train.Length));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i * 3L), test.Concat(train).Select(v => v.AsInt64).Order());
        Assert.NotEqual(test, (await Prepared.RowsAsync([table], [.. filter, new SplitStep(new SplitDraw(null, 7, 4, null), IsTest: true)])).Column("n"));
    }

    [Theory]
    [InlineData(0.0, null, null, "split: a share of 0 for the test is none: expected a number above 0 and below 1, such as 0.2, or a whole number of rows.")]
    [InlineData(1.0, null, null, "split: a share of 1 for the test is none: ")]
    [InlineData(double.NaN, null, null, "split: a share of NaN for the test is none: ")]
    [InlineData(null, 0L, null, "split: 0 rows for the test are none: ")]
    [InlineData(null, 6L, null, "split: 6 rows cannot be parted into 6 for the test and 0 for training: neither may be without rows.")]
    [InlineData(0.9, null, null, "split: 6 rows cannot be parted into 6 for the test and 0 for training")]
    [InlineData(0.5, null, "lone", "split: the class 'b' of column 'lone' has one row alone, and each class is in both parts")]
    [InlineData(0.5, null, "missing", "split: the class of missing values of column 'missing' has one row alone")]
    [InlineData(0.2, null, "three", "split: column 'three' has 3 classes, more than the 2 rows for the test")]
    [InlineData(0.8, null, "three", "split: column 'three' has 3 classes, more than the 1 row for training")]
    [InlineData(0.5, null, "thre", "unknown column 'thre': did you mean 'three'?")]
    public async Task What_cannot_be_parted_is_told_in_one_line(double? share, long? rows, string? stratify, string line)
    {
        var table = Prepared.Table(
            ("lone", ColumnFactory.Utf8(["a", "a", "b", "a", "a", "a"])), ("missing", ColumnFactory.Float64([1, 1, 1, double.NaN, 2, 2])), ("three", ColumnFactory.Int64([1, 1, 2, 2, 3, 3])));

        var fault = await Assert.ThrowsAsync<QuestionException>(() => Prepared.RowsAsync([table], new SplitStep(new SplitDraw(share, rows, 1, stratify), IsTest: true)));

        Assert.StartsWith(line, fault.Message, StringComparison.Ordinal);
    }

    // Rows are known by the numbers of another draw.
    private const long Place = 12345;

    private static async Task<List<Scalar>> NumbersAsync(IReadOnlyList<PartitionTable> tables, SplitStep split)
    {
        var fitted = await Prepared.FitAsync(tables, split);
        return [.. Prepared.Rows(tables, [.. fitted, new SplitNumbersTransform(Place, null, [], 0)]).Column(SplitNumbersTransform.Number)];
    }
}
