using FsCheck;
using FsCheck.Fluent;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>Encoded columns against the values that went in.</summary>
public class EncoderTests
{
    [Fact]
    public void Integers_of_any_range_come_out_as_they_went_in() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            int rows = random.Next(1, 3000);
            long span = 1L << random.Next(0, 62), first = random.Next(2) == 0 ? 0 : random.NextInt64(-span, span);
            int distinct = random.Next(1, 2 * rows);
            long multiplier = Math.Max(1, span / distinct);
            var values = new long[rows];
            using var nulls = new NullBits();
            double nullShare = random.Next(3) * 0.3;
            var isNull = new bool[rows];
            for (int i = 0; i < rows; i++)
            {
                isNull[i] = random.NextDouble() < nullShare;
                values[i] = isNull[i] ? 0 : first + random.Next(distinct) * multiplier;
                if (isNull[i])
                    nulls.Set(i);
            }
            using var buffer = new NarrowBuffer();
            for (int at = 0; at < rows;)
            {
                int next = Math.Min(rows, at + random.Next(1, 700));
                buffer.Append(values.AsSpan(at, next - at), random.Next(2) * rows);
                at = next;
            }
            var column = IntegerEncoder.Encode(buffer, nulls, new IntegerValues());
            Cells.CheckEncoding(column);
            Assert.Equal(values.Zip(isNull, (v, n) => n ? null : (object?)v), Cells.Of(column));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData(1, 10_000UL)]
    [InlineData(5, ulong.MaxValue)]
    [InlineData(5, 1UL << 63)]
    [InlineData(3000, ulong.MaxValue)]
    [InlineData(100_000, ulong.MaxValue)]
    public void Integers_without_a_sign_come_out_as_they_went_in(int distinct, ulong most)
    {
        const int rows = 10_000;
        var random = new Random(distinct);
        var values = new ulong[rows];
        using var buffer = new NarrowBuffer();
        using var nulls = new NullBits();
        for (int i = 0; i < rows; i++)
        {
            values[i] = i % 11 == 3 ? 0 : most - (ulong)random.Next(distinct) * (i % 2 == 0 ? 1UL : 1UL << 40);
            if (i % 11 == 3)
                nulls.Set(i);
        }
        buffer.Append(System.Runtime.InteropServices.MemoryMarshal.Cast<ulong, long>(values), rows);
        var column = IntegerEncoder.Encode(buffer, nulls, new UnsignedValues());
        Cells.CheckEncoding(column);
        Assert.Equal(LogicalType.Unsigned, column.Type.Logical);
        Assert.Equal(distinct < 100_000, column is DictionaryColumn);
        Assert.Equal(values.Select((v, i) => i % 11 == 3 ? null : (object?)v), Cells.Of(column));
    }

    [Fact]
    public void A_buffer_holds_the_extremes_of_every_width()
    {
        long[] values = [0, sbyte.MaxValue, sbyte.MinValue, short.MaxValue, short.MinValue, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];
        using var buffer = new NarrowBuffer();
        for (int i = 0; i < values.Length; i++)
        {
            buffer.Append(values.AsSpan(i, 1), 0);
            var held = new long[i + 1];
            buffer.CopyTo<long>(held);
            Assert.Equal(values[..(i + 1)], held);
        }
        Assert.Equal(8, buffer.Width);
        Assert.Equal((long.MinValue, long.MaxValue), (buffer.Min, buffer.Max));
    }

    [Fact]
    public void A_product_that_has_no_room_leaves_a_buffer_as_it_was()
    {
        using var buffer = new NarrowBuffer();
        buffer.Append([1, 2, -300], 0);
        Assert.False(buffer.TryMultiply(10, 2999));
        Assert.True(buffer.TryMultiply(1000, 300_000));
        var held = new long[3];
        buffer.CopyTo<long>(held);
        Assert.Equal([1000L, 2000L, -300_000L], held);
        Assert.Equal(4, buffer.Width);
    }

    [Fact]
    public void Texts_have_one_code_each_and_only_as_many_as_there_is_room_for()
    {
        using var dictionary = new TextDictionary();
        var expected = new Dictionary<string, int>();
        var random = new Random(1);
        for (int i = 0; i < 150_000; i++)
        {
            string text = new string((char)('a' + random.Next(4)), random.Next(0, 3)) + random.Next(90_000);
            bool known = expected.TryGetValue(text, out int code);
            int actual = dictionary.CodeOf(System.Text.Encoding.UTF8.GetBytes(text));
            if (!known && expected.Count < TextDictionary.Limit)
                expected[text] = code = expected.Count;
            else if (!known)
                code = -1;
            Assert.Equal(code, actual);
        }
        Assert.Equal(TextDictionary.Limit, dictionary.Count);
        foreach (var (text, code) in expected)
            Assert.Equal(text, System.Text.Encoding.UTF8.GetString(dictionary[code]));
    }

    [Fact]
    public void Texts_that_differ_in_zero_bytes_or_length_alone_are_told_apart()
    {
        using var dictionary = new TextDictionary();
        byte[][] texts = [[], [0], [0, 0], [1], [1, 0], [1, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0]];
        Assert.Equal(Enumerable.Range(0, texts.Length), texts.Select(t => dictionary.CodeOf(t)));
        Assert.Equal(Enumerable.Range(0, texts.Length), texts.Select(t => dictionary.CodeOf(t)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Null_bits_are_those_that_were_set(int rows)
    {
        using var nulls = new NullBits();
        Assert.Null(nulls.ToValidity(rows));
        for (int i = 0; i < rows; i += 7)
            nulls.Set(i);
        var validity = nulls.ToValidity(rows);
        for (int i = 0; i < rows; i++)
            Assert.Equal(i % 7 != 0, validity!.Value[i]);
        var marks = new byte[rows];
        nulls.Fill<byte>(marks, 9);
        Assert.Equal(Enumerable.Range(0, rows).Select(i => (byte)(i % 7 == 0 ? 9 : 0)), marks);
    }

    [Fact]
    public void Doubles_far_apart_but_few_are_codes()
    {
        double[] distinct = [1e300, -1e-300, 5e-324, double.PositiveInfinity, double.NegativeInfinity, 0, 3.25];
        var values = Enumerable.Range(0, 10_000).Select(i => distinct[i % distinct.Length]).ToArray();
        using var nulls = new NullBits();
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values).ToArray();
        var column = Assert.IsType<DictionaryColumn>(DoubleEncoder.Encode(bytes, nulls));
        Cells.CheckEncoding(column);
        Assert.Equal(values.Cast<object?>(), Cells.Of(column));
    }
}
