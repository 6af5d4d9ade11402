using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Grid.Columns.Tests;

/// <summary>Batches as Apache.Arrow's and back, over the same memory, and what is refused of what comes in.</summary>
public sealed class ArrowInteropTests
{
    [Fact]
    public void Every_type_comes_back_as_it_was_whole_and_sliced()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new RandomBatches(seed);
            var batch = new RecordBatch(RandomBatches.EveryType, RandomBatches.EveryType.Fields.Select(f => random.Column(f.Type, 150)), 150);
            foreach (var part in new[] { batch, batch.Slice(0, 0), batch.Slice(13, 100), batch.Slice(64, 64), batch.Slice(7, 90).Slice(5, 60) })
            {
                var arrow = part.ToArrow();
                Assert.Equal(part.Schema, arrow.Schema.ToGrid());
                Ipc.AssertSame([part], [arrow.ToGrid()]);
                // A slice of the library's is by an offset as well.
                int half = part.Length / 2;
                Ipc.AssertSame([part.Slice(half, part.Length - half)], [arrow.Slice(half, part.Length - half).ToGrid()]);
            }
        }
    }

    [Fact]
    public void The_library_sees_the_values()
    {
        var batch = RecordBatch.From(
            ("whole", ColumnFactory.Int64(1, null, -3, long.MaxValue)), ("real", ColumnFactory.Float64(-0.0, double.NaN, null, 0.1)), ("text", ColumnFactory.Utf8("", "é漢😀", null, "x")),
            ("yes", ColumnFactory.Bool(true, null, false, true)), ("when", ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Nanosecond, "Europe/Berlin"), new long?[] { 1, null, -1, 5 })),
            ("coded", new DictionaryColumn(new PrimitiveColumn<byte>(DataType.UInt8, new byte[] { 1, 0, 2, 1 }, Bitmap.From([true, true, false, true])), ColumnFactory.Utf8("a", "b"), ordered: true, nullsCoded: true)),
            ("sum", ColumnFactory.Primitive<Int128>(DataType.Decimal128, new Int128?[] { -1, null, 12345678901234567890UL, 0 })));
        foreach (int start in new[] { 0, 1 })
        {
            var arrow = batch.Slice(start, 3).ToArrow();
            Assert.Equal(new long?[] { 1, null, -3, long.MaxValue }.Skip(start).Take(3), Enumerable.Range(0, 3).Select(i => ((Int64Array)arrow.Column("whole")).GetValue(i)));
            Assert.Equal(new double?[] { -0.0, double.NaN, null, 0.1 }.Skip(start).Take(3), Enumerable.Range(0, 3).Select(i => ((DoubleArray)arrow.Column("real")).GetValue(i)));
            Assert.Equal(new[] { "", "é漢😀", null, "x" }.Skip(start).Take(3), Enumerable.Range(0, 3).Select(i => ((StringArray)arrow.Column("text")).GetString(i)));
            Assert.Equal(new bool?[] { true, null, false, true }.Skip(start).Take(3), Enumerable.Range(0, 3).Select(i => ((BooleanArray)arrow.Column("yes")).GetValue(i)));
            Assert.Equal(new long?[] { 1, null, -1, 5 }.Skip(start).Take(3), Enumerable.Range(0, 3).Select(i => ((TimestampArray)arrow.Column("when")).GetValue(i)));
            Assert.Equal("Europe/Berlin", ((Apache.Arrow.Types.TimestampType)arrow.Column("when").Data.DataType).Timezone);
            var coded = (DictionaryArray)arrow.Column("coded");
            Assert.Equal(new[] { "b", "a", null, "b" }.Skip(start).Take(3), Enumerable.Range(0, 3).Select(i => coded.IsNull(i) ? null : ((StringArray)coded.Dictionary).GetString(((UInt8Array)coded.Indices).GetValue(i)!.Value)));
            Assert.Equal(new[] { "-1", null, "12345678901234567890", "0" }.Skip(start).Take(3), Enumerable.Range(0, 3).Select(i => ((Decimal128Array)arrow.Column("sum")).GetString(i)));
        }
    }

    [Fact]
    public void Memory_is_shared_in_both_directions_also_by_slices_at_any_bit()
    {
        var whole = ColumnFactory.Int64([.. Enumerable.Range(0, 200).Select(i => i % 3 == 0 ? null : (long?)i)]);
        var text = ColumnFactory.Utf8([.. Enumerable.Range(0, 200).Select(i => i % 3 == 0 ? null : $"t{i}")]);
        foreach (int start in new[] { 0, 3, 8, 77 })
        {
            var numbers = (Int64Array)whole.Slice(start, 100).ToArrow();
            AssertShared(whole.Bytes, numbers.Data.Buffers[1].Memory);
            AssertShared(whole.Validity!.Value.Bytes, numbers.Data.Buffers[0].Memory);
            var words = (StringArray)text.Slice(start, 100).ToArrow();
            AssertShared(text.Data, words.Data.Buffers[2].Memory);
            AssertShared(whole.Bytes, ((PrimitiveColumn<long>)numbers.ToGrid()).Bytes);
            Assert.Equal(Cells.Of(whole.Slice(start, 100)), Cells.Of(numbers.ToGrid()));
            Assert.Equal(Cells.Of(text.Slice(start, 100)), Cells.Of(words.ToGrid()));
        }
    }

    [Fact]
    public void Memory_of_the_library_is_copied_and_outlives_it()
    {
        var built = new StringArray.Builder().Append("a").AppendNull().Append("").Append("é").Build();
        var column = built.ToGrid();
        built.Dispose();
        Assert.Equal(["a", null, "", "é"], Cells.Of(column));
    }

    [Fact]
    public void Wide_texts_and_views_are_taken_as_texts()
    {
        var text = ColumnFactory.Utf8("a", null, "longer than twelve bytes", "");
        byte[] offsets = [.. new long[] { 0, 1, 1, 25, 25 }.SelectMany(BitConverter.GetBytes)];
        var wide = new LargeStringArray(4, new ArrowBuffer(offsets), new ArrowBuffer(text.Data), new ArrowBuffer(text.Validity!.Value.Bytes), 1);
        Assert.Equal(["a", null, "longer than twelve bytes", ""], Cells.Of(wide.ToGrid()));
        Assert.Equal(["longer than twelve bytes", ""], Cells.Of(ArrowArrayFactory.Slice(wide, 2, 2).ToGrid()));
        var views = new StringViewArray.Builder().Append("a").AppendNull().Append("longer than twelve bytes").Append("").Build();
        Assert.Equal(["a", null, "longer than twelve bytes", ""], Cells.Of(views.ToGrid()));
        Assert.Equal([null, "longer than twelve bytes"], Cells.Of(ArrowArrayFactory.Slice(views, 1, 2).ToGrid()));
    }

    [Fact]
    public void A_dictionary_with_nulls_and_twins_is_made_over()
    {
        var values = new StringArray.Builder().Append("b").AppendNull().Append("a").Append("b").Build();
        var codes = new Int32Array.Builder().Append(0).Append(1).Append(2).Append(3).AppendNull().Build();
        var column = (DictionaryColumn)new DictionaryArray(new Apache.Arrow.Types.DictionaryType(Int32Type.Default, StringType.Default, false), codes, values).ToGrid();
        Assert.Equal(["b", null, "a", "b", null], Cells.Of(column));
        Assert.Equal(["b", "a"], Cells.Of(column.Values));
    }

    [Fact]
    public void What_is_damaged_is_refused_by_name()
    {
        byte[] text = "abc"u8.ToArray();
        Refused("an offset 1 after 2", Data(StringType.Default, 2, Bytes(0, 2, 1), text));
        Refused("an offset 9 after 0 into 3 bytes", Data(StringType.Default, 1, Bytes(0, 9), text));
        Refused("an offset -1", Data(StringType.Default, 1, Bytes(-1, 3), text));
        Refused("text in row 0 that is not UTF-8", Data(StringType.Default, 1, Bytes(0, 1), [0xFF]));
        Refused("a buffer of 8 bytes where 12 are needed", Data(StringType.Default, 2, Bytes(0, 2), text));
        Refused("a buffer of 8 bytes where 16 are needed", Data(Int64Type.Default, 2, new byte[8]));
        Refused("a buffer of 1 bytes where 2 are needed", Data(BooleanType.Default, 9, new byte[1]));
        Refused("1 buffers, fewer than it needs", new ArrayData(Int64Type.Default, 0, 0, 0, [ArrowBuffer.Empty]));
        Refused("a buffer of 1 bytes where 2 are needed", new ArrayData(Int8Type.Default, 9, 1, 0, [new ArrowBuffer(new byte[1]), new ArrowBuffer(new byte[9])]));
        Refused("2 nulls by its count and 8 by its validity bitmap", new ArrayData(Int8Type.Default, 8, 2, 0, [new ArrowBuffer(new byte[1]), new ArrowBuffer(new byte[8])]));
        Refused("2 nulls by its count, and no validity bitmap", new ArrayData(Int8Type.Default, 8, 2, 0, [ArrowBuffer.Empty, new ArrowBuffer(new byte[8])]));
        Refused("9 nulls among 8 values", new ArrayData(Int8Type.Default, 8, 9, 0, [new ArrowBuffer(new byte[1]), new ArrowBuffer(new byte[8])]));
        var letters = Data(StringType.Default, 2, Bytes(0, 1, 2), text);
        var coded = new Apache.Arrow.Types.DictionaryType(Int8Type.Default, StringType.Default, false);
        Refused("a code in row 1 that is not in its dictionary of 2 values", new ArrayData(coded, 2, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(new byte[] { 1, 2 })], null, letters));
        Refused("a code in row 0 that is not in its dictionary", new ArrayData(coded, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(new byte[] { 0xFF })], null, letters));
        Refused("no dictionary", new ArrayData(coded, 1, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(new byte[] { 0 })]));
    }

    [Fact]
    public void Types_that_are_not_held_are_refused_by_name()
    {
        IArrowType[] types = [new ListType(Int32Type.Default), new StructType([new Apache.Arrow.Field("x", Int32Type.Default, true)]), HalfFloatType.Default, BinaryType.Default, DurationType.Second, IntervalType.YearMonth, NullType.Default];
        foreach (var type in types)
        {
            var fault = Assert.Throws<ArrowFormatException>(() => new Apache.Arrow.Schema([new Apache.Arrow.Field("odd", type, true)], []).ToGrid());
            Assert.Equal($"Arrow data: column 'odd' is of type {type.Name}, which Grid does not hold; convert or drop it.", fault.Message);
        }
        var twins = new Apache.Arrow.Schema([new Apache.Arrow.Field("a", Int32Type.Default, true), new Apache.Arrow.Field("a", Int32Type.Default, true)], []);
        Assert.Contains("two columns have one name", Assert.Throws<ArrowFormatException>(twins.ToGrid).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_contradicts_its_schema_is_refused()
    {
        var two = new Int64Array.Builder().Append(1).AppendNull().Build();
        Refused(new Apache.Arrow.Field("a", Int64Type.Default, true), two, 3, "2 values in a batch of 3 rows");
        Refused(new Apache.Arrow.Field("a", Int32Type.Default, true), two, 2, "is of int64 where its schema says int32");
        Refused(new Apache.Arrow.Field("a", Int64Type.Default, false), two, 2, "1 nulls where its field allows none");

        static void Refused(Apache.Arrow.Field field, IArrowArray array, int rows, string said)
        {
            // The library may see it as well.
            Apache.Arrow.RecordBatch batch;
            try
            {
                batch = new Apache.Arrow.RecordBatch(new Apache.Arrow.Schema([field], []), [array], rows);
            }
            catch (ArgumentException)
            {
                return;
            }
            Assert.Contains(said, Assert.Throws<ArrowFormatException>(batch.ToGrid).Message, StringComparison.Ordinal);
        }
    }

    private static void AssertShared(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual)
    {
        Assert.True(MemoryMarshal.TryGetArray(expected, out var a) && MemoryMarshal.TryGetArray(actual, out var b) && ReferenceEquals(a.Array, b.Array));
    }

    private static ArrayData Data(IArrowType type, int length, params byte[][] buffers) =>
        new(type, length, 0, 0, [ArrowBuffer.Empty, .. buffers.Select(b => new ArrowBuffer(b))]);

    private static byte[] Bytes(params int[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static void Refused(string said, ArrayData data)
    {
        var fault = Assert.Throws<ArrowFormatException>(() => new Unbuilt(data).ToGrid("c"));
        Assert.StartsWith("Arrow data: column 'c'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    /// <summary>An array that nobody has looked at.</summary>
    private sealed class Unbuilt(ArrayData data) : IArrowArray
    {
        public int Length => data.Length;

        public int Offset => data.Offset;

        public int NullCount => data.NullCount;

        public ArrayData Data => data;

        public bool IsNull(int index) => throw new NotSupportedException();

        public bool IsValid(int index) => throw new NotSupportedException();

        public void Accept(IArrowArrayVisitor visitor) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
