using Grid.Columns;

namespace Grid.Sources.Tests;

public sealed class DateOrderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What is loaded of a column, its type, and what is told.</summary>
    private static async Task<(string Type, string[] Values, string[] Notes)> Load(CsvOptions options, params string[] paths)
    {
        var plan = await Loading.Plan(options, paths);
        var table = Loading.Load(plan);
        var found = table.Splits.Aggregate(SourceNotes.None, (notes, split) => notes.Merge(split.Notes));
        var type = table.Schema[0].Logical;
        string[] values = [.. table[0].Select(value => value switch
        {
            null => "",
            string text => text,
            _ => MomentText.Of(type, Convert.ToInt64(value, null)),
        })];
        return (type.ToString(), values, [.. plan.NotesOf(found, TestContext.Current.CancellationToken).Items.Select(note => note.ToString())]);
    }

    private Task<(string Type, string[] Values, string[] Notes)> Load(string rows, CsvOptions? options = null) =>
        Load(options ?? new CsvOptions(), _folder.Write("x.csv", "t,v\n" + string.Concat(rows.Split(' ').Select(row => row.Replace('_', ' ') + ",1\n"))));

    [Theory]
    [InlineData("05/12/2020 25/12/2020", "2020-12-05 2020-12-25")]
    [InlineData("25/12/2020 05/12/2020", "2020-12-25 2020-12-05")]
    [InlineData("05.12.2020 25.12.2020", "2020-12-05 2020-12-25")]
    [InlineData("05-12-2020 25-12-2020", "2020-12-05 2020-12-25")]
    [InlineData("5/1/2020 25/1/2020", "2020-01-05 2020-01-25")]
    [InlineData("05/12/2020_08:55 25/12/2020_8:55:01", "2020-12-05T08:55:00 2020-12-25T08:55:01")]
    [InlineData("05/12/2020_08:55:43 25/12/2020_08:55:43", "2020-12-05T08:55:43 2020-12-25T08:55:43")]
    [InlineData("05/12/2020_08:55:43Z 25/12/2020_08:55:43+01:00", "2020-12-05T08:55:43Z 2020-12-25T07:55:43Z")]
    public async Task One_date_that_has_the_day_first_decides_for_its_column(string rows, string values)
    {
        var (_, found, notes) = await Load(rows);
        Assert.Equal(values.Split(' '), found);
        Assert.StartsWith("dates of t read day first because of '25", Assert.Single(notes));
    }

    [Theory]
    [InlineData("05/12/2020 12/25/2020", "2020-05-12 2020-12-25")]
    [InlineData("3/25/2017_8:55 4/11/2017_14:53", "2017-03-25T08:55:00 2017-04-11T14:53:00")]
    [InlineData("05/05/2020 07/07/2020", "2020-05-05 2020-07-07")]
    [InlineData("2020-05-12 2020-12-05", "2020-05-12 2020-12-05")]
    public async Task Dates_that_show_the_month_first_or_one_day_alone_need_no_word(string rows, string values)
    {
        var (_, found, notes) = await Load(rows);
        Assert.Equal(values.Split(' '), found);
        Assert.Empty(notes);
    }

    [Fact]
    public async Task Dates_that_show_nothing_are_read_month_first_and_that_is_told()
    {
        var (type, found, notes) = await Load("05/12/2020 06/11/2020");
        Assert.Equal("date32", type);
        Assert.Equal(["2020-05-12", "2020-06-11"], found);
        Assert.Equal(["dates of t read month first, such as '05/12/2020' at line 2 of x.csv (--date-format dmy)"], notes);
    }

    [Fact]
    public async Task Dates_of_both_orders_are_text_and_that_is_told()
    {
        var (type, found, notes) = await Load("05/12/2020 25/12/2020 12/25/2020");
        Assert.Equal("utf8", type);
        Assert.Equal(["05/12/2020", "25/12/2020", "12/25/2020"], found);
        Assert.Equal(["t is text because '25/12/2020' has the day first, and '12/25/2020' at line 4 of x.csv the month"], notes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    public async Task A_date_that_no_sample_shows_decides_for_the_whole_column(long splitBytes)
    {
        // Month first as far as the samples go, in every split, and one day far in.
        string path = Far("25/12/2020", null);
        var (type, found, notes) = await Load(new CsvOptions { SplitBytes = splitBytes }, path);
        Assert.Equal("date32", type);
        Assert.Equal("2020-12-25", found[30_000]);
        Assert.All(found.Where((_, i) => i != 30_000), value => Assert.Equal("2020-12-05", value));
        Assert.Equal(["dates of t read day first because of '25/12/2020' at line 30,002 of far.csv"], notes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    public async Task Dates_of_both_orders_far_in_make_text_of_the_whole_column(long splitBytes)
    {
        string path = Far("25/12/2020", "12/25/2020");
        var (type, found, notes) = await Load(new CsvOptions { SplitBytes = splitBytes }, path);
        Assert.Equal("utf8", type);
        Assert.Equal("25/12/2020", found[30_000]);
        Assert.Equal("12/25/2020", found[90_000]);
        Assert.Equal("05/12/2020", found[0]);
        Assert.Equal(["t is text because '25/12/2020' has the day first, and '12/25/2020' at line 90,002 of far.csv the month"], notes);
        // Given as dates, it is an error that says where.
        var given = new CsvOptions { SplitBytes = splitBytes, Schema = new Schema([new Field("t", DataType.Date32)]) };
        var error = await Assert.ThrowsAsync<SourceException>(() => Load(given, path));
        Assert.Contains("'12/25/2020' is not date32 beside dates of the other order", error.Message);
        Assert.Contains("--date-format", error.Message);
    }

    [Fact]
    public async Task One_file_decides_for_all()
    {
        string a = _folder.Write("a.csv", "t\n05/12/2020\n"), b = _folder.Write("b.csv", "t\n25/12/2020 10:00\n");
        var (type, found, _) = await Load(new CsvOptions(), a, b);
        Assert.Equal("timestamp[s]", type);
        Assert.Equal(["2020-12-05T00:00:00", "2020-12-25T10:00:00"], found);
        (type, found, _) = await Load(new CsvOptions(), b, a);
        Assert.Equal(["2020-12-25T10:00:00", "2020-12-05T00:00:00"], found);
        string c = _folder.Write("c.csv", "t\n12/25/2020\n");
        (type, found, _) = await Load(new CsvOptions(), a, b, c);
        Assert.Equal(["05/12/2020", "25/12/2020 10:00", "12/25/2020"], found);
    }

    [Fact]
    public async Task A_given_type_is_read_in_the_order_that_the_dates_show()
    {
        var given = new CsvOptions { Schema = new Schema([new Field("t", DataType.Date32)]) };
        Assert.Equal(["2020-12-05", "2020-12-25"], (await Load("05/12/2020 25/12/2020", given)).Values);
        Assert.Equal("2020-12-05", (await Load(given with { SplitBytes = 20_000 }, Far("25/12/2020", null))).Values[0]);
    }

    [Theory]
    [InlineData("dmy", "05/12/2020 6.11.2020 7-1-20", "2020-12-05 2020-11-06 2020-01-07")]
    [InlineData("mdy", "05/12/2020 06.11.20 7-1-99", "2020-05-12 2020-06-11 1999-07-01")]
    [InlineData("ymd", "20/12/05 2020/12/5 68-01-02", "2020-12-05 2020-12-05 2068-01-02")]
    [InlineData("%d/%m/%Y", "05/12/2020 2020-12-06", "2020-12-05 2020-12-06")]
    [InlineData("%d %b %Y %I:%M %p", "05_Dec_2020_08:55_PM 6_dec_2020_12:01_am", "2020-12-05T20:55:00 2020-12-06T00:01:00")]
    [InlineData("%Y-%d-%m", "2020-05-12 2020-25-12", "2020-12-05 2020-12-25")]
    [InlineData("%d/%m/%Y %H:%M:%S.%f%z", "05/12/2020_08:55:43.5+0100", "2020-12-05T07:55:43.500Z")]
    public async Task A_format_that_is_given_is_kept_to(string format, string rows, string values)
    {
        var (_, found, notes) = await Load(rows, new CsvOptions { DateFormats = [format] });
        Assert.Equal(values.Split(' '), found);
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData("mdy", "05/12/2020 25/12/2020")]
    [InlineData("ymd", "05/12/2020 25/12/2020")]
    [InlineData("%Y-%d-%m", "2020-25-12 2020-12-25")]
    [InlineData("%d/%m/%Y", "05/12/2020 05/12/2020_08:55:43")]
    public async Task What_is_not_of_the_format_that_is_given_is_text(string format, string rows)
    {
        var (type, found, _) = await Load(rows, new CsvOptions { DateFormats = [format] });
        Assert.Equal("utf8", type);
        Assert.Equal(rows.Replace('_', ' ').Split(' ').Length, string.Join(' ', found).Split(' ').Length);
    }

    [Fact]
    public async Task A_pattern_of_digits_is_for_columns_that_are_given_as_dates()
    {
        var options = new CsvOptions { DateFormats = ["%Y%m%d"] };
        Assert.Equal("int64", (await Loading.Load(options, _folder.Write("n.csv", "t\n20201205\n")))["t"][0] is long ? "int64" : "");
        var given = options with { Schema = new Schema([new Field("t", DataType.Date32)]) };
        Assert.Equal(["2020-12-05"], (await Load("20201205", given)).Values);
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z 2020-01-01T00:00:00", "t is text because '2020-01-01T00:00:00' at line 3 of x.csv has no time zone, and others have one")]
    [InlineData("2020-01-01T00:00:00 2020-01-01T00:00:00+05:00", "t is text because '2020-01-01T00:00:00+05:00' at line 3 of x.csv has a time zone, and others have none")]
    [InlineData("2020-01-01 2020-01-01T00:00:00Z", "t is text because '2020-01-01T00:00:00Z' at line 3 of x.csv has a time zone, and others have none")]
    [InlineData("1066-10-14_09:00 2020-01-01T00:00:00.123456789", "t is text because '1066-10-14 09:00' at line 2 of x.csv and others have no unit in common, as nanoseconds are held from 1677 to 2262")]
    public async Task Moments_without_a_type_in_common_are_text_with_the_reason(string rows, string note)
    {
        var (type, found, notes) = await Load(rows);
        Assert.Equal("utf8", type);
        Assert.Equal(rows.Split(' ').Select(r => r.Replace('_', ' ')), found);
        Assert.Equal([note], notes);
    }

    /// <summary>100,000 rows of 05/12/2020 with one value, or two, where no sample looks.</summary>
    private string Far(string first, string? second) => _folder.Write("far.csv", "t,v\n"
        + string.Concat(Enumerable.Range(0, 100_000).Select(i => (i == 30_000 ? first : i == 90_000 && second is not null ? second : "05/12/2020") + ",1\n")));
}
