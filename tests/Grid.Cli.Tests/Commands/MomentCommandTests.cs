using System.Text.Json;

namespace Grid.Cli.Tests;

/// <summary>Dates and timestamps from file to output and back: nothing is cut, lost, or read in silence as another day.</summary>
public sealed class MomentCommandTests : IDisposable
{
    private const string Nanoseconds = "t,v\n2020-01-01T00:00:00.123456789,1\n2020-01-01T00:00:00.123456788,2\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Case_07_nanoseconds_are_not_cut()
    {
        string path = _folder.File("input.csv", "t,v\n2020-01-01 00:00:00.123456789,1\n2020-01-01 00:00:00.123456788,2\n");
        Assert.Equal(Nanoseconds, (await CommandRun.Good("head", path, "-o", "csv")).Out);
        using var counts = JsonDocument.Parse((await CommandRun.Good("counts", path, "--column", "t", "-o", "json")).Out);
        Assert.Equal(
            ["2020-01-01T00:00:00.123456788", "2020-01-01T00:00:00.123456789"],
            counts.RootElement.GetProperty("values").EnumerateArray().Select(v => v.GetProperty("value").GetString()));
        using var describe = JsonDocument.Parse((await CommandRun.Good("describe", path, "--columns", "t", "-o", "json")).Out);
        var column = describe.RootElement.GetProperty("columns")[0];
        Assert.Equal("2020-01-01T00:00:00.123456788", column.GetProperty("min").GetString());
        Assert.Equal("2020-01-01T00:00:00.123456789", column.GetProperty("max").GetString());
        Assert.Equal("t,v\n2020-01-01T00:00:00.123456789,1\n", (await CommandRun.Good("head", path, "--where", "t = '2020-01-01 00:00:00.123456789'", "-o", "csv")).Out);
        Assert.Contains("2020-01-01 00:00:00.123456788", (await CommandRun.Good("describe", path, "--columns", "t")).Out);
        Assert.Contains("2020-01-01T00:00:00.123456789", (await CommandRun.Good("groupby", path, "--by", "t", "--agg", "sum(v)")).Out);
    }

    [Fact]
    public async Task Case_08_utc_is_not_lost()
    {
        string path = _folder.File("input.csv", "t,v\n2020-01-01T00:00:00Z,1\n2020-01-01T05:00:00+05:00,2\n2020-06-01T00:00:00-04:00,3\n");
        string written = (await CommandRun.Good("head", path, "-o", "csv")).Out;
        Assert.Equal("t,v\n2020-01-01T00:00:00Z,1\n2020-01-01T00:00:00Z,2\n2020-06-01T04:00:00Z,3\n", written);
        string again = _folder.File("out.csv", written);
        Assert.Equal(written, (await CommandRun.Good("head", again, "-o", "csv")).Out);
        string described = (await CommandRun.Good("describe", path, "-o", "csv", "--columns", "t")).Out;
        Assert.Contains("\"timestamp[s, UTC]\"", described);
        Assert.Equal(described, (await CommandRun.Good("describe", again, "-o", "csv", "--columns", "t")).Out);
        foreach (string literal in new[] { "2020-01-01T00:00:00Z", "2020-01-01T05:30:00+05:30", "2020-01-01 00:00", "2020-01-01" })
            Assert.Equal("t,v\n2020-01-01T00:00:00Z,1\n2020-01-01T00:00:00Z,2\n", (await CommandRun.Good("head", path, "--where", $"t = '{literal}'", "-o", "csv")).Out);
        // The type that is printed is one that --schema takes.
        Assert.Equal(
            "t,v\n2020-01-01T00:00:00.000000Z,1\n2020-01-01T00:00:00.000000Z,2\n2020-06-01T04:00:00.000000Z,3\n",
            (await CommandRun.Good("head", path, "-o", "csv", "--schema", "t:timestamp[us, UTC]")).Out);
    }

    [Theory]
    [InlineData("s - n", "-0.123456789", "30925843199.876545")]
    [InlineData("n - s", "0.123456789", "-30925843199.876545")]
    public async Task Seconds_beyond_the_range_of_nanoseconds_are_as_far_away_as_they_are(string expression, string near, string far)
    {
        string path = _folder.File("input.csv", "s,n\n2020-01-01T00:00:00,2020-01-01T00:00:00.123456789\n3000-01-01T00:00:00,2020-01-01T00:00:00.123456789\n");
        Assert.Equal($"x\n{near}\n{far}\n", (await CommandRun.Good("head", path, "--with", $"x={expression}", "--columns", "x", "-o", "csv")).Out);
    }

