namespace Grid.Columns.Tests;

public class DictionaryTests
{
    private static RecordBatch Batch(bool ordered, string[] values, params byte?[] codes) => RecordBatch.From(
        ("d", new DictionaryColumn(ColumnFactory.Primitive<byte>(DataType.UInt8, codes.AsSpan()), ColumnFactory.Utf8(values), ordered)));

    private static int Dictionaries(bool file, byte[] bytes) => Ipc.Messages(file, bytes).Count(m => m.Kind == Metadata.DictionaryMessage);

    [Fact]
    public void A_stream_writes_a_dictionary_once_until_it_changes()
    {
        var first = Batch(true, ["a", "b"], 0, 1, null);
        var same = Batch(true, ["a", "b"], 1);
        var other = Batch(true, ["b", "c"], 0, 1);
        RecordBatch[] batches = [first, first.Slice(1, 1), same, other, first];
        var bytes = Ipc.Write(false, first.Schema, batches);
        Assert.Equal(3, Dictionaries(false, bytes));
        Ipc.AssertSame(batches, Ipc.Read(false, bytes).Batches);
    }

    [Theory]
    [InlineData(true, new[] { "a", "b", "c", "d" })]
    [InlineData(false, new[] { "b", "d", "a", "c" })]
    public void A_file_merges_its_dictionaries_into_one(bool ordered, string[] merged)
    {
        RecordBatch[] batches = [Batch(ordered, ["b", "d"], 0, null, 1), Batch(ordered, ["a", "b", "c"], 2, 1, 0)];
        var bytes = Ipc.Write(true, batches[0].Schema, batches);
        Assert.Equal(1, Dictionaries(true, bytes));
        var (schema, read) = Ipc.Read(true, bytes);
        Assert.Equal(batches[0].Schema, schema);
        Ipc.AssertSame(batches, read);
        Assert.All(read, b => Assert.Equal(merged, Cells.Of(((DictionaryColumn)b.Columns[0]).Values)));
    }

    [Fact]
    public void A_file_widens_codes_that_are_too_narrow_for_all_values()
    {
        RecordBatch[] batches = [.. Enumerable.Range(0, 3).Select(k =>
            Batch(true, [.. Enumerable.Range(0, 100).Select(i => $"{k}-{i:000}")], [.. Enumerable.Range(0, 100).Select(i => (byte?)i)]))];
        var (schema, read) = Ipc.Read(true, Ipc.Write(true, batches[0].Schema, batches));
        Assert.Equal(DataType.Dictionary(DataType.UInt16, DataType.Utf8, true), schema[0].Type);
        Ipc.AssertSame(batches, read);
    }

    [Fact]
    public void Null_slots_are_written_with_a_code_that_is_in_the_dictionary()
    {
        var codes = new PrimitiveColumn<byte>(DataType.UInt8, new byte[] { 1, 2, 0, 2 }, Bitmap.From([true, false, true, false]));
        var batch = RecordBatch.From(("d", new DictionaryColumn(codes, ColumnFactory.Utf8("a", "b"), ordered: true, nullsCoded: true)));
        foreach (bool file in new[] { false, true })
        {
            var read = (DictionaryColumn)Ipc.Read(file, Ipc.Write(file, batch.Schema, batch)).Batches[0].Columns[0];
            Assert.Equal([1, 0, 0, 0], ((PrimitiveColumn<byte>)read.Codes).Values.ToArray());
            Assert.Equal(["b", null, "a", null], Cells.Of(read));
        }
    }

    [Fact]
    public void Additions_to_a_dictionary_are_read()
    {
        var schema = Batch(false, ["a"]).Schema;
        var stream = ForeignStream.Of(schema,
            ForeignStream.Dictionary(0, ColumnFactory.Utf8("x", "y"), isDelta: false),
            IpcMessage.OfBatch(Batch(false, ["x", "y"], 0, 1)),
            ForeignStream.Dictionary(0, ColumnFactory.Utf8("z"), isDelta: true),
            IpcMessage.OfBatch(Batch(false, ["x", "y", "z"], 2, 0, null)));
        Assert.Equal(["x", "y", "z", "x", null], Cells.Of(Ipc.Read(false, stream).Batches, 0));
    }

    [Fact]
    public void Nulls_and_repeated_values_in_a_dictionary_are_resolved()
    {
        var stream = ForeignStream.Of(Batch(false, ["a"]).Schema,
            ForeignStream.Dictionary(0, ColumnFactory.Utf8("x", null, "y", "x"), isDelta: false),
            IpcMessage.OfBatch(Batch(false, ["x", "-", "y", "x"], 0, 1, 2, 3, null)));
        var column = (DictionaryColumn)Ipc.Read(false, stream).Batches[0].Columns[0];
        Assert.Equal(["x", "y"], Cells.Of(column.Values));
        Assert.Equal(["x", null, "y", "x", null], Cells.Of(column));
        Assert.Equal(2, column.NullCount);
    }

