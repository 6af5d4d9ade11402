using System.Text.Json.Nodes;

namespace Grid.Cli.Tests;

/// <summary>Every question of a table without rows has an answer; there is nothing to learn from it, and nothing to predict.</summary>
public sealed class NoRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Header => _folder.File("h.csv", "id,name,fare\n");

    [Theory]
    [InlineData("head", """{"columns":[{"name":"id","type":"float64"},{"name":"name","type":"float64"},{"name":"fare","type":"float64"}],"rows":[]}""")]
    [InlineData("head --columns fare --where fare>3", """{"columns":[{"name":"fare","type":"float64"}],"rows":[]}""")]
    [InlineData("describe --columns fare", """{"rows":0,"columns":[{"name":"fare","type":"float64","count":0,"nulls":0,"nans":0,"mean":null,"std":null,"min":null,"max":null,"percentiles":{"0.25":null,"0.5":null,"0.75":null}}]}""")]
    [InlineData("counts --column name", """{"column":"name","total":0,"distinct":0,"values":[]}""")]
    [InlineData("groupby --by name --agg count(),mean(fare)", """{"keys":["name"],"rows":[]}""")]
    [InlineData("aggregate --agg count(),sum(fare),mean(fare),max(fare),std(fare),nunique(name)", """{"count()":0,"sum(fare)":0,"mean(fare)":null,"max(fare)":null,"std(fare)":null,"nunique(name)":0}""")]
    [InlineData("nunique --columns id", """{"columns":[{"name":"id","distinct":0,"exact":true}]}""")]
    [InlineData("missing --columns id", """{"rows":0,"columns":[{"name":"id","nulls":0,"nans":0,"share":0}]}""")]
    [InlineData("corr --columns id,fare", """{"columns":["id","fare"],"r":[[null,null],[null,null]],"n":[[0,0],[0,0]]}""")]
    [InlineData("histogram --column fare", """{"column":"fare","nulls":0,"nans":0,"infinities":0,"bins":[]}""")]
    public async Task Every_question_has_an_answer_in_every_form(string line, string json)
    {
        string[] words = line.Split(' ');
        string[] command = [words[0], Header, .. words[1..]];
        var run = await CommandRun.Good([.. command, "-o", "json"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(run.Out)), run.Out);
        Assert.Contains("note: h.csv has a header and no rows\n", run.Error, StringComparison.Ordinal);
        foreach (string form in new[] { "table", "csv", "arrow" })
            await CommandRun.Good([.. command, "-o", form]);
        using var output = new StringWriter();
        Assert.Equal(0, await GridCommand.RunAsync(command, CliConsole.Of(output, TextWriter.Null, Stream.Null, Terminals.Plain(output, 80)), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Correlations_of_a_table_without_numbers_say_why_there_are_none(bool isTerminal)
    {
        string file = _folder.File("texts.csv", "a,b\nx,u\ny,v\n");

        var output = new StringWriter();

        Assert.Equal(0, await GridCommand.RunAsync(["corr", file], CliConsole.Of(output, TextWriter.Null, Stream.Null, isTerminal ? Terminals.Plain(output, 80) : null), TestContext.Current.CancellationToken));

        Assert.Equal("no column holds numbers, and only those correlate (grid schema tells the types; --with computes others)", string.Join(' ', output.ToString().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task The_schema_is_known()
    {
        var run = await CommandRun.Good("schema", Header, "--schema", "name:text");
        Assert.Contains("name  utf8", run.Out, StringComparison.Ordinal);
        Assert.Contains("h.csv has a header and no rows", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_nothing_to_learn_from()
    {
        foreach (string task in new[] { "classify", "regress" })
        {
            var run = await CommandRun.Of("tune", Header, "--target", "fare", "--task", task, "--grid", "max_depth=3", "--timings");
            Assert.Equal((2, ""), (run.ExitCode, run.Out));
            Assert.Contains("grid: the table has no rows to learn from", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("classify", "kind")]
    [InlineData("regress", "weight")]
    public async Task There_is_nothing_to_predict(string task, string target)
    {
        string model = _folder["m"];
        await CommandRun.Good("tune", Flowers.Write(_folder), "--target", target, "--task", task, "--grid", "max_depth=2", "--trees", "3", "--save", model);
        string empty = _folder.File("empty.csv", $"{Flowers.Header}\n");
        Assert.Equal("prediction\n", (await CommandRun.Good("predict", model, empty, "-o", "csv")).Out);
        Assert.Equal("colour,prediction\n", (await CommandRun.Good("predict", model, empty, "-o", "csv", "--keep", "colour")).Out);
        var answer = JsonNode.Parse((await CommandRun.Good("predict", model, empty, "-o", "json")).Out)!;
        Assert.Empty(answer["predictions"]!.AsArray());
        await CommandRun.Good("predict", model, empty);
        await CommandRun.Good("predict", model, empty, "-o", "arrow");
    }
}
