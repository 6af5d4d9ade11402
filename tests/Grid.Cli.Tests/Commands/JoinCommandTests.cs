namespace Grid.Cli.Tests;

public sealed class JoinCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JoinCommandTests()
    {
        _folder.File("trips.csv", "id,zone,fare,name\n1,10,5.5,a\n2,20,6,b\n3,,7,c\n4,99,8,d\n5,10,9.5,e\n");
        _folder.File("zones.csv", "zone_id,borough,name\n10,Queens,x\n20,Bronx,y\n20,Bronx,z\n30,Brooklyn,w\n");
        _folder.File("other zones.csv", "zone,weight\n10,1\n99,2\n");
    }

    private string Trips => _folder["trips.csv"];

    private string Zones => _folder["zones.csv"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "1,Queens\n2,Bronx\n2,Bronx\n5,Queens\n")]
    [InlineData("inner", "1,Queens\n2,Bronx\n2,Bronx\n5,Queens\n")]
    [InlineData("left", "1,Queens\n2,Bronx\n2,Bronx\n3,\n4,\n5,Queens\n")]
    [InlineData("LEFT OUTER JOIN", "1,Queens\n2,Bronx\n2,Bronx\n3,\n4,\n5,Queens\n")]
    public Task Rows_have_the_other_tables_columns(string kind, string rows) =>
        Says($"id,borough\n{rows}", "head", Trips, "--columns", "id,borough", "--join", $"{kind} {Zones} on zone = zone_id");

    [Theory]
    [InlineData("semi", "1\n2\n5\n")]
    [InlineData("anti join", "3\n4\n")]
    public Task Rows_are_kept_by_whether_they_have_a_match(string kind, string ids) =>
        Says($"id\n{ids}", "head", Trips, "--columns", "id", "--join", $"{kind} {Zones} on zone = zone_id");

    [Fact]
    public async Task Every_question_takes_a_join()
    {
        string join = $"left {Zones} on zone = zone_id";
        await Says("borough,n\nBronx,2\nQueens,2\n", "groupby", Trips, "--by", "borough", "--agg", "count() as n", "--join", join);
        await Says("sum(fare)\n27\n", "aggregate", Trips, "--agg", "sum(fare)", "--join", $"{Zones} on zone = zone_id");
        await Says("borough,count\nBronx,2\nQueens,2\n", "counts", Trips, "--column", "borough", "--join", $"{Zones} on zone == zone_id");
        await Says("name,distinct,exact\nborough,2,true\n", "nunique", Trips, "--columns", "borough", "--join", join);
        string[] others = ["describe", "missing", "corr", "schema"];
        foreach (string command in others)
            Assert.Contains(command == "corr" ? "zone_id" : "borough", (await CommandRun.Good([command, Trips, "--output", "csv", "--join", join])).Out, StringComparison.Ordinal);
        Assert.Contains("4", (await CommandRun.Good("histogram", Trips, "--column", "zone_id", "--output", "csv", "--join", join)).Out, StringComparison.Ordinal);
        await CommandRun.Good("save", Trips, _folder["joined.csv"], "--join", join, "--where", "borough == 'Bronx'");
        Assert.Equal("id,zone,fare,name,zone_id,borough,zones.name\n2,20,6.0,b,20,Bronx,y\n2,20,6.0,b,20,Bronx,z\n", await File.ReadAllTextAsync(_folder["joined.csv"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Keys_of_one_name_several_keys_expressions_and_paths_with_blanks()
    {
        string other = $"'{_folder["other zones.csv"]}'";
        await Says("id,weight\n1,1\n4,2\n5,1\n", "head", Trips, "--columns", "id,weight", "--join", $"{other} as o on zone");
        await Says("id,weight\n1,1\n", "head", Trips, "--columns", "id,weight", "--join", $"{other} as o on zone and id = weight");
        await Says("id,weight\n2,1\n", "head", Trips, "--columns", "id,weight", "--join", $"{other} as o on zone - 10 = zone");
        await Says("id,o.zone\n1,10\n2,\n", "head", Trips, "--rows", "2", "--columns", "id,o.zone", "--join", $"left {other} as o on zone");
        // Equality has no order, and keys may be named with their tables.
        await Says("id,borough\n1,Queens\n2,Bronx\n", "head", Trips, "--rows", "2", "--columns", "id,borough", "--join", $"{Zones} on zones.zone_id = trips.zone");
    }

    [Fact]
    public async Task Tables_are_joined_one_after_the_other_under_names_of_their_own()
    {
        await Says("id,a.borough,b.borough\n1,Queens,Brooklyn\n5,Queens,Brooklyn\n", "head", Trips, "--columns", "id,a.borough,b.borough",
            "--join", $"{Zones} as a on zone = zone_id", "--join", $"{Zones} as b on a.zone_id + 20 = zone_id");
        await Says("id,both\n1,ax\n", "head", Trips, "--rows", "1", "--columns", "id,both", "--with", "both=concat(trips.name, zones.name)", "--join", $"{Zones} on zone = zone_id");
        await Says("n\n0\n", "aggregate", Trips, "--agg", "count() as n", "--join", $"{Zones} on zone = zone_id", "--where", "trips.name == zones.`name`");
    }

    [Fact]
    public async Task A_table_is_joined_with_itself_under_another_name() =>
        await Says("trips.id,t.id\n1,5\n5,1\n", "head", Trips, "--columns", "trips.id,t.id", "--where", "trips.id != t.id", "--join", $"{Trips} as t on zone");

    [Fact]
    public async Task Rows_without_a_match_are_told_by_null() =>
        await Says("id\n3\n4\n", "head", Trips, "--columns", "id", "--join", $"left {Zones} on zone = zone_id", "--where", "zone_id is null");

    [Fact]
    public Task An_unknown_key_of_the_table_names_the_nearest() => Refused($"{Zones} on zon = zone_id", "unknown column 'zon'", "did you mean 'zone'?", "'trips'");

    [Fact]
    public Task An_unknown_key_of_the_other_table_names_the_nearest() => Refused($"{Zones} on zone = zoneid", "unknown column 'zoneid'", "did you mean 'zone_id'?", "'zones'");

    [Fact]
    public async Task An_unknown_or_ambiguous_column_of_a_join()
    {
        await Refused($"{Zones} on zone = zone_id", ["--columns", "boro"], "unknown column 'boro'", "did you mean 'borough'?");
        await Refused($"{Zones} on zone = zone_id", ["--columns", "name"], "several tables have a column 'name': write trips.name or zones.name");
        await Refused($"{Zones} on zone = zone_id", ["--where", "name == 'x'"], "several tables have a column 'name'");
        await Refused($"{Zones} on zone = zone_id", ["--columns", "zones.boro"], "unknown column 'zones.boro'");
        await Refused($"semi {Zones} on zone = zone_id", ["--columns", "borough"], "unknown column 'borough'");
    }

    [Fact]
    public async Task Keys_that_do_not_compare()
    {
        await Refused($"{Zones} on zone = borough", "'zone' is int64 and 'zones.borough' is utf8, which are never equal; cast(x as int64) makes one of the other");
        await Refused($"{_folder.File("days.csv", "day\n2020-01-02\n")} on zone = day", "'zone' is int64 and 'days.day' is date32, which are never equal");
    }

    [Theory]
    [InlineData("", "the table is missing")]
    [InlineData("ZONES", "'on' and the keys are missing behind")]
    [InlineData("left ZONES", "'on' and the keys are missing behind")]
    [InlineData("ZONES on", "the keys are missing behind 'on'")]
    [InlineData("ZONES as on zone", "a name is missing behind 'as'")]
    [InlineData("ZONES using (id)", "'using (id)' is written 'on id'")]
    [InlineData("right ZONES on zone = zone_id", "there is no right join; join the tables the other way round")]
    [InlineData("full ZONES on zone = zone_id", "there is no full join")]
    [InlineData("ZONES on zone < zone_id", "rows are joined where keys are equal")]
    [InlineData("ZONES on zone = zone_id = id", "has more than two sides")]
    [InlineData("ZONES on zone =", "lacks a side")]
    [InlineData("ZONES on zone = zone_id and", "a key is missing")]
    [InlineData("my zones.csv on zone", "'on' is expected behind 'my', and 'zones.csv' stands there; what has blanks stands in quotes")]
    public Task A_join_that_is_malformed(string join, string says) => Refused(join.Replace("ZONES", Zones, StringComparison.Ordinal), says, "--join");

    [Fact]
    public async Task A_name_that_is_taken()
    {
        await Refused($"{Trips} on zone", "two tables of a join are called 'trips': give this one another name by 'as', such as 'trips as other'");
        await Refused($"{Zones} as trips on zone = zone_id", "two tables of a join are called 'trips'");
        await Refused($"{Zones} on zone = zone_id", ["--join", $"{Zones} on zone = zone_id"], "two tables of a join are called 'zones'");
    }

    [Fact]
    public async Task Another_table_that_cannot_be_read()
    {
        await Refused($"{_folder["absent.csv"]} on zone", "absent.csv");
        await Refused($"{_folder.File("broken.csv", "zone,b\n1,2\n3\n")} on zone", "broken.csv", "line 3");
        await Refused("- on zone", ["-"], "standard input is read once");
    }

    private static async Task Says(string expected, params string[] arguments) => Assert.Equal(expected, (await CommandRun.Good([.. arguments, "--output", "csv"])).Out);

    private Task Refused(string join, params string[] says) => Refused(join, [], says);

    private async Task Refused(string join, string[] more, params string[] says)
    {
        var run = await CommandRun.Of(["head", Trips, "--output", "csv", "--join", join, .. more]);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        // Progress of what was loaded before may stand above.
        string line = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.StartsWith("grid: ", line, StringComparison.Ordinal);
        Assert.All(says, part => Assert.Contains(part, line, StringComparison.Ordinal));
    }
}