    [Theory]
    [InlineData("coalesce(s, n)")]
    public async Task Seconds_beyond_the_range_of_nanoseconds_are_an_error_of_their_row(string expression)
    {
        string path = _folder.File("input.csv", "s,n\n2020-01-01T00:00:00,2020-01-01T00:00:00.123456789\n3000-01-01T00:00:00,2020-01-01T00:00:00.123456789\n");
        var run = await CommandRun.Of("head", path, "--with", $"x={expression}", "-o", "csv");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("line 3", run.Error);
        Assert.Contains("s is 3000-01-01T00:00:00, which timestamp[ns] does not hold", run.Error);
        // Where they are only compared, and where they are not asked for, they are no fault.
        Assert.Equal("count(s)\n1\n", (await CommandRun.Good("aggregate", path, "--agg", "count(s)", "--where", "s > n", "-o", "csv")).Out);
        Assert.StartsWith("s,n,x\n", (await CommandRun.Good("head", path, "--with", $"x={expression}", "--where", "year(s) < 2200", "-o", "csv")).Out);
    }

    [Theory]
    [InlineData("0000-01-01")]
    [InlineData("-0001-01-01")]
    [InlineData("10000-01-01T00:00:00")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2020-01-01T24:00:00")]
    [InlineData("2020-01-01T00:00:00.1234567891")]
    [InlineData("2020-02-30")]
    public async Task What_is_no_moment_stays_as_it_is_written(string text) =>
        Assert.Equal($"t,v\n{text},1\n", (await CommandRun.Good("head", _folder.File("input.csv", $"t,v\n{text},1\n"), "-o", "csv")).Out);

    [Theory]
    [InlineData("1969-12-31 23:59:59.5", "1969-12-31T23:59:59.500")]
    [InlineData("1677-09-21 00:12:43.145224192", "1677-09-21T00:12:43.145224192")]
    [InlineData("0001-01-01T00:00:00.000001Z", "0001-01-01T00:00:00.000001Z")]
    [InlineData("9999-12-31 23:59:59.999999", "9999-12-31T23:59:59.999999")]
    [InlineData("2020-01-01t00:00:00z", "2020-01-01T00:00:00Z")]
    [InlineData("2020-01-01 00:00:00.000", "2020-01-01T00:00:00.000")]
    [InlineData("3/25/2017 8:55 PM", "2017-03-25T20:55:00")]
    [InlineData("20200101", "20200101")]
    public async Task What_is_a_moment_is_written_in_one_way(string text, string expected) =>
        Assert.Equal($"t,v\n{expected},1\n", (await CommandRun.Good("head", _folder.File("input.csv", $"t,v\n{text},1\n"), "-o", "csv")).Out);

    [Fact]
    public async Task Files_of_several_units_meet_in_the_finest()
    {
        string a = _folder.File("a.csv", "t\n2020-01-01\n2020-01-01 00:00:00\n"), b = _folder.File("b.csv", "t\n2020-01-01 00:00:00.123456789\n");
        Assert.Equal(
            "t\n2020-01-01T00:00:00.000000000\n2020-01-01T00:00:00.000000000\n2020-01-01T00:00:00.123456789\n",
            (await CommandRun.Good("head", a, b, "-o", "csv")).Out);
    }

    [Fact]
    public async Task The_order_of_day_and_month_is_decided_and_told()
    {
        string path = _folder.File("input.csv", "d,v\n05/12/2020,1\n06/12/2020,2\n");
        var run = await CommandRun.Good("head", path, "-o", "csv");
        Assert.Equal("d,v\n2020-05-12,1\n2020-06-12,2\n", run.Out);
        Assert.Contains("note: dates of d read month first, such as '05/12/2020' at line 2 of input.csv (--date-format dmy)", run.Error);
        run = await CommandRun.Good("head", path, "-o", "csv", "--date-format", "dmy");
        Assert.Equal("d,v\n2020-12-05,1\n2020-12-06,2\n", run.Out);
        Assert.DoesNotContain("note", run.Error);
        Assert.Equal("d,v\n2020-12-05,1\n2020-12-06,2\n", (await CommandRun.Good("head", path, "-o", "csv", "--date-format", "%d/%m/%Y")).Out);
        path = _folder.File("input.csv", "d,v\n05/12/2020 08:55,1\n25/12/2020 08:55,2\n");
        Assert.Equal("d,v\n2020-12-05T08:55:00,1\n2020-12-25T08:55:00,2\n", (await CommandRun.Good("head", path, "-o", "csv")).Out);
    }

    [Theory]
    [InlineData("DD/MM/YYYY", "expected mdy, dmy, ymd, or a pattern")]
    [InlineData("%d/%m", "tells year, month and day")]
    [InlineData("%d/%m/%Y %Q", "%Q is not known")]
    public async Task A_format_of_dates_that_is_none_is_refused(string format, string says)
    {
        var run = await CommandRun.Of("head", _folder.File("input.csv", "d\n05/12/2020\n"), "--date-format", format);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("--date-format", run.Error);
        Assert.Contains(says, run.Error);
    }
}
