namespace Grid.Columns.Tests;

public class DictionaryColumnTests
{
    private static readonly Utf8Column s_values = ColumnFactory.Utf8("a", "b", "c");

    private static DictionaryColumn Column(params byte?[] codes) =>
        new(ColumnFactory.Primitive<byte>(DataType.UInt8, codes.AsSpan()), s_values, ordered: true);

    [Fact]
    public void Code_counts_are_those_of_the_rows_that_are_not_null()
    {
        Assert.Equal([2, 0, 1], Column(0, null, 2, 0).CodeCounts);
        Assert.Equal([1, 0, 1], Column(0, null, 2, 0).Slice(1, 3) is DictionaryColumn c ? c.CodeCounts : []);
        Assert.Equal([0, 0, 0], Column(null, null).CodeCounts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Code_counts_agree_with_a_plain_count_for_every_type_of_codes(int index)
    {
        var type = DataType.Dictionary(RandomBatches.IndexTypes[index], DataType.Int16);
        for (int seed = 0; seed < 20; seed++)
        {
            var column = (DictionaryColumn)new RandomBatches(seed).Column(type, 200);
            var expected = new int[column.Values.Length];
            foreach (int row in Enumerable.Range(0, 200).Where(column.IsValid))
                expected[column.Code(row)]++;
            Assert.Equal(expected, column.CodeCounts);
        }
    }

    [Fact]
    public void Counts_that_the_maker_knows_are_kept_and_a_slice_counts_its_own()
    {
        var column = new DictionaryColumn(ColumnFactory.Primitive<byte>(DataType.UInt8, [0, 1, 1]), s_values, counts: [1, 2, 0]);
        Assert.Equal([1, 2, 0], column.CodeCounts);
        Assert.Equal([0, 1, 0], ((DictionaryColumn)column.Slice(2, 1)).CodeCounts);
    }

    [Fact]
    public void Parts_that_do_not_agree_are_refused()
    {
        var codes = ColumnFactory.Primitive<byte>(DataType.UInt8, [0, 1]);
        Assert.Throws<ArgumentException>(() => new DictionaryColumn(codes, ColumnFactory.Utf8("a", null)));
        Assert.Throws<ArgumentException>(() => new DictionaryColumn(codes, s_values, counts: [1]));
        Assert.Throws<ArgumentException>(() => new DictionaryColumn(ColumnFactory.Float64(1), s_values));
        Assert.Throws<ArgumentException>(() => new DictionaryColumn(codes, Column(0)));
    }
}
