using Grid.Columns;

namespace Grid.Query.Tests.Preparation;

public sealed class CategoryTests
{
    private static readonly PartitionTable Table = Prepared.Table(
        ("t", ColumnFactory.Utf8(["b", "a", null, "é", "Z", "a", "b"])),
        ("x", ColumnFactory.Float64([3.5, double.NaN, -1, 10, 3.5, null, -0.0])),
        ("n", ColumnFactory.Int64([3, 1, 2, 3, 1, 2, 1])),
        ("b", ColumnFactory.Bool([true, null, false, true, true, true, true])),
        ("d", ColumnFactory.Primitive<int>(DataType.Date32, [3, 2, 1, 3, 2, 1, null])),
        ("e", ColumnFactory.Float64([null, double.NaN, null, null, null, null, null])));

    /// <summary>The columns and rows that scikit-learn 1.2.1's OneHotEncoder gives of the same values; what it calls None and nan is null here.</summary>
    [Fact]
    public async Task A_column_for_each_value_stands_in_the_place_of_the_column_as_by_OneHotEncoder()
    {
        var rows = await Prepared.RowsAsync([Table], new OneHotStep(["t", "x"]));

        Assert.Equal(["t_Z", "t_a", "t_b", "t_é", "t_null", "x_-1", "x_0", "x_3.5", "x_10", "x_null", "n", "b", "d", "e"], rows.Columns);
        Assert.Equal(
            ["00100", "01000", "00001", "00010", "10000", "01000", "00100"],
            rows.Rows.Select(row => string.Concat(row.Take(5))));
        Assert.Equal(["00100", "00001", "10000", "00010", "00100", "00001", "01000"], rows.Rows.Select(row => string.Concat(row.Skip(5).Take(5))));
        Assert.All(rows.Types.Take(10), type => Assert.Equal(LogicalType.Whole, type));
        Assert.DoesNotContain("n_null", (await Prepared.RowsAsync([Table], new OneHotStep(["n"]))).Columns);
    }

    /// <summary>As scikit-learn's OrdinalEncoder: what is missing stays missing.</summary>
    [Theory]
    [InlineData("t", "2|1||3|0|1|2")]
    [InlineData("x", "2||0|3|2||1")]
    [InlineData("n", "2|0|1|2|0|1|0")]
    [InlineData("b", "1||0|1|1|1|1")]
    [InlineData("d", "2|1|0|2|1|0|")]
    public async Task Positions_follow_the_order_of_the_values_as_by_OrdinalEncoder(string column, string expected)
    {
        var rows = await Prepared.RowsAsync([Table], new OrdinalStep([column]));

        Assert.Equal(expected, string.Join('|', rows.Column(column)));
        Assert.Equal(LogicalType.Whole, rows.Types[rows.Columns.ToList().IndexOf(column)]);
    }

    [Fact]
    public void A_value_that_was_not_there_is_in_no_column_and_has_no_position()
    {
        var known = new[] { Scalar.Int64(1), Scalar.Int64(7) };

        Assert.Equal("|0|||0||0", string.Join('|', Prepared.Rows([Table], [new OrdinalTransform("n", LogicalType.Whole, known)]).Column("n")));
        var rows = Prepared.Rows([Table], [new OneHotTransform("n", LogicalType.Whole, known, HasNull: false)]);
        Assert.Equal("0|1|0|0|1|0|1", string.Join('|', rows.Column("n_1")));
        Assert.Equal("0|0|0|0|0|0|0", string.Join('|', rows.Column("n_7")));
    }

    [Fact]
    public void Categories_of_numbers_are_found_in_numbers_of_another_type()
    {
        Scalar[] doubles = [Scalar.Float64(1), Scalar.Float64(1.5), Scalar.Float64(3)];

        Assert.Equal("2|0||2|0||0", string.Join('|', Prepared.Rows([Table], [new OrdinalTransform("n", LogicalType.Real, doubles)]).Column("n")));
        Assert.Equal("||0||||", string.Join('|', Prepared.Rows([Table], [new OrdinalTransform("x", LogicalType.Whole, [Scalar.Int64(-1)])]).Column("x")));
        var rows = Prepared.Rows([Table], [new OneHotTransform("n", LogicalType.Real, doubles, HasNull: false)]);
        Assert.Equal("1|0|0|1|0|0|0", string.Join('|', rows.Column("n_3")));
        Assert.Equal("0|0|0|0|0|0|0", string.Join('|', rows.Column("n_1.5")));
    }

    [Fact]
    public async Task Coded_and_plain_columns_in_any_cut_give_the_same_positions()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var tables = new[] { 0, 1 }.Select(cut => new RandomTable(seed, [DataType.Utf8, DataType.Int64], wild: false, rows: 120, cut)).ToArray();
            if (tables[0].Known(0).Count == 0 || tables[0].Known(1).Count == 0)
                continue;
            Transform[] steps = [new OrdinalStep(["c0", "c1"])];
            var (first, second) = (await Prepared.RowsAsync(tables[0].Tables, steps), await Prepared.RowsAsync(tables[1].Tables, steps));

            Assert.Equal(first.Rows.SelectMany(r => r), second.Rows.SelectMany(r => r));
            for (int c = 0; c < 2; c++)
            {
                var distinct = tables[0].Known(c).Distinct().Order(Comparer<Scalar>.Create(Reference.Compare)).ToList();
                Assert.Equal(tables[0].Columns[c].Select(v => v.IsNull ? Scalar.Null : Scalar.Int64(distinct.IndexOf(v))), first.Column($"c{c}"));
            }
        }
    }

    [Theory]
    [InlineData("onehot", "e", "onehot: column 'e' has no values: fill it first, or leave it out.")]
    [InlineData("ordinal", "e", "ordinal: column 'e' has no values: fill it first, or leave it out.")]
    [InlineData("onehot", "tt", "unknown column 'tt': did you mean 't'?")]
    [InlineData("ordinal", "n,n", "ordinal: column 'n' is there twice; name it once, or in a second ordinal after the first.")]
    public async Task What_cannot_be_encoded_is_told_in_one_line(string step, string columns, string line)
    {
        string[] names = columns.Split(',');

        Assert.Equal(line, (await Assert.ThrowsAsync<QuestionException>(() => Prepared.RowsAsync([Table], step == "onehot" ? new OneHotStep(names) : new OrdinalStep(names)))).Message);
    }

    [Fact]
    public async Task Too_many_values_and_names_that_are_taken_are_refused()
    {
        var many = Prepared.Table(("id", ColumnFactory.Int64([.. Enumerable.Range(0, 1001).Select(i => (long?)i)])), ("n", ColumnFactory.Int64([.. Enumerable.Repeat((long?)1, 1001)])), ("n_1", ColumnFactory.Int64([.. Enumerable.Repeat((long?)1, 1001)])));

        Assert.Contains("has 1,001 distinct values, and 1,000 are the most", (await Assert.ThrowsAsync<QuestionException>(() => Prepared.RowsAsync([many], new OneHotStep(["id"])))).Message);
        Assert.Equal("1000", (await Prepared.RowsAsync([many], new OrdinalStep(["id"]))).Column("id")[^1].ToString());
        Assert.Contains("there is a column 'n_1' already", (await Assert.ThrowsAsync<QuestionException>(() => Prepared.RowsAsync([many], new OneHotStep(["n"])))).Message);
    }
}
