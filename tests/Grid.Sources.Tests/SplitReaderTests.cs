namespace Grid.Sources.Tests;

public sealed class SplitReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<Table> Load(string text, CsvOptions? options = null) => Loading.Load(options ?? new CsvOptions(), _folder.Write("t.csv", text));

    [Fact]
    public async Task Every_type_is_inferred_and_read()
    {
        var table = await Load(
            "b,i,f,d,t,s\n" +
            "true,1,1.5,2017-03-25,2017-03-25 08:55:43,x\n" +
            "FALSE,-2,-0.25,3/1/2017,3/25/2017 8:55,\n" +
            ",,,,,y\n");
        Assert.Equal("bool, int64, float64, date32, timestamp[s], utf8", table.Types);
        Assert.Equal([true, false, null], table["b"]);
        Assert.Equal([1L, -2L, null], table["i"]);
        Assert.Equal([1.5, -0.25, null], table["f"]);
        Assert.Equal([17250L, 17226L, null], table["d"]);
        Assert.Equal([1490432143L, 1490432100L, null], table["t"]);
        Assert.Equal(["x", null, "y"], table["s"]);
    }

    [Fact]
    public async Task Quotes_hold_delimiters_line_breaks_and_quotes()
    {
        var table = await Load("a,b\r\n\"x,1\",\"2\"\r\n\"line\nbreak\",3\r\n\"say \"\"hi\"\"\",\r\n\"\",4\r\n");
        Assert.Equal(["x,1", "line\nbreak", "say \"hi\"", ""], table["a"]);
        Assert.Equal([2L, 3L, null, 4L], table["b"]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("\uFEFFa,b\n1,2\r\n3,4")]
    [InlineData("\n\na,b\n\n1,2\n\n3,4\n\n\r\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n 3 ,4\n")]
    public async Task Line_ends_marks_and_blank_lines_do_not_matter(string text)
    {
        var table = await Load(text);
        Assert.Equal("int64, int64", table.Types);
        Assert.Equal([1L, 3L], table["a"]);
        Assert.Equal([2L, 4L], table["b"]);
    }

    [Fact]
    public async Task A_blank_line_of_a_one_column_file_is_a_null()
    {
        var table = await Load("a\n1\n\n2\n\n");
        Assert.Equal([1L, null, 2L, null], table["a"]);
    }

    [Fact]
    public async Task Delimiter_and_quote_can_be_chosen()
    {
        var table = await Load("a;b\n'x;y';1,5\n", new CsvOptions { Delimiter = ';', Quote = '\'' });
        Assert.Equal(["x;y"], table["a"]);
        Assert.Equal(["1,5"], table["b"]);
        table = await Load("a\tb\n5\" pipe\t1\n", new CsvOptions { Delimiter = '\t', Quote = '\0' });
        Assert.Equal(["5\" pipe"], table["a"]);
    }

    [Fact]
    public async Task Without_a_header_columns_are_numbered()
    {
        var table = await Load("1,x\n2,y\n", new CsvOptions { HasHeader = false });
        Assert.Equal([1L, 2L], table["column0"]);
        Assert.Equal(["x", "y"], table["column1"]);
    }

    [Fact]
    public async Task Numbers_of_every_form_are_read_as_the_library_reads_them()
    {
        string[] numbers =
        [
            "0.1", "13", "-2.76", "1e3", "-1E-7", "5.", ".5", "+7.25", "123456789.123456789", "9007199254740993.0", "1.7976931348623157e308",
            "4.9e-324", "2.2250738585072014e-308", "1e400", "-0.0", "inf", "-Inf", "NaN", "00501.50", "0.30000000000000004", "12345678901234567890123e0", "100000000000000000000",
        ];
        var table = await Load("f\n" + string.Join('\n', numbers) + "\n");
        Assert.Equal("float64", table.Types);
        var expected = numbers.Select(n => n.TrimStart('-').Equals("inf", StringComparison.OrdinalIgnoreCase)
            ? n[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity : double.Parse(n)).ToArray();
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), table["f"].Select(v => BitConverter.DoubleToInt64Bits((double)v!)));
    }

    [Fact]
    public async Task Integers_reach_the_ends_of_64_bits_with_and_without_a_sign_and_beyond_are_text()
    {
        var table = await Load("i,u,t\n9223372036854775807,9223372036854775808,18446744073709551616\n-9223372036854775808,1,1\n007,2,2\n+5,18446744073709551615,3\n");
        Assert.Equal("int64, uint64, utf8", table.Types);
        Assert.Equal([long.MaxValue, long.MinValue, 7L, 5L], table["i"]);
        Assert.Equal([9223372036854775808UL, 1UL, 2UL, ulong.MaxValue], table["u"]);
        Assert.Equal(["18446744073709551616", "1", "2", "3"], table["t"]);
    }

    [Fact]
    public async Task A_fraction_sets_the_unit_and_an_offset_leads_to_utc()
    {
        var table = await Load(
            "ms,us,ns,z\n" +
            "2017-03-25T08:55:43.5,2017-03-25 08:55:43.123456,1970-01-01 00:00:01.000000001,2017-03-25T08:55:43+02:00\n" +
            "2017-03-25,2017-03-25 08:55,1970-01-01,2017-03-25T06:55:43Z\n");
        Assert.Equal("timestamp[ms], timestamp[us], timestamp[ns], timestamp[s, UTC]", table.Types);
        Assert.Equal([1490432143500L, 1490400000000L], table["ms"]);
        Assert.Equal([1490432143123456L, 1490432100000000L], table["us"]);
        Assert.Equal([1_000_000_001L, 0L], table["ns"]);
        Assert.Equal([1490424943L, 1490424943L], table["z"]);
    }

    [Fact]
    public async Task Few_distinct_values_are_codes_and_many_are_narrow()
    {
        var text = new System.Text.StringBuilder("few,cents,ids,words,texts\n");
        for (int i = 0; i < 20_000; i++)
            text.Append($"{i % 3},{i % 700 / 100.0},{100_000 + i * 7},w{i % 11},t{i}\n");
        var table = await Load(text.ToString());
        var columns = table.Splits[0].Batches[0].Columns;
        Assert.Equal("dictionary<uint8, int64>", columns[0].Type.ToString());
        Assert.Equal("dictionary<uint16, float64>", columns[1].Type.ToString());
        Assert.Equal("int32", columns[2].Type.ToString());
        Assert.Equal("dictionary<uint8, utf8>", columns[3].Type.ToString());
        Assert.Equal("utf8", columns[4].Type.ToString());
        for (int i = 0; i < 20_000; i += 97)
        {
            Assert.Equal((long)(i % 3), Cells.At(columns[0], i));
            Assert.Equal(i % 700 / 100.0, Cells.At(columns[1], i));
            Assert.Equal(100_000L + i * 7, Cells.At(columns[2], i));
            Assert.Equal($"w{i % 11}", Cells.At(columns[3], i));
            Assert.Equal($"t{i}", Cells.At(columns[4], i));
        }
    }

    [Theory]
    [InlineData(255, true, "uint8")]
    [InlineData(256, true, "uint16")]
    [InlineData(256, false, "uint8")]
    [InlineData(257, false, "uint16")]
    public async Task Byte_codes_end_where_the_null_needs_the_last(int distinct, bool hasNull, string codes)
    {
        var rows = Enumerable.Range(0, 40_000).Select(i => $"{i % distinct * 1000},x\n");
        var table = await Load("a,b\n" + string.Concat(rows) + (hasNull ? ",x\n" : ""));
        Assert.Equal($"dictionary<{codes}, int64>", table.Splits[0].Batches[0].Columns[0].Type.ToString());
        Assert.Equal(hasNull ? null : 39_999 % distinct * 1000L, table["a"][^1]);
    }

    [Fact]
    public async Task Negative_zero_and_nan_survive_beside_repeated_values()
    {
        var rows = Enumerable.Range(0, 1000).Select(i => i % 10 == 3 ? "-0.0\n" : i % 10 == 4 ? "nan\n" : i % 10 == 5 ? "0\n" : "1.5\n");
        var values = (await Load("f\n" + string.Concat(rows)))["f"];
        for (int i = 0; i < 1000; i++)
        {
            double value = (double)values[i]!;
            Assert.Equal(i % 10 == 3, value == 0 && double.IsNegative(value));
            Assert.Equal(i % 10 == 4, double.IsNaN(value));
        }
    }

    [Fact]
    public async Task Progress_adds_up_and_a_cancelled_read_ends()
    {
        var path = _folder.Write("t.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},x{i}\n")));
        var plan = await Loading.Plan(new CsvOptions(), path);
        Assert.Equal(plan.Bytes, plan.Splits.Sum(s => s.Length));
        Assert.Equal(200_000, Loading.Load(plan).Rows);
        using var cancel = new CancellationTokenSource();
        var stop = new CancelOnFirstReport(cancel);
        Assert.Throws<OperationCanceledException>(() => SplitReader.Read(plan.Splits[0], plan.Schema, plan.Options, stop, cancel.Token));
        Assert.Equal(1, stop.Reports);
    }

    private sealed class CancelOnFirstReport(CancellationTokenSource cancel) : IProgress<long>
    {
        public int Reports { get; private set; }

        public void Report(long value)
        {
            Reports++;
            cancel.Cancel();
        }
    }
}
