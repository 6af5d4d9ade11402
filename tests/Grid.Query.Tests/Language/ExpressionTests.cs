using Grid.Columns;

namespace Grid.Query.Tests;

public class ExpressionTests
{
    internal static readonly RecordBatch Row = RecordBatch.From(
        ("i", ColumnFactory.Int64(7)), ("n", ColumnFactory.Int64((long?)null)), ("x", ColumnFactory.Float64(2.5)), ("u", ColumnFactory.Primitive<ulong>(DataType.UInt64, [ulong.MaxValue])),
        ("b", ColumnFactory.Bool(true)), ("t", ColumnFactory.Utf8("Straße")), ("my col", ColumnFactory.Int64(3)), ("nan", ColumnFactory.Float64(double.NaN)),
        ("at", ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Second), [1490432143])), // 2017-03-25 08:55:43, a Saturday
        ("ms", ColumnFactory.Primitive<long>(DataType.Timestamp(TimeUnit.Millisecond), [1490432143250])),
        ("day", ColumnFactory.Primitive<int>(DataType.Date32, [17250])), ("min", ColumnFactory.Int64(long.MinValue)),
        ("big", ColumnFactory.Int64(9007199254740993)), ("two53", ColumnFactory.Float64(9007199254740992)));

    internal const string Failed = "a value that could not be computed";

    [Theory]
    [InlineData("1 + 2 * 3 - 4", "3")]
    [InlineData("-i + - -2", "-5")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("i / 2", "3.5")]
    [InlineData("i % 4", "3")]
    [InlineData("-i % 4", "1")]
    [InlineData("i % -4", "-1")]
    [InlineData("-x % 2", "1.5")]
    [InlineData("i % 0", "")]
    [InlineData("x / 0", "Infinity")]
    [InlineData("i + x", "9.5")]
    [InlineData("i + n", "")]
    [InlineData("min + 1", "-9223372036854775807")]
    [InlineData("-(min + 1)", "9223372036854775807")]
    [InlineData("-9223372036854775808 == min", "true")]
    [InlineData("min % -1", "0")]
    [InlineData("u > 9223372036854775807", "true")]
    [InlineData("u > i", "true")]
    [InlineData("b + 1", "2")]
    [InlineData("b * x", "2.5")]
    [InlineData("i == 7 and x < 3", "true")]
    [InlineData("i = 7 && !(x >= 3)", "true")]
    [InlineData("i <> 7 || i != 8", "true")]
    [InlineData("n > 1", "")]
    [InlineData("n > 1 and i == 8", "false")]
    [InlineData("n > 1 and i == 7", "")]
    [InlineData("n > 1 or i == 7", "true")]
    [InlineData("n > 1 or i == 8", "")]
    [InlineData("not n > 1", "")]
    [InlineData("n is null", "true")]
    [InlineData("i is not null", "true")]
    [InlineData("n + 1 is null", "true")]
    [InlineData("i in (1, 7.0, 9)", "true")]
    [InlineData("i not in (1, 2)", "true")]
    [InlineData("n in (1, 2)", "")]
    [InlineData("x in (2.5)", "true")]
    [InlineData("t in ('a', 'Straße')", "true")]
    [InlineData("b in (true)", "true")]
    [InlineData("i between 7 and 8", "true")]
    [InlineData("i not between 1 and 6", "true")]
    [InlineData("nan == nan", "false")]
    [InlineData("nan != nan", "true")]
    [InlineData("nan > 1 or nan <= 1", "false")]
    [InlineData("`my col` * 2", "6")]
    [InlineData("t == \"Straße\"", "true")]
    [InlineData("t == 'it''s'", "false")]
    [InlineData("t > 'Strand'", "true")]
    [InlineData("lower(t)", "straße")]
    [InlineData("upper('abc')", "ABC")]
    [InlineData("length(t)", "6")]
    [InlineData("abs(-i)", "7")]
    [InlineData("abs(-x)", "2.5")]
    [InlineData("round(x)", "2")]
    [InlineData("round(2.675, 2)", "2.68")]
    [InlineData("round(i)", "7")]
    [InlineData("round(i, -1)", "10")]
    [InlineData("round(25, -1)", "20")]
    [InlineData("round(-35, -1)", "-40")]
    [InlineData("round(1234.5, -2)", "1200")]
    [InlineData("round(18446744073709551615, -2)", "18446744073709551600")]
    [InlineData("round(5, -18)", "0")]
    [InlineData("floor(-x)", "-3")]
    [InlineData("ceil(x)", "3")]
    [InlineData("sqrt(i + 2)", "3")]
    [InlineData("log(exp(2))", "2")]
    [InlineData("log(-1)", "NaN")]
    [InlineData("coalesce(n, i)", "7")]
    [InlineData("coalesce(n, x)", "2.5")]
    [InlineData("coalesce(null, n, 5)", "5")]
    [InlineData("coalesce(t, 'none')", "Straße")]
    [InlineData("at >= '2017-03-25'", "true")]
    [InlineData("at == '2017-03-25T08:55:43'", "true")]
    [InlineData("at == '03/25/2017 08:55:43 AM'", "true")]
    [InlineData("at > '3/25/2017 8:55'", "true")]
    [InlineData("at < '2017-03-25 08:55:43.5'", "true")]
    [InlineData("at <= '2017-03-25 08:55:42.5'", "false")]
    [InlineData("at == '2017-03-25 08:55:43.5'", "false")]
    [InlineData("at != '2017-03-25 08:55:43.5'", "true")]
    [InlineData("'2017-03-26' > at", "true")]
    [InlineData("at in ('2017-03-25 08:55:43', '2018-01-01')", "true")]
    [InlineData("ms > at", "true")]
    [InlineData("ms - at", "0.25")]
    [InlineData("at - '2017-03-25 08:00'", "3343")]
    [InlineData("day < at", "true")]
    [InlineData("day == '2017-03-25'", "true")]
    [InlineData("day < '2017-03-25 00:01'", "true")]
    [InlineData("day - day", "0")]
    [InlineData("at - day", "32143")]
    [InlineData("year(at) * 10000 + month(at) * 100 + day(at)", "20170325")]
    [InlineData("hour(at) * 10000 + minute(at) * 100 + second(at)", "85543")]
    [InlineData("weekday(at)", "5")]
    [InlineData("weekday(day)", "5")]
    [InlineData("hour(day)", "0")]
    [InlineData(".5 + 1e1", "10.5")]
    [InlineData("2 ^ 3 ^ 2", "512")]
    [InlineData("-2 ^ 2", "-4")]
    [InlineData("2 ^ -1", "0.5")]
    [InlineData("2 ** 3 * 2", "16")]
    [InlineData("power(i, 2)", "49")]
    [InlineData("0 ^ 0", "1")]
    [InlineData("(-8) ^ 0.5", "NaN")]
    [InlineData("trunc(-x)", "-2")]
    [InlineData("trunc(i)", "7")]
    [InlineData("sign(-x)", "-1")]
    [InlineData("sign(-i)", "-1")]
    [InlineData("sign(min)", "-1")]
    [InlineData("sign(u)", "1")]
    [InlineData("sign(nan)", "NaN")]
    [InlineData("sign(0.0)", "0")]
    [InlineData("round(degrees(pi()))", "180")]
    [InlineData("radians(180) == pi()", "true")]
    [InlineData("sin(0) + cos(0) + tan(0)", "1")]
    [InlineData("asin(1) + acos(1) - atan(0) == pi() / 2", "true")]
    [InlineData("asin(2)", "NaN")]
    [InlineData("atan2(0, -1) == pi()", "true")]
    [InlineData("tanh(0)", "0")]
    [InlineData("log10(1000)", "3")]
    [InlineData("log2(8)", "3")]
    public void An_expression_has_its_value(string text, string value) => Assert.Equal(value, Evaluate(text, Row)[0].ToString());

    [Fact]
    public void A_day_is_what_the_calendar_says() => Properties.Hold(seed =>
    {
        int days = new Random(seed).Next(-719162, 2932896);
        var date = DateTime.UnixEpoch.AddDays(days);
        var batch = RecordBatch.From(("d", ColumnFactory.Primitive<int>(DataType.Date32, [days])));
        Assert.Equal(date.Year * 10000 + date.Month * 100 + date.Day, Evaluate("year(d) * 10000 + month(d) * 100 + day(d)", batch)[0].AsInt64);
        Assert.Equal(((int)date.DayOfWeek + 6) % 7, Evaluate("weekday(d)", batch)[0].AsInt64);
        Assert.Equal(System.Globalization.ISOWeek.GetWeekOfYear(date) * 10000 + date.DayOfYear * 10 + (date.Month - 1) / 3 + 1, Evaluate("week(d) * 10000 + day_of_year(d) * 10 + quarter(d)", batch)[0].AsInt64);
        Assert.Equal(date.AddDays(-((int)date.DayOfWeek + 6) % 7), Evaluate("trunc(d, 'week')", batch)[0].AsDateTime);
        Assert.Equal(new DateTime(date.Year, (date.Month - 1) / 3 * 3 + 1, 1), Evaluate("trunc(d, 'quarter')", batch)[0].AsDateTime);
    });

    [Theory]
    [InlineData("c1 + c1 * 2 - c3")]
    [InlineData("c1 / c3")]
    [InlineData("c1 % 7")]
    [InlineData("c3 % 2.5")]
    [InlineData("abs(-c1)")]
    [InlineData("c0 and c1 > 0 or not c0")]
    [InlineData("c1 is null or c3 <= 0")]
    [InlineData("c1 > 3 and c1 <= 9")]
    [InlineData("c1 in (1, 2, 3) or c4 in ('a', 'b', '')")]
    [InlineData("coalesce(c3, c1, 0)")]
    [InlineData("coalesce(c4, 'none')")]
    [InlineData("case when c1 > 3 then c3 when c3 < 0 then c1 else -1 end")]
    [InlineData("case c4 when 'a' then 'first' when 'b' then c4 end")]
    [InlineData("case when c1 + 1 > 0 then c1 + 1 when c0 then c1 end")]
    [InlineData("case when c0 then c6 else c7 end")]
    [InlineData("if(c0, c1 > 0, c3 > 0)")]
    [InlineData("nullif(c1, 3)")]
    [InlineData("cut(c3, -1, 0, 5.5)")]
    [InlineData("cut(c1, 0, 3, 9007199254740993)")]
    [InlineData("least(c3, c1 % 100, 2)")]
    [InlineData("greatest(c4, 'b')")]
    [InlineData("greatest(c6, c7, c5)")]
    [InlineData("concat(c4, '-', c4) + c4")]
    [InlineData("replace(c4, 'a', 'bb')")]
    [InlineData("substring(c4, 2, 1)")]
    [InlineData("substring(c4, -2)")]
    [InlineData("substring(c4, c1 % 3, c1 % 2)")]
    [InlineData("trim(c4) + rtrim(c4, 'ab')")]
    [InlineData("contains(c4, 'b') or starts_with(c4, 'a') and ends_with(c4, c4)")]
    [InlineData("c4 like '%a_' or c4 not like 'b%'")]
    [InlineData("regex_match(c4, '^[ab]+$')")]
    [InlineData("regex_extract(c4, '(a)(b)?', 2)")]
    [InlineData("cast(c1 as text)")]
    [InlineData("try_cast(c4 as int64)")]
    [InlineData("try_cast(c3 as int64)")]
    [InlineData("cast(c3 as int64)")]
    [InlineData("cast(c1 as float64) + cast(c0 as int64)")]
    [InlineData("cast(cast(c6 as text) as timestamp)")]
    [InlineData("date(c6)")]
    [InlineData("trunc(c6, '15 minutes')")]
    [InlineData("trunc(c7, '2 weeks')")]
    [InlineData("trunc(c5, 'quarter')")]
    [InlineData("week(c5) * 1000 + day_of_year(c6) + quarter(c7)")]
    [InlineData("sign(c3) + sign(c1) + trunc(c3)")]
    [InlineData("c3 ^ 2 + power(c1, 3) + atan2(c3, c1)")]
    [InlineData("sin(c3) + tanh(c3) + log10(abs(c3))")]
    [InlineData("upper(c4)")]
    [InlineData("length(c4) + 1")]
    [InlineData("c4 >= 'a' and c4 != 'b'")]
    [InlineData("c2 + c2 > c2")]
    [InlineData("c7 - c6")]
    [InlineData("hour(c6) + weekday(c7) + year(c5)")]
    [InlineData("c6 <= '2001-09-09 01:46:40' or c7 is null")]
    [InlineData("c3 == c3")]
    [InlineData("sqrt(floor(c3) + ceil(c3) - round(c3, 1))")]
    [InlineData("1 + 2")]
    [InlineData("c2 - c1 * 3")]
    [InlineData("c1 * c1 - c2 % 1000")]
    [InlineData("-c2 > c1 or abs(c1) < c3")]
    [InlineData("c1 > c3 and c2 <= c3 or c1 < c2")]
    [InlineData("c1 >= 2.5 and c2 != 1e3 and c3 < 9007199254740993")]
    [InlineData("coalesce(c1 + 1, c2, 7)")]
    [InlineData("c1 in (1, 2.5, 9223372036854775808) or c1 - 1 is null")]
    public void Every_encoding_and_block_gives_what_each_row_by_itself_gives(string text) => Properties.Hold(seed =>
    {
        // The twin: a table of one plain row at a time.
        var random = new Random(seed);
        int rows = random.Next(3) == 0 ? random.Next(2047, 2051) : random.Next(1, 200);
        var values = RandomColumn.Types.Select(t => RandomColumn.Values(random, t, rows, wild: t.Id is not TypeId.Date32)).ToArray();
        RecordBatch Batch(Func<DataType, Scalar[], Column> encode, Range range) => RecordBatch.From(
            [.. RandomColumn.Types.Select((t, c) => ($"c{c}", encode(t, values[c][range])))]);
        var whole = Evaluate(text, Batch((t, v) => RandomColumn.Encode(random, t, v), 0..rows));
        for (int row = 0; row < rows; row += random.Next(1, 40))
            Assert.Equal(Bits.Of(Evaluate(text, Batch((t, v) => RandomColumn.Plain(random, t, v), row..(row + 1)))[0]), Bits.Of(whole[row]));
    }, runs: 25);

    [Fact]
    public void Bits_of_codes_equal_the_plain_loop() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        int count = random.Next(1, 300), most = random.Next(1, 256);
        byte[] bytes = [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(most))];
        ushort[] shorts = [.. bytes.Select(b => (ushort)(b * 257))];
        byte first = (byte)random.Next(most), last = (byte)random.Next(first, most);
        ulong[] inBytes = new ulong[Vector.Words(count)], inShorts = new ulong[Vector.Words(count)];
        CodeSetKernel.InRange(bytes, first, last, inBytes);
        CodeSetKernel.InRange(shorts, (ushort)(first * 257), (ushort)(last * 257), inShorts);
        for (int i = 0; i < count; i++)
        {
            bool expected = bytes[i] >= first && bytes[i] <= last;
            Assert.Equal(expected, (inBytes[i >> 6] >> (i & 63) & 1) != 0);
            Assert.Equal(expected, (inShorts[i >> 6] >> (i & 63) & 1) != 0);
        }
    });

    internal static Scalar[] Evaluate(string text, RecordBatch batch)
    {
        var schema = batch.Schema.Plain();
        var graph = new ExpressionGraph();
        int node = graph.Add(Binder.Bind(text, new Scope(schema)));
        var evaluator = new BatchEvaluator(graph, new PartitionTable(schema, [batch]), batch);
        var values = new List<Scalar>();
        for (int start = 0; start < batch.Length; start += BatchEvaluator.BlockRows)
        {
            int count = Math.Min(BatchEvaluator.BlockRows, batch.Length - start);
            evaluator.MoveTo(start, count);
            for (int i = 0; i < count; i++)
            {
                try
                {
                    values.Add(evaluator.ScalarAt(node, i));
                }
                catch (QuestionException e) when (e.Row == start + i)
                {
                    values.Add(Scalar.Text(Failed));
                }
            }
        }
        return [.. values];
    }
}
