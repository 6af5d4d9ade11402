namespace Grid.Columns.Tests;

public sealed class RowPicksTests
{
    [Fact]
    public void Rows_of_several_batches_and_encodings_come_out_plain_with_zeros_under_nulls()
    {
        var codes = new PrimitiveColumn<byte>(DataType.UInt8, new byte[] { 1, 7, 0 }, Bitmap.From([true, false, true]));
        Column[] numbers =
        [
            ColumnFactory.Int64([10, null, 30]),
            new DictionaryColumn(codes, ColumnFactory.Int64([5, 6])),
            ColumnFactory.Primitive<short>(DataType.Int16, [-1, 2, 3]),
        ];
        var picks = new RowPicks([2, 1, 0, 1, 0], [0, 1, 2, 0, 1], 3);
        var taken = (PrimitiveColumn<long>)picks.Take(numbers, DataType.Int64);
        Assert.Equal([-1, 0, 30, 6, 0], taken.Values.ToArray());
        Assert.Equal([true, false, true, true, false], Enumerable.Range(0, 5).Select(taken.IsValid));

        Column[] texts = [ColumnFactory.Utf8(["a", null, "ccc"]), new DictionaryColumn(codes, ColumnFactory.Utf8(["x", "yy"])), ColumnFactory.Utf8(["", "b", "c"])];
        var text = (Utf8Column)picks.Take(texts, DataType.Utf8);
        Assert.Equal(["", null, "ccc", "yy", null], Enumerable.Range(0, 5).Select(text.GetString));
        Assert.Equal([0, 0, 0, 3, 5, 5], text.Offsets.ToArray());
    }

    [Fact]
    public void Nulls_that_are_not_picked_leave_no_bitmap()
    {
        var bits = (BoolColumn)new RowPicks([0, 0], [2, 0], 1).Take([new BoolColumn(Bitmap.From([true, false, false]), Bitmap.From([true, false, true]))], DataType.Bool);
        Assert.Null(bits.Validity);
        Assert.Equal((false, true), (bits.Values[0], bits.Values[1]));
        Assert.Equal(0, new RowPicks([], [], 0).Take([], DataType.Float64).Length);
    }
}
