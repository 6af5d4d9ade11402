namespace Grid.Columns.Tests;

public sealed class PlainColumnTests
{
    private static readonly long[] s_values = [-7, 0, 1L << 40, 3];
    private static readonly double[] s_reals = [-0.0, double.NaN, 1.5, double.PositiveInfinity];
    private static readonly int[] s_codes = [3, 0, 1, 1, 2, 0, 3];

    public static TheoryData<DataType> Widths => [DataType.UInt8, DataType.UInt16, DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64];

    [Theory, MemberData(nameof(Widths))]
    public void Codes_of_any_width_become_the_numbers_that_they_stand_for(DataType width)
    {
        var codes = Codes(width);

        Assert.Equal(s_codes.Select(code => s_values[code]), Values<long>(new DictionaryColumn(codes, ColumnFactory.Int64([.. s_values])), DataType.Int64));
        Assert.Equal(s_codes.Select(code => BitConverter.DoubleToInt64Bits(s_reals[code])), Values<double>(new DictionaryColumn(codes, ColumnFactory.Float64([.. s_reals])), DataType.Float64).Select(BitConverter.DoubleToInt64Bits));
        // Narrow values are widened, of a slice too.
        var narrow = new DictionaryColumn(codes, ColumnFactory.Primitive<sbyte>(DataType.Int8, (ReadOnlySpan<sbyte>)[-7, 0, 9, 3]));
        Assert.Equal([0L, 9, -7], Values<long>(narrow.Slice(3, 3), DataType.Int64));
    }

    [Fact]
    public void Codes_with_gaps_leave_the_gaps()
    {
        var codes = ColumnFactory.Primitive<int>(DataType.Int32, [1, null, 0]);

        var plain = PlainColumn.Of(new DictionaryColumn(codes, ColumnFactory.Int64(5, 6)), DataType.Int64);

        Assert.Equal(1, plain.NullCount);
        Assert.Equal((true, false, true), (plain.IsValid(0), plain.IsValid(1), plain.IsValid(2)));
        Assert.Equal((6L, 5L), (((PrimitiveColumn<long>)plain).Values[0], ((PrimitiveColumn<long>)plain).Values[2]));
    }

    [Fact]
    public void A_dictionary_of_no_values_has_no_rows() =>
        Assert.Equal(0, PlainColumn.Of(new DictionaryColumn(ColumnFactory.Primitive<int>(DataType.Int32, ReadOnlySpan<int>.Empty), ColumnFactory.Int64()), DataType.Int64).Length);

    private static T[] Values<T>(Column column, DataType type) where T : unmanaged => ((PrimitiveColumn<T>)PlainColumn.Of(column, type)).Values.ToArray();

    private static Column Codes(DataType width) => width.Id switch
    {
        TypeId.UInt8 => ColumnFactory.Primitive<byte>(width, [.. s_codes.Select(code => (byte)code)]),
        TypeId.UInt16 => ColumnFactory.Primitive<ushort>(width, [.. s_codes.Select(code => (ushort)code)]),
        TypeId.Int8 => ColumnFactory.Primitive<sbyte>(width, [.. s_codes.Select(code => (sbyte)code)]),
        TypeId.Int16 => ColumnFactory.Primitive<short>(width, [.. s_codes.Select(code => (short)code)]),
        TypeId.Int32 => ColumnFactory.Primitive<int>(width, [.. s_codes]),
        _ => ColumnFactory.Primitive<long>(width, [.. s_codes.Select(code => (long)code)]),
    };
}
