using System.Text;

namespace Grid.Cli.Tests;

/// <summary>What is done to a table before it is asked.</summary>
public sealed class PreparationCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gaps_are_filled_by_figures_of_the_column_on_every_question()
    {
        string small = Small();
        Assert.Equal("n,t\n1,x\n3,x\n5,x\n3,y\n", await CsvAsync("head", small, "--fill", "n=mean,t=mode", "--columns", "n,t"));
        Assert.Equal("name,nulls,nans,share\nn,0,0,0\nx,1,0,0.25\nt,0,0,0\n", await CsvAsync("missing", small, "--fill", "n=mean,t=mode"));
        Assert.Equal("sum(n)\n9\n", await CsvAsync("aggregate", small, "--fill", "n=0", "--agg", "sum(n)"));
        Assert.Equal("t,count()\nx,3\ny,1\n", await CsvAsync("groupby", small, "--fill", "t=x", "--by", "t", "--agg", "count()"));
    }

    [Fact]
    public async Task Steps_filters_and_computed_columns_go_in_the_order_in_which_they_are_written()
    {
        string small = Small();
        // The filter stands first: what it drops has no part in the mean. Of what stands between two steps, columns come before filters.
        Assert.Equal("n\n1\n2\n", await CsvAsync("head", small, "--where", "m < 9 or n is null", "--with", "m=n*2", "--fill", "n=mean", "--where", "n < 3", "--columns", "n"));
        Assert.Equal("s\n0\n0.5\n1\n0.5\n", await CsvAsync("head", small, "--fill", "n=mean", "--with", "s=n*10", "--scale", "s=minmax", "--columns", "s"));
        Assert.Equal("n\n0\n1\n", await CsvAsync("head", small, "--drop-nulls", "n,x", "--scale", "n=minmax", "--columns", "n"));
        Assert.Equal("n,x,t\n1,1.5,x\n5,4.5,x\n", await CsvAsync("head", small, "--fill", "t=x", "--drop-nulls"));
    }

    [Fact]
    public async Task What_is_saved_is_prepared_and_schema_tells_the_types()
    {
        string small = Small();
        await CommandRun.Good("save", small, _folder["out.csv"], "--fill", "n=median,x=0,t='a, b'", "--clip", "x=1..4");
        Assert.Equal("n,x,t\n1.0,1.5,x\n3.0,3.0,\"a, b\"\n5.0,4.0,x\n3.0,1.0,y\n", File.ReadAllText(_folder["out.csv"]));
        Assert.Contains("\nn,float64,", await CsvAsync("schema", small, "--fill", "n=median"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parquet_file_is_read_with_the_columns_that_steps_need()
    {
        await CommandRun.Good("save", Small(), _folder["small.parquet"]);
        Assert.Equal("x\n1.5\n3\n4.5\n", await CsvAsync("head", _folder["small.parquet"], "--fill", "t=mode", "--drop-nulls", "x", "--columns", "x"));
        Assert.Equal("mean(n)\n3\n", await CsvAsync("aggregate", _folder["small.parquet"], "--fill", "n=mean", "--clip", "x=p10..p90", "--agg", "mean(n)"));
    }

    [Theory]
    [InlineData("--fill t=mean", "fill: there is no mean of column 't', which is utf8: expected mode or a text")]
    [InlineData("--fill n=medain", "expected mean, median, mode or a number; did you mean 'median'?")]
    [InlineData("--fill m=mean", "unknown column 'm': ")]
    [InlineData("--fill n", "--fill n: expected a column and what is done to it, such as tolls_amount=median,airport_fee=0")]
    [InlineData("--fill n=", "--fill n=: expected a column and what is done to it")]
    [InlineData("--fill ,", "--fill: expected columns and what is done to them")]
    [InlineData("--fill n=1,n=2", "fill: column 'n' is there twice; name it once, or in a second fill after the first")]
    [InlineData("--scale n=standrad", "--scale n=standrad: expected standard, minmax or robust; did you mean 'standard'?")]
    [InlineData("--scale t=robust", "scale: column 't' is utf8, and only numbers can be scaled")]
    [InlineData("--clip n=5", "--clip n=5: expected two bounds, such as p1..p99, 0..100, 0.. or ..100")]
    [InlineData("--clip n=..", "clip: column 'n' has no bounds; give one or two, such as 0..100 or p1..p99")]
    [InlineData("--clip n=9..1", "clip: the lower bound of column 'n', 9, is above the upper one, 1")]
    [InlineData("--clip n=a..b", "clip: 'a' is no bound of column 'n', which is int64")]
    [InlineData("--drop-nulls q", "unknown column 'q': ")]
    [InlineData("--fillna n=1", "there is no option --fillna; did you mean '--fill'?")]
    [InlineData("--dropna n", "there is no option --dropna; did you mean '--drop-nulls'?")]
    public async Task Wrong_use_is_one_line(string words, string said)
    {
        foreach (string[] command in new string[][] { ["head", Small()], ["save", Small(), _folder["out.csv"]] })
        {
            var run = await CommandRun.Of([.. command, .. words.Split(' ', 2)]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(said, run.ErrorLine, StringComparison.Ordinal);
            Assert.False(File.Exists(_folder["out.csv"]));
        }
    }

    [Fact]
    public async Task The_page_is_a_topic_of_help()
    {
        Assert.Contains("WHAT IS REFUSED", (await CommandRun.Good("help", "preparation")).Out);
    }

    private static async Task<string> CsvAsync(params string[] words)
    {
        var run = await CommandRun.Good([.. words, "--output", "csv"]);
        return run.Bytes.Length > 0 ? Encoding.UTF8.GetString(run.Bytes) : run.Out.ReplaceLineEndings("\n");
    }

    private string Small()
    {
        File.WriteAllText(_folder["small.csv"], "n,x,t\n1,1.5,x\n,3.0,\n5,4.5,x\n3,,y\n");
        return _folder["small.csv"];
    }
}
