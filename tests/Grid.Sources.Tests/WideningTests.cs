using FsCheck;
using FsCheck.Fluent;
using Grid.Columns;

namespace Grid.Sources.Tests;

public sealed class WideningTests : IDisposable
{
    private static readonly LogicalType[] s_types =
    [
        LogicalType.Bool, LogicalType.Whole, LogicalType.Unsigned, LogicalType.Real, LogicalType.Text, LogicalType.Date, LogicalType.Timestamp(TimeUnit.Second),
        LogicalType.Timestamp(TimeUnit.Nanosecond), LogicalType.Timestamp(TimeUnit.Second, "UTC"), LogicalType.Timestamp(TimeUnit.Millisecond, "UTC"),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_join_does_not_depend_on_order_or_grouping()
    {
        var type = Gen.Elements(s_types).ToArbitrary();
        Prop.ForAll(type, type, type, (a, b, c) =>
        {
            Assert.Equal(a, Widening.Join(a, a));
            Assert.Equal(Widening.Join(a, b), Widening.Join(b, a));
            Assert.Equal(Widening.Join(Widening.Join(a, b), c), Widening.Join(a, Widening.Join(b, c)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Schemas_of_other_columns_are_not_joined() => Assert.Throws<ArgumentException>(
        () => Widening.Join(new Schema([new Field("a", DataType.Int64)]), new Schema([new Field("b", DataType.Int64)])));

    [Theory]
    [InlineData("int64", "1", "2.5", "float64")]
    [InlineData("int64", "007", "x", "utf8")]
    [InlineData("float64", "1.50", "x", "utf8")]
    [InlineData("bool", "TRUE", "1", "utf8")]
    [InlineData("date32", "2017-03-25", "2017-03-26 10:00", "timestamp[s]")]
    [InlineData("timestamp[s]", "3/25/2017 8:55", "2017-03-26 10:00:00.25", "timestamp[ms]")]
    [InlineData("timestamp[s]", "3/25/2017 8:55", "2017-03-26T10:00:00Z", "utf8")]
    [InlineData("timestamp[s]", "1066-10-14 09:00", "2017-03-26 10:00:00.123456789", "utf8")]
    [InlineData("int64", "9223372036854775807", "1.5", "utf8")]
    [InlineData("int64", "9007199254740992", "1.5", "float64")]
    [InlineData("int64", "9007199254740993", "1.5", "utf8")]
    [InlineData("int64", "9007199254740993", "-0", "utf8")]
    [InlineData("int64", "123456789012345680", "1.5", "float64")]
    [InlineData("int64", "7", "18446744073709551615", "uint64")]
    [InlineData("int64", "-7", "18446744073709551615", "utf8")]
    [InlineData("int64", "-7", "10000000000000000000", "float64")]
    [InlineData("int64", "7", "18446744073709551616", "utf8")]
    [InlineData("int64", "7", "-9223372036854775809", "utf8")]
    [InlineData("int64", "7", "100000000000000000000", "float64")]
    [InlineData("int64", "9007199254740993", "100000000000000000000", "utf8")]
    [InlineData("uint64", "18446744073709551614", "18446744073709551615", "uint64")]
    [InlineData("uint64", "18446744073709551615", "-1", "utf8")]
    [InlineData("uint64", "10000000000000000000", "-1", "float64")]
    [InlineData("uint64", "18446744073709551615", "1.5", "utf8")]
    [InlineData("uint64", "10000000000000000000", "1e3", "float64")]
    [InlineData("uint64", "18446744073709551615", "x", "utf8")]
    [InlineData("float64", "1.5", "9007199254740993", "utf8")]
    [InlineData("float64", "1.5", "18446744073709551615", "utf8")]
    [InlineData("float64", "1.5", "12345678901234567890123", "utf8")]
    [InlineData("float64", "1.5", "100000000000000000000", "float64")]
    [InlineData("float64", "1.5", "12345678901234567890.5", "float64")]
    [InlineData("int64", "3", "-0", "float64")]
    [InlineData("int64", "-0", "1.5", "float64")]
    public async Task A_contradiction_far_in_widens_the_column_and_text_is_as_written(string planned, string first, string later, string widened)
    {
        var text = new System.Text.StringBuilder("a,b\n");
        for (int i = 0; i < 4000; i++)
            text.Append(i == 3500 ? later : first).Append(',').Append(i).Append('\n');
        string path = _folder.Write("t.csv", text.ToString());
        foreach (long split in new[] { 0L, 1000L })
        {
            var plan = await Loading.Plan(new CsvOptions { SplitBytes = split }, path);
            var types = s_types.ToDictionary(t => t.ToString());
            var schema = new Schema([new Field("a", types[planned].Storage), new Field("b", DataType.Int64)]);
            var table = Loading.Load(plan, schema);
            Assert.Equal(widened, table.Schema[0].Type.ToString());
            var expected = await Loading.Load(new CsvOptions { Schema = new Schema([table.Schema[0]]) }, path);
            Assert.Equal(expected["a"].Select(Bits), table["a"].Select(Bits));
            Assert.Equal(Enumerable.Range(0, 4000).Select(i => (object?)(long)i), table["b"]);
            if (widened == "utf8")
                Assert.Equal(first, table["a"][0]);
        }
    }

    /// <summary>A value, with the sign of a zero.</summary>
    private static object? Bits(object? value) => value is double d ? BitConverter.DoubleToInt64Bits(d) : value;

    [Fact]
    public async Task A_fixed_integer_may_be_written_as_negative_zero()
    {
        string path = _folder.Write("t.csv", "a\n-0\n-1\n");
        Assert.Equal([0L, -1L], (await Loading.Load(new CsvOptions { Schema = new Schema([new Field("a", DataType.Int64)]) }, path))["a"]);
    }

    [Theory]
    [InlineData("uint64", "0,18446744073709551615,-0,007", "0,18446744073709551615,0,7")]
    [InlineData("float64", "18446744073709551615,9007199254740993", "1.8446744073709552E+19,9007199254740992")]
    [InlineData("utf8", "18446744073709551615,1.50", "18446744073709551615,1.50")]
    public async Task A_given_type_is_taken_at_its_word(string type, string written, string read)
    {
        string path = _folder.Write("t.csv", $"a\n{written.Replace(',', '\n')}\n");
        var schema = new Schema([new Field("a", s_types.Single(t => t.ToString() == type).Storage)]);
        Assert.Equal(read, string.Join(',', (await Loading.Load(new CsvOptions { Schema = schema }, path))["a"]));
    }

    [Theory]
    [InlineData("uint64", "-1")]
    [InlineData("uint64", "18446744073709551616")]
    [InlineData("uint64", "1.5")]
    [InlineData("int64", "9223372036854775808")]
    public async Task A_whole_number_that_a_given_type_does_not_hold_is_refused(string type, string value)
    {
        string path = _folder.Write("t.csv", $"a\n1\n{value}\n");
        var schema = new Schema([new Field("a", s_types.Single(t => t.ToString() == type).Storage)]);
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Load(new CsvOptions { Schema = schema }, path));
        Assert.Equal((3L, "a", value), (error.Line, error.Column, error.Value));
    }

    [Theory]
    [InlineData("18446744073709551614,18446744073709551615,18446744073709551615,0", "uint64")]
    [InlineData("12345678901234567890123,12345678901234567890124,12345678901234567890125", "utf8")]
    [InlineData("-1,18446744073709551615", "utf8")]
    [InlineData("18446744073709551615,,-1", "utf8")]
    [InlineData("0.5,18446744073709551615", "utf8")]
    [InlineData("9007199254740993,0.5", "utf8")]
    [InlineData("12345678901234567890.5,12345678901234567890e0", "float64")]
    [InlineData("-1,18446744073709551615e0", "float64")]
    [InlineData("+18446744073709551615,00018446744073709551614", "uint64")]
    public async Task Ids_beyond_64_bits_are_never_made_doubles(string values, string type)
    {
        foreach (string written in new[] { values, string.Join(',', values.Split(',').Reverse()) })
        {
            foreach (long split in new[] { 0L, 1L })
            {
                var table = await Loading.Load(new CsvOptions { SplitBytes = split }, _folder.Write("t.csv", $"a,b\n{written.Replace(",", ",1\n")},1\n"));
                Assert.Equal(type, table.Schema[0].Type.ToString());
                var expected = written.Split(',').Select(v => v.Length == 0 ? null : type switch
                {
                    "uint64" => (object)ulong.Parse(v.TrimStart('+'), System.Globalization.CultureInfo.InvariantCulture),
                    "float64" => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture),
                    _ => v,
                });
                Assert.Equal(expected, table["a"]);
            }
        }
    }

    [Fact]
    public async Task Columns_that_have_their_type_are_shared()
    {
        string path = _folder.Write("t.csv", "a,b\n1,x\n2,y\n");
        var plan = await Loading.Plan(new CsvOptions(), path);
        var loaded = SplitReader.Read(plan.Splits[0], plan.Schema, plan.Options, null, TestContext.Current.CancellationToken);
        var wider = new Schema([new Field("a", DataType.Float64), new Field("b", DataType.Utf8)]);
        var widened = SplitReader.Widen(loaded, plan.Splits[0], wider, plan.Options, null, TestContext.Current.CancellationToken);
        Assert.Same(loaded.Batches[0].Columns[1], widened.Batches[0].Columns[1]);
        Assert.Equal([1.0, 2.0], Cells.Of(widened.Batches[0].Columns[0]));
        Assert.Same(widened, SplitReader.Widen(widened, plan.Splits[0], wider, plan.Options, null, TestContext.Current.CancellationToken));
    }
}
