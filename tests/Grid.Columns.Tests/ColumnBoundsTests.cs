using System.Runtime.InteropServices;

namespace Grid.Columns.Tests;

public sealed class ColumnBoundsTests
{
    [Fact]
    public void No_value_of_any_column_is_outside_of_its_bounds()
    {
        int known = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new RandomBatches(seed);
            foreach (var field in RandomBatches.EveryType.Fields)
            {
                var column = random.Column(field.Type, seed % 7 == 0 ? 0 : 50);
                var bounds = ColumnBounds.Of(column);
                Assert.Equal((column.NullCount > 0, column.NullCount < column.Length), (bounds.MayHaveNulls, bounds.MayHaveValues));
                if (bounds.Extremes is not { } extremes)
                    continue;
                known++;
                Assert.Equal(field.Type is DictionaryType coded ? coded.Value : field.Type, extremes.Type);
                Assert.Equal((2, 0), (extremes.Length, extremes.NullCount));
                foreach (var value in Enumerable.Range(0, column.Length).Where(column.IsValid).Select(row => Value(column, row)).Where(v => v is not double.NaN))
                {
                    Assert.True(Compare(Value(extremes, 0), value) <= 0, $"{field}: {value} is below {Value(extremes, 0)}");
                    Assert.True(Compare(Value(extremes, 1), value) >= 0, $"{field}: {value} is above {Value(extremes, 1)}");
                }
            }
        }
        Assert.True(known > 2000, $"{known} bounds were known");
    }

    [Fact]
    public void Of_numbers_they_are_the_least_and_the_greatest()
    {
        Assert.Equal(["-3", "9"], Cells.Of(ColumnBounds.Of(ColumnFactory.Int64(4, -3, 9)).Extremes!));
        Assert.Equal(["0", "200"], Cells.Of(ColumnBounds.Of(ColumnFactory.Primitive<byte>(DataType.UInt8, [200, 0])).Extremes!));
        var reals = (PrimitiveColumn<double>)ColumnBounds.Of(ColumnFactory.Float64(double.NaN, 2, -0.5)).Extremes!;
        Assert.Equal([-0.5, 2], reals.Values.ToArray());
        Assert.Null(ColumnBounds.Of(ColumnFactory.Float64(double.NaN, double.NaN)).Extremes);
        Assert.Null(ColumnBounds.Of(ColumnFactory.Int64(null, null)).Extremes);
    }

    [Fact]
    public void Of_ordered_codes_they_are_the_first_and_the_last_value_that_is_one_and_keep_none_of_the_others()
    {
        var values = ColumnFactory.Float64([.. Enumerable.Range(0, 100).Select(i => (double?)i), double.NaN]);
        var column = new DictionaryColumn(ColumnFactory.Primitive<byte>(DataType.UInt8, [7, 100]), values, ordered: true);
        var extremes = (PrimitiveColumn<double>)ColumnBounds.Of(column).Extremes!;
        Assert.Equal([0, 99], extremes.Values.ToArray());
        Assert.True(MemoryMarshal.TryGetArray(extremes.Bytes, out var bytes));
        Assert.Equal(16, bytes.Array!.Length);
        Assert.Null(ColumnBounds.Of(new DictionaryColumn(ColumnFactory.Primitive<byte>(DataType.UInt8, [7, 100]), values)).Extremes);
        Assert.Equal(["a", "c"], Cells.Of(ColumnBounds.Of(new DictionaryColumn(ColumnFactory.Primitive<byte>(DataType.UInt8, [1]), ColumnFactory.Utf8("a", "b", "c"), ordered: true)).Extremes!));
    }

    private static object Value(Column column, int row) => column switch
    {
        DictionaryColumn coded => Value(coded.Values, coded.Code(row)),
        PrimitiveColumn<double> reals => reals.Values[row],
        PrimitiveColumn<float> reals => (double)reals.Values[row],
        Utf8Column texts => texts[row].ToArray(),
        BoolColumn bools => (Int128)(bools.Values[row] ? 1 : 0),
        _ => Int128.Parse(Cells.Of(column, row)!, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static int Compare(object a, object b) => a is byte[] text ? text.AsSpan().SequenceCompareTo((byte[])b) : ((IComparable)a).CompareTo(b);
}
