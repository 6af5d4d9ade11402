using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains.Tests.Encoding;

public sealed class WireCodecTests
{
    private static readonly Schema Columns = new(
    [
        new("b", DataType.Bool), new("i", DataType.Int64, false), new("u", DataType.UInt64), new("f", DataType.Float64),
        new("t", DataType.Utf8), new("d", DataType.Date32), new("s", DataType.Timestamp(TimeUnit.Second)),
        new("z", DataType.Timestamp(TimeUnit.Nanosecond, "Europe/Berlin")),
    ]);

    private static readonly Scalar[] Scalars =
    [
        Scalar.Null, Scalar.Bool(true), Scalar.Bool(false), Scalar.Int64(long.MinValue), Scalar.UInt64(ulong.MaxValue), Scalar.Whole((Int128)ulong.MaxValue * 3), Scalar.Whole(-(Int128)ulong.MaxValue),
        Scalar.Float64(0.1), Scalar.Float64(-0.0), Scalar.Float64(double.NaN), Scalar.Float64(double.NegativeInfinity),
        Scalar.Text("a \"b\" \u20ac"), Scalar.Text(""), Scalar.Date(-1), Scalar.Timestamp(LogicalType.Timestamp(TimeUnit.Millisecond), 1_490_432_100_123),
    ];

    public static TheoryData<Answer> AllAnswers =>
    [
        new DescribeAnswer(3, [new ColumnSummary("f", LogicalType.Real, 2, 1, Scalar.Float64(0.1), 0.2, Scalar.Float64(-0.0), Scalar.Null,
            [new Percentile(0.25, Scalar.Float64(0.3))], new DistinctCount(4, false), Scalar.Text("x"), 5)]),
        new GroupByAnswer(["k"], ["sum(f)", "min(t)"], [new Group([Scalar.Text("x")], [Scalar.Float64(0.1), Scalar.Null])]) { IsExact = false },
        new AggregateAnswer(["mean(f)"], [Scalar.Float64(double.NaN)]),
        new MissingAnswer(7, [new MissingColumn("f", 1, 2, 3 / 7.0)]),
        new CorrelationAnswer(["a", "b"], [[1, double.NaN], [double.NaN, 1]], [[3, 2], [2, 3]]),
        new ValueCountsAnswer("t", [new ValueCount(Scalar.Text("x"), 3)], 4, 2),
        new UniqueAnswer([new UniqueColumn("t", new DistinctCount(9, true))]),
        new HistogramAnswer("f", [Scalar.Float64(0), Scalar.Float64(1)], [5], 1, 2),
        new HeadAnswer(["f"], [LogicalType.Timestamp(TimeUnit.Second)], [[Scalar.Null], [Scalar.Timestamp(LogicalType.Timestamp(TimeUnit.Second), 7)]]),
    ];

    [Fact]
    public void A_request_to_plan_comes_back_with_the_options_within()
    {
        var request = new PlanRequest(["a.csv"], new CsvOptions { Delimiter = ';', NullWords = ["NA"], Schema = Columns }, IsNamed: true, "one");

        var read = Again(request);

        Assert.Equal((request.Name, request.IsNamed, ';'), (read.Name, read.IsNamed, read.Options.Value.Delimiter));
        Assert.Equal(["a.csv", "NA"], [.. read.Paths, .. read.Options.Value.NullWords]);
        Assert.Equal(Columns, read.Options.Value.Schema);
    }

    [Fact]
    public void A_split_that_was_stored_before_there_were_formats_is_one_of_csv()
    {
        byte[] stored = """{"Path":"/a.csv","FileIndex":0,"FileLength":9,"Stamp":1,"Offset":2,"Length":7,"Proven":true}"""u8.ToArray();
        var split = WireCodec.Decode<SourceSplit>(stored);
        Assert.Equal((FileFormat.Csv, null, 7L), (split.Format, split.Columns, split.Length));
        var parquet = split with { Format = FileFormat.Parquet, First = 5, Count = 6 };
        Assert.Equal(parquet, Again(parquet));
    }

    [Fact]
    public void A_schema_comes_back_as_it_was() => Assert.Equal(Columns, Again(Columns));

    [Theory]
    [MemberData(nameof(AllAnswers))]
    public void An_answer_comes_back_with_its_kind_and_every_bit(Answer answer)
    {
        var again = Again(answer);

        Assert.IsType(answer.GetType(), again);
        Assert.Equal(answer.ToString(), again.ToString());
        Assert.Equal(WireCodec.Encode(answer), WireCodec.Encode(again));
    }

    [Fact]
    public void A_scalar_comes_back_with_its_type_and_every_bit()
    {
        var again = ((AggregateAnswer)Again<Answer>(new AggregateAnswer([], Scalars))).Values;

        Assert.Equal(Scalars, again);
        Assert.Equal(Scalars.Select(s => s.Type), again.Select(s => s.Type));
        Assert.Equal(Scalars.Where(IsFloat).Select(Bits), again.Where(IsFloat).Select(Bits));

        static bool IsFloat(Scalar scalar) => scalar.Type == LogicalType.Real;
        static long Bits(Scalar scalar) => BitConverter.DoubleToInt64Bits(scalar.AsDouble);
    }

