using Grid.Client;
using Grid.Sources;

namespace Grid.Cli.Tests;

/// <summary>Each wrong input ends in exit code 2, one clear line on the error stream, and nothing on the output.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_missing_file() => Refused(["describe", _folder["absent.csv"]], "absent.csv");

    [Fact]
    public Task A_folder_without_csv_files() => Refused(["describe", _folder.Path], Path.GetFileName(_folder.Path));

    [Fact]
    public async Task A_pipe_as_a_path()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes among files.");
        string pipe = _folder["pipe"];
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Refused(["describe", pipe], "is a pipe", "write it into a file first");
        await Refused(["describe", "/dev/zero"], "/dev/zero is a device");
    }

    [Fact]
    public Task An_empty_file() => Refused(["describe", _folder.File("empty.csv", "")], "empty.csv");

    [Fact]
    public Task Too_few_fields() => Refused(["describe", _folder.File("few.csv", "a,b\n1,2\n3\n4,5\n")], "few.csv", "3");

    [Fact]
    public Task Too_many_fields() => Refused(["describe", _folder.File("many.csv", "a,b\n1,2\n3,4,5\n")], "many.csv", "3");

    [Fact]
    public Task An_unclosed_quote() => Refused(["describe", _folder.File("open.csv", "a,b\n1,2\n1,\"two\n3,4\n")], "open.csv", "line 3", "quote");

    [Fact]
    public async Task A_binary_file()
    {
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(_folder["image.csv"], bytes, TestContext.Current.CancellationToken);
        await Refused(["describe", _folder["image.csv"]], "image.csv");
    }

    [Fact]
    public Task Text_in_a_numeric_column_under_a_schema() =>
        Refused(["describe", _folder.File("text.csv", "a,b\n1,2\n3,four\n"), "--schema", "b:int"], "text.csv", "b", "four");

    [Fact]
    public Task An_unknown_column_names_the_nearest() =>
        Refused(["describe", Trips, "--columns", "trip_distanse"], "trip_distanse", "trip_distance");

    [Fact]
    public Task An_unknown_column_in_an_aggregate() => Refused(["groupby", Trips, "--by", "Vendor", "--agg", "sum(trip_distance)"], "Vendor", "VendorID");

    [Fact]
    public Task An_unknown_aggregate() => Refused(["aggregate", Trips, "--agg", "medain(trip_distance)"], "did you mean 'median'?");

    [Theory]
    [InlineData("trip_distance >= ", "at the end of")]
    [InlineData("trip_distance >= 1 and (payment_type == 1", "at the end of")]
    [InlineData("trip_distance ?? 1", "at character 15 of")]
    [InlineData("trip_distance >= and 1", "at character 18 of")]
    public Task A_malformed_filter_points_at_the_character(string filter, string place) =>
        Refused(["missing", Trips, "--where", filter], place, filter);

    [Fact]
    public Task A_condition_that_is_no_truth_value() => Refused(["missing", Trips, "--where", "trip_distance + 1"], "trip_distance");

    [Fact]
    public Task A_histogram_of_text() => Refused(["histogram", Trips, "--column", "store_and_fwd_flag"], "store_and_fwd_flag");

    [Theory]
    [InlineData("describe --percentiles 1.5", "1.5", "between 0 and 1")]
    [InlineData("describe --output xml", "xml", "table, json, csv, arrow or parquet")]
    [InlineData("describe --delimiter ;;", ";;", "one ASCII character")]
    [InlineData("describe --quote none --delimiter tabs", "tabs", "one ASCII character, or 'tab'")]
    [InlineData("describe --quote ; --delimiter ;", "--quote", "differ")]
    [InlineData("describe --threads 0", "0", "1 to 1024")]
    [InlineData("describe --schema a", "a", "column and its type")]
    [InlineData("describe --schema a:number", "number", "int")]
    [InlineData("describe --schema a:int,a:text", "a", "once")]
    [InlineData("describe --with share", "share", "name and an expression")]
    [InlineData("describe --with share==1", "share==1", "name and an expression")]
    [InlineData("groupby --by VendorID", "--agg", "required")]
    [InlineData("groupby --by VendorID --agg sum(a),sum(a)", "sum(a)", "twice")]
    [InlineData("counts --limit 0 --column payment_type", "0", "at least 1")]
    [InlineData("head --rows 100001", "100001", "100000")]
    [InlineData("histogram --column fare_amount --bins 0", "0", "1 to 10000")]
    [InlineData("describe --colour red", "--colour", "")]
    public Task An_option_that_is_wrong(string command, params string[] said)
    {
        string[] words = command.Split(' ');
        return Refused([words[0], Trips, .. words[1..]], said);
    }

    [Theory]
    [InlineData("descibe x", "there is no command 'grid descibe'; did you mean 'describe'? ('grid help' lists all)")]
    [InlineData("groupBy x", "there is no command 'grid groupBy'; did you mean 'groupby'? ('grid help' lists all)")]
    [InlineData("group x", "there is no command 'grid group'; did you mean 'groupby'? ('grid help' lists all)")]
    [InlineData("frobnicate", "there is no command 'grid frobnicate' ('grid help' lists all)")]
    [InlineData("sample", "grid sample: expected a command, taxi or zones or digits ('grid sample --help' says more)")]
    [InlineData("value_counts x.csv", "there is no command 'grid value_counts'; that is grid counts ('grid help' lists all)")]
    [InlineData("median x.csv", "that is grid describe --percentiles 0.5")]
    [InlineData("quantile x.csv", "that is grid describe --percentiles 0.5")]
    [InlineData("mean x.csv", "that is grid aggregate --agg \"mean(x)\"")]
    [InlineData("fillna x.csv", "columns are filled by --fill")]
    [InlineData("impute x.csv", "rows with gaps left out by --drop-nulls")]
    [InlineData("info x.csv", "that is grid schema")]
    [InlineData("query x.csv", "rows are kept by --where, on every command")]
    [InlineData("select x.csv", "columns are chosen by --columns")]
    [InlineData("sort x.csv", "--sort sorts the answers of groupby and counts")]
    [InlineData("tail x.csv", "there is none yet; grid head has the first rows")]
    [InlineData("join x.csv", "there is no command 'grid join'; columns of another table are joined by --join, on every command, as in grid head trips --join \"zones.csv on PULocationID = LocationID\" ('grid help joins' tells of it)")]
    [InlineData("merge x.csv", "columns of another table are joined by --join")]
    [InlineData("lookup x.csv", "columns of another table are joined by --join")]
    [InlineData("help join", "('grid help joins' tells of it)")]
    [InlineData("help merge", "('grid help joins' tells of it)")]
    [InlineData("concat x.csv", "files of the same columns are one table where all are named")]
    [InlineData("union x.csv", "with --by-name those of other columns")]
    [InlineData("stop", "that is grid down")]
    [InlineData("ps", "that is grid status")]
    [InlineData("train x.csv", "that is grid tune")]
    [InlineData("help median", "there is no command and no topic 'median'; that is grid describe --percentiles 0.5")]
    [InlineData("statsu", "there is no command 'grid statsu'; did you mean 'status'?")]
    [InlineData("sample iris x.csv", "there is no command 'grid sample iris'; known are taxi, zones and digits")]
    [InlineData("describe", "grid describe: PATHS is missing, ")]
    [InlineData("load x", "grid load: PATHS is missing, ")]
    [InlineData("load a/b A1.csv", "NAME a/b: what holds one of / \\ * ? . is a path to --join, and no dataset's name; call it b")]
    [InlineData("load A1.csv A1.csv", "and no dataset's name; call it A1")]
    [InlineData("load", "grid load: NAME is missing, the name under which the dataset is asked")]
    [InlineData("predict", "grid predict: MODEL is missing, a model that grid tune saved")]
    [InlineData("scale", "grid scale: N is missing, how many silos there shall be")]
    [InlineData("sample digits", "grid sample digits: OUT is missing, the file to write to")]
    [InlineData("head x.csv --where", "--where: its value is missing, keep the rows for which this holds")]
    [InlineData("head x.csv --null", "--null: its value is missing, words that mean null")]
    [InlineData("sample digit x.csv", "there is no command 'grid sample digit'; did you mean 'digits'? known are taxi, zones and digits")]
    [InlineData("help descripe", "there is no command and no topic 'descripe'; did you mean 'describe'? ('grid help' lists all)")]
    [InlineData("help csv", "'csv' is told of in the project's docs/csv.md ('grid help' lists what there is here)")]
    [InlineData("help expression", "there is no command and no topic 'expression'; did you mean 'expressions'? ('grid help' lists all)")]
    [InlineData("down now", "'now' is one word more than 'grid down' takes ('grid down --help' says more)")]
    public async Task A_command_that_is_none(string command, string said)
    {
        var run = await CommandRun.Of(command.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("grid: ", run.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(said, run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("describe x.csv --colums a", "there is no option --colums; did you mean '--columns'? ('grid describe --help' says more)")]
    [InlineData("describe x.csv --column a", "there is no option --column; did you mean '--columns'? ('grid describe --help' says more)")]
    [InlineData("describe x.csv --ouptut=json", "there is no option --ouptut; did you mean '--output'? ('grid describe --help' says more)")]
    [InlineData("head x.csv --sep ;", "there is no option --sep; did you mean '--delimiter'? ('grid head --help' says more)")]
    [InlineData("head x.csv -n 2", "there is no option -n; did you mean '--rows'?")]
    [InlineData("head x.csv --limit 2", "there is no option --limit; did you mean '--rows'?")]
    [InlineData("head x.csv --sort a", "there is no option --sort; did you mean '--order'?")]
    [InlineData("groupby x.csv --by a --agg count() --order-by a", "there is no option --order-by; did you mean '--order'?")]
    [InlineData("head x.csv --drop-duplicates", "there is no option --drop-duplicates; did you mean '--distinct'?")]
    [InlineData("head x.csv --nrows=2", "there is no option --nrows; did you mean '--rows'?")]
    [InlineData("counts x.csv --column a -n 2", "there is no option -n; did you mean '--limit'?")]
    [InlineData("counts x.csv --column a --rows 2", "there is no option --rows; did you mean '--limit'?")]
    [InlineData("aggregate x.csv --agg count() --sort a", "there is no option --sort; groupby, missing, counts and nunique have it")]
    [InlineData("describe x.csv --group-by a", "there is no option --group-by; groupby and head have --by")]
    [InlineData("describe x.csv --filter a>1", "there is no option --filter; did you mean '--where'?")]
    [InlineData("describe x.csv --dtype a:int", "there is no option --dtype; did you mean '--schema'?")]
    [InlineData("describe x.csv --na-values x", "there is no option --na-values; did you mean '--null'?")]
    [InlineData("describe x.csv --format json", "there is no option --format; did you mean '--output'?")]
    [InlineData("tune x.csv --n_estimators 3", "there is no option --n_estimators; did you mean '--trees'?")]
    [InlineData("describe x.csv --percentiles 50", "--percentiles 50: expected shares between 0 and 1, such as 0.01,0.5; did you mean 0.5?")]
    [InlineData("describe x.csv --percentiles 0.5,99.9", "--percentiles 99.9: expected shares between 0 and 1, such as 0.01,0.5; did you mean 0.999?")]
    [InlineData("describe x.csv -o jsonl", "--output jsonl: expected table, json, csv, arrow or parquet; 'grid save' writes Parquet, Arrow and JSON lines")]
    [InlineData("describe x.csv --frobnicate", "there is no option --frobnicate ('grid describe --help' says more)")]
    [InlineData("describe x.csv -x", "there is no option -x ('grid describe --help' says more)")]
    [InlineData("groupby x.csv --bye a --agg count()", "there is no option --bye; did you mean '--by'? ('grid groupby --help' says more)")]
    [InlineData("sample taxi out --row 5", "there is no option --row; did you mean '--rows'? ('grid sample taxi --help' says more)")]
    [InlineData("status --clutser x", "there is no option --clutser; did you mean '--cluster'? ('grid status --help' says more)")]
    [InlineData("tune x.csv --targte y", "there is no option --targte; did you mean '--target'? ('grid tune --help' says more)")]
    public async Task An_option_that_is_none(string command, string said)
    {
        var run = await CommandRun.Of(command.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("grid: ", run.ErrorLine, StringComparison.Ordinal);
        Assert.Contains(said, run.ErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Whoever_asks_for_help_gets_it(string command)
    {
        var run = await CommandRun.Good(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("describe <PATHS>", run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData("help describe", "--percentiles")]
    [InlineData("help sample taxi", "--rows")]
    [InlineData("help sample", "digits <OUT>")]
    [InlineData("help", "grid help expressions")]
    [InlineData("help max_depth", "splits from the root to a leaf")]
    [InlineData("help bootstrap", "replacement, or from all of them")]
    [InlineData("", "grid help parameters")]
    public async Task Help_has_topics_and_commands(string command, string said) =>
        Assert.Contains(said, (await CommandRun.Good(command.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Out, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_vanishes_between_plan_and_load()
    {
        var line = await RefusedAfterPlan(File.Delete);
        Assert.Contains("trips.csv", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changes_between_plan_and_load()
    {
        var line = await RefusedAfterPlan(path => File.AppendAllText(path, "9,9\n"));
        Assert.Contains("trips.csv", line, StringComparison.Ordinal);
        Assert.Contains("changed", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_load_ends_with_130_and_one_line()
    {
        await CommandRun.Of("sample", "taxi", "--rows", "600000", "--files", "4", _folder["big"]);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(60));
        var run = await CommandRun.Cancellable(["describe", _folder["big"]], stop.Token);
        Assert.Equal((130, "", "grid: cancelled"), (run.ExitCode, run.Out, run.ErrorLine));
    }

    private static string Trips => Places.Data("trips.csv");

    private async Task<string> RefusedAfterPlan(Action<string> meddle)
    {
        string path = _folder.File("trips.csv", "a,b\n1,2\n3,4\n");
        await using var grid = await GridClient.OpenAsync(cancellation: TestContext.Current.CancellationToken);
        var frame = await grid.ReadCsvAsync(path, cancellation: TestContext.Current.CancellationToken);
        meddle(path);
        var refusal = await Assert.ThrowsAsync<SourceException>(() => frame.PersistAsync(cancellation: TestContext.Current.CancellationToken));
        int code = ExitCode.Of(refusal);
        Assert.Equal(2, code);
        return ExitCode.Line(refusal, code);
    }

    private static async Task<string> Refused(string[] arguments, params string[] said)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("grid: ", run.ErrorLine, StringComparison.Ordinal);
        Assert.All(said, text => Assert.Contains(text, run.ErrorLine, StringComparison.Ordinal));
        return run.ErrorLine;
    }
}
