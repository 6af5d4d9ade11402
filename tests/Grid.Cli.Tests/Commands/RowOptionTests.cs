namespace Grid.Cli.Tests;

/// <summary>Which rows of an answer are written, and in what order.</summary>
public sealed class RowOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _table;

    public RowOptionTests() =>
        _table = _folder.File("many.csv", "id,size\n" + string.Concat(Enumerable.Range(0, 90).Select(i => $"{i % 30},{(i % 30 == 7 ? "" : $"{i % 30 * 5 % 31}")}\n")));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("groupby --by id --agg max(size)")]
    [InlineData("counts --column id")]
    public async Task A_pipe_and_a_file_have_all_rows(string command)
    {
        foreach (string form in new[] { "csv", "json", "table" })
        {
            string text = await RunAsync($"{command} --output {form}");
            Assert.All(Enumerable.Range(0, 30), id => Assert.Matches($@"\b{id}\b", text));
        }
    }

    [Theory]
    [InlineData("max(size) desc", "6,30", "12,29", "18,28")]
    [InlineData("-max(size)", "6,30", "12,29", "18,28")]
    [InlineData("max(size)", "0,0", "25,1", "19,2")]
    [InlineData("id desc", "29,21", "28,16", "27,11")]
    public async Task Groups_are_sorted_by_what_is_asked(string sort, params string[] first)
    {
        string[] lines = (await RunAsync("groupby --by id --agg max(size) --output csv --limit 3 --sort", sort)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["id,max(size)", .. first], lines);
    }

    [Theory]
    [InlineData("max(size) desc")]
    [InlineData("max(size)")]
    public async Task What_is_missing_comes_last(string sort) =>
        Assert.EndsWith("\n7,\n", await RunAsync("groupby --by id --agg max(size) --output csv --sort", sort), StringComparison.Ordinal);

    [Fact]
    public async Task Groups_are_kept_sorted_and_cut_where_they_are() => Assert.Equal("id,top\n6,30\n12,29\n29,21\n",
        (await CommandRun.Good("groupby", _table, "--by", "id", "--agg", "max(size) as top", "--having", "top > 20 and id in (6, 12, 29, 1, 7)", "--order", "top desc,id", "--limit", "3", "--output", "csv")).Out);

    [Fact]
    public async Task A_name_is_sorted_by_after_the_answer_as_well() => Assert.StartsWith("id,range\n29,0\n",
        (await CommandRun.Good("groupby", _table, "--by", "id", "--agg", "max(size) - min(size) as range", "--sort", "range,id desc", "--output", "csv")).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("--order size|desc,id --rows 3", "id,size", "6,30", "6,30", "6,30")]
    [InlineData("--by id%3 --order size --rows 1", "id,size", "0,0", "25,1", "26,6")]
    [InlineData("--distinct id --rows 4", "id,size", "0,0", "1,5", "2,10", "3,15")]
    [InlineData("--rows 2 --distinct", "id,size", "0,0", "1,5")]
    [InlineData("--columns id --order -id --rows 2", "id", "29", "29")]
    public async Task Rows_are_those_that_are_asked_for(string options, params string[] lines) =>
        Assert.Equal(lines, (await CommandRun.Good(["head", _table, .. options.Split(' ').Select(o => o.Replace('|', ' ')), "--output", "csv"])).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task A_sample_is_of_as_many_rows_as_are_asked_for_and_goes_by_its_seed()
    {
        string seven = await RunAsync("head --sample 20 --seed 7 --output csv");
        Assert.Equal(21, seven.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(seven, await RunAsync("head --sample 20 --seed 7 --threads 1 --output csv"));
        Assert.NotEqual(seven, await RunAsync("head --sample 20 --seed 8 --output csv"));
        Assert.InRange((await RunAsync("head --sample 0.5 --output csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 20, 70);
        Assert.Equal(91, (await RunAsync("head --sample 1.0 --output csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Sums_that_no_64_bits_hold_are_sorted_as_the_numbers_they_are()
    {
        using var folder = new TemporaryFolder();
        string table = folder.File("x.csv", "k,v\na,9223372036854775807\na,9223372036854775807\na,2\nb,5\nc,9223372036854775807\n");
        Assert.Equal("k,sum(v)\na,18446744073709551616\nc,9223372036854775807\nb,5\n", (await CommandRun.Good("groupby", table, "--by", "k", "--agg", "sum(v)", "--sort", "sum(v) descending", "-o", "csv")).Out);
        Assert.Equal("k,sum(v)\nb,5\nc,9223372036854775807\na,18446744073709551616\n", (await CommandRun.Good("groupby", table, "--by", "k", "--agg", "sum(v)", "--sort", "sum(v) ascending", "-o", "csv")).Out);
    }

    [Fact]
    public async Task Counts_sorted_by_value_are_of_all_values() =>
        Assert.Equal("id,count\n29,3\n28,3\n", await RunAsync("counts --column id --output csv --limit 2 --sort", "id desc"));

    [Fact]
    public async Task Columns_are_sorted_by_their_nulls() =>
        Assert.StartsWith("name,nulls,nans,share\nsize,3,", await RunAsync("missing --output csv --sort", "nulls desc"), StringComparison.Ordinal);

    [Theory]
    [InlineData("groupby --by id --agg max(size) --sort max(sizes)", "--sort max(sizes): the answer has no such column; did you mean 'max(size)'? known are id, max(size)")]
    [InlineData("groupby --by id --agg max(size) --order sizes", "unknown column 'sizes': did you mean 'size'?")]
    [InlineData("groupby --by id --agg max(size) --having size", "'size' has a value a row, and here is one a group: write max(size)")]
    [InlineData("groupby --by id --agg max(size) --having max(size)", "expected a condition on groups, such as count() > 10, found a value of type int64")]
    [InlineData("head --order sizes", "unknown column 'sizes': did you mean 'size'?")]
    [InlineData("head --by id --distinct id", "rows of groups, distinct rows and random rows do not go together; ask for one of them")]
    [InlineData("head --sample 0", "--sample 0: expected a share from 0.0 to 1.0, such as 0.01, or a number of rows from 1 to 100000")]
    [InlineData("head --sample 1.5", "--sample 1.5: expected a share from 0.0 to 1.0")]
    [InlineData("head --sample half", "--sample half: expected a share from 0.0 to 1.0")]
    [InlineData("head --sample 5 --rows 4", "--rows and --sample 5 are two numbers of rows; give one of them")]
    [InlineData("head --seed 5", "--seed goes with --sample")]
    [InlineData("head --rows 100001", "--rows 100001: expected a whole number from 1 to 100000")]
    [InlineData("counts --column id --limit 0", "--limit 0: expected a whole number of at least 1")]
    [InlineData("counts --column id --limit many", "--limit many: expected a whole number of at least 1")]
    [InlineData("counts --column id --limit 3 --all", "--limit and --all contradict each other; give one of them")]
    public async Task Wrong_use_is_told(string command, string said)
    {
        string[] words = command.Split(' ');
        var run = await CommandRun.Of([words[0], _table, .. words[1..]]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(said, run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("describe")]
    [InlineData("head")]
    [InlineData("schema")]
    public async Task Arrow_is_not_written_to_a_terminal(string command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var bytes = new MemoryStream();
        int code = await GridCommand.RunAsync(
            [command, _table, "--output", "arrow"], CliConsole.Of(output, error, bytes, Terminals.Plain(output, 80)), TestContext.Current.CancellationToken);
        Assert.Equal((2, "", 0), (code, output.ToString(), bytes.Length));
        Assert.Equal("grid: --output arrow: these are bytes, and no text for a terminal; send them to a file or a program, such as > answer.arrow\n", error.ToString());
    }

    private async Task<string> RunAsync(string command, params string[] more)
    {
        string[] words = [.. command.Split(' '), .. more];
        return (await CommandRun.Good([words[0], _table, "--timings", .. words[1..]])).Out;
    }
}