    [Fact]
    public void A_question_comes_back_with_its_transforms()
    {
        Question question = new DescribeQuestion(["a / b"], [0.5]) { Transforms = [new WhereTransform("a > 1"), new FillMissingTransform("b", "0")] };

        var again = (DescribeQuestion)Again(question);

        Assert.Equivalent(question, again, strict: true);
        Assert.IsType<WhereTransform>(again.Transforms[0]);
    }

    [Fact]
    public void Figures_that_were_fitted_come_back_as_the_same_bits()
    {
        Transform[] fitted =
        [
            new FilledTransform("a", LogicalType.Whole, Scalar.Float64(double.NegativeInfinity)), new ScaledTransform("b", LogicalType.Real, -0.0, 5e-324),
            new ClippedTransform("c", LogicalType.Timestamp(TimeUnit.Nanosecond), default, Scalar.Timestamp(LogicalType.Timestamp(TimeUnit.Nanosecond), 7)),
            new DropNullsTransform(["d"]), new DropNullsTransform(null),
            new OneHotTransform("e", LogicalType.Text, [Scalar.Text("a"), Scalar.Text("b")], HasNull: true), new OrdinalTransform("f", LogicalType.Real, [Scalar.Float64(0.1)]),
            new SplitTransform(-7, "i", [Scalar.Text("a")], [new SplitRange(0, ulong.MaxValue), SplitRange.None], Inside: true), new SplitNumbersTransform(5, null, [], 54),
            new DropCorrelatedTransform([new CorrelatedColumn("g", "h", -1)]),
        ];

        var again = (HeadQuestion)Again<Question>(new HeadQuestion { Transforms = fitted });

        Assert.Equal(fitted[..3], again.Transforms.Take(3));
        Assert.True(double.IsNegative(((ScaledTransform)again.Transforms[1]).Center));
        Assert.Equal(((OneHotTransform)fitted[5]).Categories, ((OneHotTransform)again.Transforms[5]).Categories);
        Assert.Equal(WireCodec.Encode<Question>(new HeadQuestion { Transforms = fitted }), WireCodec.Encode<Question>(again));
    }

    [Fact]
    public void Options_come_back_with_their_schema()
    {
        var options = new CsvOptions { Delimiter = ';', Quote = '\0', HasHeader = false, NullWords = ["NA"], Schema = Columns, SplitBytes = 5 };

        var again = Again(options);

        Assert.Equal(options with { NullWords = again.NullWords }, again);
        Assert.Equal(options.NullWords, again.NullWords);
        var dates = Again(new CsvOptions { DateFormats = ["dmy", "%Y%m%d"], DayFirst = ["day"] });
        Assert.Equal(["dmy", "%Y%m%d"], dates.DateFormats);
        Assert.Equal(["day"], dates.DayFirst);
    }

    [Fact]
    public void Damaged_bytes_are_named_as_such() =>
        Assert.Contains("Schema", Assert.Throws<CorruptDataException>(() => WireCodec.Decode<Schema>("[{"u8.ToArray())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_value_is_the_same_wrapped_by_itself_and_as_bytes()
    {
        var here = new Encoded<Schema>(Columns);
        var there = new Encoded<Schema>(here.Bytes);

        Assert.Equal(here, there);
        Assert.Equal(Columns, there.Value);
        Assert.NotEqual(here, new Encoded<Schema>(new Schema([new("x", DataType.Bool)])));
    }

    [Fact]
    public void A_fault_becomes_the_exception_that_it_was()
    {
        var source = Assert.IsType<SourceException>(Fault.From(new SourceException("m", "p", 3, "c", "v")).ToException());
        Assert.Equal(("m", "p", 3L, "c", "v"), (source.Message, source.Path, source.Line!.Value, source.Column, source.Value));
        var question = Assert.IsType<QuestionException>(Fault.From(new QuestionException("m", "a +", 3)).ToException());
        Assert.Equal(("m", "a +", 3), (question.Message, question.Expression, question.Position!.Value));
        Assert.IsType<MemoryBudgetException>(Fault.From(new MemoryBudgetException("m")).ToException());
        Assert.IsType<DatasetException>(Fault.From(new DatasetException("m")).ToException());
        Assert.IsAssignableFrom<OperationCanceledException>(Fault.From(new TaskCanceledException()).ToException());
        Assert.Contains("Exception: m", Assert.IsType<GridException>(Fault.From(new InvalidOperationException("m")).ToException()).Message, StringComparison.Ordinal);
    }

    private static T Again<T>(T value) where T : class => WireCodec.Decode<T>(WireCodec.Encode(value));
}
