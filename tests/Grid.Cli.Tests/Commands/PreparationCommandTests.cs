using System.Text;
using System.Text.RegularExpressions;

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
        Assert.Equal("n,t\n1,x\n1,x\n5,x\n3,y\n", await CsvAsync("head", small, "--fill", "n=ffill,t=ffill", "--columns", "n,t"));
        Assert.Equal("n\n1\n5\n5\n3\n", await CsvAsync("head", small, "--fill", "n=bfill", "--columns", "n"));
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
    public async Task Numbers_near_the_ends_of_the_range_are_scaled_as_others()
    {
        string far = _folder.File("far.csv", "x,k\n1e308,1\n-1e308,2\n1.5e308,3\n"), recipe = _folder["far.json"];
        Assert.Equal("x\n0\n-1.6\n0.4\n", await CsvAsync("head", far, "--scale", "x=robust", "--columns", "x", "--recipe-out", recipe));
        Assert.Equal("x\n0\n-1.6\n0.4\n", await CsvAsync("head", far, "--recipe", recipe, "--columns", "x"));
        Assert.Equal("x\n0.8\n0\n1\n", await CsvAsync("head", far, "--scale", "x=minmax", "--columns", "x"));
        AssertNear([0.4629100498862757, -1.3887301496588271, 0.9258200997725514], await CsvAsync("head", far, "--scale", "x=standard", "--columns", "x"));
        AssertNear([1, -1], await CsvAsync("head", _folder.File("ends.csv", "x\n1.7e308\n-1.7e308\n"), "--scale", "x=standard"));

        // One, two and three times a number have the same scaled values whatever the number.
        double[] steps = [-Math.Sqrt(1.5), 0, Math.Sqrt(1.5)];
        foreach (string unit in new[] { "e-200", "e-20", "e-290", "e200", "e307" })
            AssertNear(steps, await CsvAsync("head", _folder.File($"{unit}.csv", $"x\n1{unit}\n2{unit}\n3{unit}\n"), "--scale", "x=standard"));
        Assert.Equal("x\n0\n0\n", await CsvAsync("head", _folder.File("same.csv", "x\n1.5e-200\n1.5e-200\n"), "--scale", "x=standard"));

        static void AssertNear(double[] expected, string csv)
        {
            string[] lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(expected.Length, lines.Length - 1);
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], double.Parse(lines[i + 1], System.Globalization.CultureInfo.InvariantCulture), 1e-12);
        }
    }

    [Fact]
    public async Task A_parquet_file_is_read_with_the_columns_that_steps_need()
    {
        await CommandRun.Good("save", Small(), _folder["small.parquet"]);
        Assert.Equal("x\n1.5\n3\n4.5\n", await CsvAsync("head", _folder["small.parquet"], "--fill", "t=mode", "--drop-nulls", "x", "--columns", "x"));
        Assert.Equal("mean(n)\n3\n", await CsvAsync("aggregate", _folder["small.parquet"], "--fill", "n=mean", "--clip", "x=p10..p90", "--agg", "mean(n)"));
    }

    [Fact]
    public async Task A_recipe_prepares_the_next_table_and_counts_what_it_does_not_know()
    {
        string small = Small(), recipe = _folder["r.json"];
        File.WriteAllText(_folder["next.csv"], "t,x,n\nx,3.0,\nq,4.5,9\n,6,1\n");
        Assert.Equal("n,x,t_x,t_y,t_null\n0,1.5,1,0,0\n0.5,3,0,0,1\n1,4.5,1,0,0\n0.5,,0,1,0\n",
            await CsvAsync("head", small, "--fill", "n=mean", "--scale", "n=minmax", "--onehot", "t", "--recipe-out", recipe));

        var run = await CommandRun.Good("save", _folder["next.csv"], _folder["out.csv"], "--recipe", recipe, "--with", "m=n*10");

        Assert.Equal("t_x,t_y,t_null,x,n,m\n1,0,0,3.0,0.5,5.0\n0,0,0,4.5,2.0,20.0\n0,0,1,6.0,0.0,0.0\n", File.ReadAllText(_folder["out.csv"]));
        Assert.Contains("note: 't' holds values that the recipe does not know in 1 row: 0 in all of its columns\n", run.Error.ReplaceLineEndings("\n"));
        // Written again, and kept where something fails.
        string before = File.ReadAllText(recipe);
        await CsvAsync("head", _folder["next.csv"], "--recipe", recipe, "--recipe-out", _folder["again.json"]);
        Assert.Equal(before, File.ReadAllText(_folder["again.json"]));
        Assert.Equal(2, (await CommandRun.Of("head", small, "--fill", "t=mean", "--recipe-out", recipe)).ExitCode);
        Assert.Equal(before, File.ReadAllText(recipe));
    }

    [Fact]
    public async Task A_model_is_trained_and_asked_by_one_recipe()
    {
        string table = _folder["learn.csv"], recipe = _folder["r.json"];
        File.WriteAllText(table, "x,twin,kind,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i * 2 + 1},{"abc"[i % 3]},{i * 3}\n")));
        await CommandRun.Good(
            "tune", table, "--onehot", "kind", "--scale", "x=standard", "--drop-correlated", "0.9", "--recipe-out", recipe,
            "--target", "y", "--task", "regress", "--grid", "max_depth=3", "--trees", "5", "--folds", "2", "--save", _folder["m.model"]);

        // The target correlates with both, and stays; of the twins the later goes.
        Assert.Contains("\"column\": \"twin\"", File.ReadAllText(recipe));
        var run = await CommandRun.Good("predict", _folder["m.model"], table, "--recipe", recipe, "--output", "csv");
        Assert.Equal(61, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await CommandRun.Good("evaluate", _folder["m.model"], table, "--recipe", recipe);
        var bare = await CommandRun.Of("predict", _folder["m.model"], table);
        Assert.Equal(2, bare.ExitCode);
    }

    [Fact]
    public async Task Columns_to_leave_out_are_named_and_left_out()
    {
        string table = _folder["c.csv"];
        File.WriteAllText(table, "a,b,c\n1,2,5\n2,4,1\n3,6,4\n4,8.1,2\n");
        Assert.Matches("^drop,with,r\nb,a,0\\.9999\\d+\n$", await CsvAsync("corr", table, "--drop-above", "0.95"));
        Assert.Matches("\"limit\":0.95,\"drop\":\\[\\{\"column\":\"b\",\"with\":\"a\",\"r\":0.9999\\d+\\}\\]", (await CommandRun.Good("corr", table, "--drop-above", "0.95", "--output", "json")).Out);
        Assert.Contains("1 column to leave out; --drop-correlated 0.95 does", (await CommandRun.Good("corr", table, "--drop-above", "0.95")).Out);
        Assert.Contains("no two columns correlate beyond 0.99999", (await CommandRun.Good("corr", table, "--drop-above", "0.99999")).Out);
        Assert.Equal("a,c\n1,5\n", await CsvAsync("head", table, "--drop-correlated", "0.95", "--rows", "1"));
    }

    [Theory]
    [InlineData("--onehot q", "unknown column 'q': ")]
    [InlineData("--onehot ,", "--onehot: expected columns, parted by commas")]
    [InlineData("--ordinal n,n", "ordinal: column 'n' is there twice")]
    [InlineData("--drop-correlated 1.5", "--drop-correlated 1.5: expected a correlation from 0 to 1, below 1, such as 0.95")]
    [InlineData("--recipe nowhere.json", "nowhere.json: the recipe cannot be read: ")]
    [InlineData("--get-dummies t", "there is no option --get-dummies; did you mean '--onehot'?")]
    [InlineData("--fill t=mean", "fill: there is no mean of column 't', which is utf8: expected mode, ffill, bfill or a text")]
    [InlineData("--fill n=medain", "expected mean, median, mode, ffill, bfill or a number; did you mean 'median'?")]
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
    public async Task A_recipe_for_another_table_or_of_no_step_is_refused_and_no_other_file_replaced()
    {
        string small = Small();
        await CsvAsync("head", small, "--scale", "n=robust", "--recipe-out", _folder["r.json"]);
        File.WriteAllText(_folder["other.csv"], "m,n\n1,x\n");
        foreach (var (words, said) in new (string[], string)[]
        {
            (["head", _folder["other.csv"], "--recipe", _folder["r.json"]], "column 'n' is utf8, and what was fitted is of a column of int64"),
            (["head", _folder["other.csv"], "--with", "k=n", "--recipe", small], "small.csv: this is no recipe of Grid's"),
            (["head", small, "--recipe-out", small, "--fill", "n=1"], "this is read from, as"),
            (["head", small, "--recipe-out", _folder["other.csv"], "--fill", "n=1"], "a file that is no recipe of Grid's stands here and would be lost"),
            (["head", small, "--recipe-out", _folder["new.json"]], "there is no step to keep, such as --fill or --scale"),
        })
        {
            var run = await CommandRun.Of(words);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(said, run.ErrorLine, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(_folder["new.json"]));
    }

    [Fact]
    public async Task The_page_is_a_topic_of_help()
    {
        Assert.Contains("WHAT IS REFUSED", (await CommandRun.Good("help", "preparation")).Out);
    }

    // Whether a whole double has a point is not what is tested here.
    private static async Task<string> CsvAsync(params string[] words)
    {
        var run = await CommandRun.Good([.. words, "--output", "csv"]);
        return Regex.Replace(run.Bytes.Length > 0 ? Encoding.UTF8.GetString(run.Bytes) : run.Out.ReplaceLineEndings("\n"), @"(?<=\d)\.0(?=[,\n])", "");
    }

    private string Small()
    {
        File.WriteAllText(_folder["small.csv"], "n,x,t\n1,1.5,x\n,3.0,\n5,4.5,x\n3,,y\n");
        return _folder["small.csv"];
    }
}
