namespace Grid.Columns.Tests;

public class ColumnTests
{
    public static TheoryData<DataType> EveryType => [.. RandomBatches.EveryType.Fields.Select(f => f.Type).Distinct()];

    [Theory]
    [MemberData(nameof(EveryType))]
    public void A_slice_shows_the_values_of_its_range(DataType type)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var column = new RandomBatches(seed).Column(type, 150);
            var all = Cells.Of(column);
            foreach (var (offset, length) in new[] { (0, 150), (0, 0), (150, 0), (1, 149), (7, 64), (63, 65), (64, 80), (149, 1) })
            {
                var slice = column.Slice(offset, length);
                Assert.Equal(column.Type, slice.Type);
                Assert.Equal(all.Skip(offset).Take(length), Cells.Of(slice));
                Assert.Equal(Cells.Of(slice).Count(v => v is null), slice.NullCount);
                Assert.Equal(all.Skip(offset + length / 2).Take(length - length / 2), Cells.Of(slice.Slice(length / 2, length - length / 2)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryType))]
    public void A_range_that_a_column_does_not_have_is_refused(DataType type)
    {
        var column = new RandomBatches(1).Column(type, 10);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Slice(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Slice(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Slice(5, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Slice(int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => column.IsValid(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => column.IsValid(-1));
    }

    [Fact]
    public void Slices_share_the_memory()
    {
        var column = ColumnFactory.Int64(1, 2, 3);
        var slice = (PrimitiveColumn<long>)column.Slice(1, 2);
        Assert.True(System.Runtime.CompilerServices.Unsafe.AreSame(in column.Values[1], in slice.Values[0]));
    }

    [Fact]
    public void Validity_is_null_where_there_are_known_to_be_no_nulls()
    {
        Assert.Null(ColumnFactory.Int64(1, 2).Validity);
        Assert.Null(ColumnFactory.Utf8("a").Validity);
        Assert.Null(ColumnFactory.Bool(true).Validity);
        Assert.Equal(1, ColumnFactory.Float64(1, null).NullCount);
        Assert.Equal(0, new BoolColumn(Bitmap.From(new bool[4]), Bitmap.From([true, true, true, true])).NullCount);
    }

    [Fact]
    public void Columns_whose_parts_do_not_agree_are_refused()
    {
        var bytes = new byte[16];
        Assert.Throws<ArgumentException>(() => new PrimitiveColumn<long>(DataType.Float64, bytes));
        Assert.Throws<ArgumentException>(() => new PrimitiveColumn<uint>(DataType.Int32, bytes));
        Assert.Throws<ArgumentException>(() => new PrimitiveColumn<byte>(DataType.Utf8, bytes));
        Assert.Throws<ArgumentException>(() => new PrimitiveColumn<long>(DataType.Int64, bytes.AsMemory(1)));
        Assert.Throws<ArgumentException>(() => new PrimitiveColumn<long>(DataType.Int64, bytes, Bitmap.From(new bool[3])));
        Assert.Throws<ArgumentException>(() => new PrimitiveColumn<long>(DataType.Int64, bytes, null, 1));
        Assert.Throws<ArgumentException>(() => new PrimitiveColumn<long>(DataType.Int64, bytes, Bitmap.From(new bool[2]), 3));
        Assert.Throws<ArgumentException>(() => new Utf8Column(Array.Empty<byte>(), bytes));
        Assert.Throws<ArgumentException>(() => new Utf8Column(new byte[7], bytes));
        Assert.Throws<ArgumentException>(() => new Utf8Column(new byte[] { 0, 0, 0, 0, 17, 0, 0, 0 }, bytes));
        Assert.Throws<ArgumentException>(() => new Utf8Column(new byte[] { 4, 0, 0, 0, 2, 0, 0, 0 }, bytes));
    }

    [Fact]
    public void ByteSize_counts_what_the_slice_shows()
    {
        Assert.Equal(24, ColumnFactory.Int64(1, 2, 3).ByteSize);
        Assert.Equal(25, ColumnFactory.Int64(1, null, 3).ByteSize);
        Assert.Equal(8 + 2, ColumnFactory.Utf8("a", "bc", "def").Slice(1, 1).ByteSize);
        Assert.Equal(2, ColumnFactory.Bool([.. new bool?[9]]).Slice(0, 8).ByteSize);
    }
}