    [Fact]
    public void An_order_that_is_the_senders_own_becomes_ascending()
    {
        var stream = ForeignStream.Of(Batch(true, ["a"]).Schema,
            ForeignStream.Dictionary(0, ColumnFactory.Utf8("low", "medium", "high"), isDelta: false),
            IpcMessage.OfBatch(Batch(true, ["low", "medium", "high"], 0, 1, 2, null)));
        var column = (DictionaryColumn)Ipc.Read(false, stream).Batches[0].Columns[0];
        Assert.True(column.IsOrdered);
        Assert.Equal(["high", "low", "medium"], Cells.Of(column.Values));
        Assert.Equal(["low", "medium", "high", null], Cells.Of(column));
    }

    [Fact]
    public void Ascending_means_nan_last_and_text_by_its_bytes()
    {
        byte[] Of(double value) => BitConverter.GetBytes(value);
        Assert.True(ValueBytes.Compare(DataType.Float64, Of(double.PositiveInfinity), Of(double.NaN)) < 0);
        Assert.True(ValueBytes.Compare(DataType.Float64, Of(-1), Of(0)) < 0);
        Assert.Equal(0, ValueBytes.Compare(DataType.Float64, Of(double.NaN), Of(double.NaN)));
        Assert.True(ValueBytes.Compare(DataType.Int8, [0xFF], [0]) < 0);
        Assert.True(ValueBytes.Compare(DataType.UInt8, [0xFF], [0]) > 0);
        Assert.True(ValueBytes.Compare(DataType.Utf8, "\uFFFD"u8, "🚕"u8) < 0);
    }

    [Fact]
    public void A_column_of_nulls_needs_no_dictionary()
    {
        var stream = ForeignStream.Of(Batch(false, ["a"]).Schema, IpcMessage.OfBatch(Batch(false, ["a"], null, null)));
        Assert.Equal([null, null], Cells.Of(Ipc.Read(false, stream).Batches, 0));
    }

    [Fact]
    public void Codes_outside_their_dictionary_are_refused_for_every_type_of_codes()
    {
        foreach (var index in RandomBatches.IndexTypes)
        {
            var type = DataType.Dictionary(index, DataType.Utf8);
            var schema = new Schema([new Field("dict", type)]);
            foreach (int bad in new[] { 2, 100 })
            {
                int[] wide = [.. Enumerable.Repeat(1, 70), bad, 0];
                var codes = CodeRewriter.Apply(ColumnFactory.Primitive<int>(DataType.Int32, wide), Enumerable.Range(0, 101).ToArray(), index);
                var stream = ForeignStream.Of(schema,
                    ForeignStream.Dictionary(0, ColumnFactory.Utf8("x", "y"), isDelta: false),
                    IpcMessage.OfBatch(new RecordBatch(schema, [new DictionaryColumn(codes, ColumnFactory.Utf8("x"))], wide.Length)));
                var fault = Assert.Throws<ArrowFormatException>(() => Ipc.Read(false, stream));
                Assert.Contains("'dict'", fault.Message);
                Assert.Contains("row 70", fault.Message);
            }
        }
    }

    [Fact]
    public void Negative_codes_are_refused_but_not_where_a_null_is()
    {
        var type = DataType.Dictionary(DataType.Int8, DataType.Utf8);
        var schema = new Schema([new Field("d", type)]);
        byte[] Stream(bool[] valid) => ForeignStream.Of(schema,
            ForeignStream.Dictionary(0, ColumnFactory.Utf8("x", "y"), isDelta: false),
            ForeignStream.RawCodes(new PrimitiveColumn<sbyte>(DataType.Int8, new byte[] { 1, 0xFF }, Bitmap.From(valid))));
        Assert.Throws<ArrowFormatException>(() => Ipc.Read(false, Stream([true, true])));
        Assert.Equal(["y", null], Cells.Of(Ipc.Read(false, Stream([true, false])).Batches, 0));
    }

    [Fact]
    public void Two_columns_may_share_a_dictionary_and_a_file_may_not_replace_one()
    {
        var schema = Batch(false, ["a"]).Schema;
        IpcMessage[] dictionaries = [ForeignStream.Dictionary(0, ColumnFactory.Utf8("x"), false), ForeignStream.Dictionary(0, ColumnFactory.Utf8("y"), false)];
        var (_, columns) = ForeignStream.Layout(schema);
        var store = new DictionaryStore([columns[0], columns[0] with { Field = columns[0].Field with { Name = "e" } }], 0);
        store.Add(ForeignStream.Receive(dictionaries[0]), mayReplace: false);
        Assert.Contains("'d'", Assert.Throws<ArrowFormatException>(() => store.Add(ForeignStream.Receive(dictionaries[1]), mayReplace: false)).Message);
        store.Add(ForeignStream.Receive(dictionaries[1]), mayReplace: true);
        Assert.Equal(["y"], Cells.Of(store.Resolve(0).Values));
    }

    [Fact]
    public void An_addition_to_a_dictionary_that_has_not_come_is_refused()
    {
        var stream = ForeignStream.Of(Batch(false, ["a"]).Schema, ForeignStream.Dictionary(0, ColumnFactory.Utf8("x"), isDelta: true));
        Assert.Contains("before it has come", Assert.Throws<ArrowFormatException>(() => Ipc.Read(false, stream)).Message);
    }
}
