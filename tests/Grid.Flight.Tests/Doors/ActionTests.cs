using System.Text.Json;
using Arrow.Flight.Foreign;
using Grpc.Core;

namespace Grid.Flight.Tests;

public sealed class ActionTests(DoorFixture door)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Actions_are_listed()
    {
        using var client = DoorClient.Of(door.Cluster);

        using var call = client.Calls.ListActions(new Empty(), client.Headers, cancellationToken: Token);
        var actions = await call.ResponseStream.ReadAllAsync(Token).ToListAsync(Token);

        Assert.Equal(["load", "into", "drop", "status", "progress", "cancel", "tune", "study"], actions.Select(a => a.Type));
        Assert.All(actions, action => Assert.Contains("{", action.Description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_are_loaded_followed_and_dropped()
    {
        using var client = DoorClient.Of(door.Cluster);
        string path = Path.Combine(door.Cluster.Folder, "semicolons.txt");
        await File.WriteAllTextAsync(path, "# title\na;b\n1;2,5\n3;-\n", Token);
        string load = JsonSerializer.Serialize(new { dataset = "loaded", paths = new[] { path }, options = new Dictionary<string, object> { ["delimiter"] = ";", ["decimal"] = ",", ["comment"] = "#", ["null"] = "-" } });

        var started = Assert.Single(await client.ActAsync("load", load));
        var progress = await client.ActAsync("progress", """{"dataset":"loaded"}""");
        var again = await Assert.ThrowsAsync<RpcException>(() => client.ActAsync("load", load));
        var over = await Assert.ThrowsAsync<RpcException>(() => client.ActAsync("cancel", """{"dataset":"loaded"}"""));
        var status = Assert.Single(await client.ActAsync("status", "{}"));

        Assert.Equal(1, started.GetProperty("files").GetInt32());
        Assert.True(progress[^1].GetProperty("done").GetBoolean());
        Assert.Equal(2, progress[^1].GetProperty("rows").GetInt64());
        Assert.Equal((StatusCode.AlreadyExists, StatusCode.FailedPrecondition), (again.StatusCode, over.StatusCode));
        Assert.Equal(2, status.GetProperty("silos").GetArrayLength());
        Assert.Equal("ready", status.GetProperty("datasets").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "loaded").GetProperty("state").GetString());
        var info = await client.InfoAsync(DoorClient.Command("""{"dataset":"loaded","aggregate":["sum(b)","count(b)"]}"""));
        Assert.Equal(["sum(b): double|count(b): int64", "4004000000000000|1"], Cells.OfStream(await client.StreamAsync(info.Endpoint.Single().Ticket)));
        await client.ActAsync("drop", """{"dataset":"loaded"}""");
        Assert.True(File.Exists(path));
    }

    [Theory]
    [InlineData("load", """{"dataset":"x"}""", StatusCode.InvalidArgument, "load: \"paths\" has nothing")]
    [InlineData("load", """{"dataset":"x","paths":["rel.csv"]}""", StatusCode.InvalidArgument, "load: \"paths\" has rel.csv; expected full paths")]
    [InlineData("load", """{"dataset":"x","paths":"/none/at/all.csv"}""", StatusCode.InvalidArgument, "/none/at/all.csv")]
    [InlineData("load", """{"dataset":"x","paths":"/a","options":{"delimeter":";"}}""", StatusCode.InvalidArgument, "options: \"delimeter\" is not known; did you mean \"delimiter\"?")]
    [InlineData("load", """{"dataset":"x","paths":"/a","options":{"delimiter":";;"}}""", StatusCode.InvalidArgument, "options: \"delimiter\" is ';;'; expected one character")]
    [InlineData("drop", """{"dataset":"nobody"}""", StatusCode.NotFound, "there is no dataset 'nobody'")]
    [InlineData("drop", """{"dataset":"a","study":"b"}""", StatusCode.InvalidArgument, "two things")]
    [InlineData("progress", """{"study":"nobody"}""", StatusCode.NotFound, "this door has not started a study 'nobody'")]
    [InlineData("status", """{"dataset":"trips"}""", StatusCode.InvalidArgument, "status: \"dataset\" is not known")]
    [InlineData("tune", """{"study":"s","dataset":"trips","target":"paid","grid":"max_depth=3"}""", StatusCode.OK, "")]
    [InlineData("tune", """{"study":"t","dataset":"trips","target":"pad","grid":"max_depth=3"}""", StatusCode.InvalidArgument, "pad")]
    [InlineData("tune", """{"study":"t","dataset":"trips","target":"paid","grid":{"max_depht":[3]}}""", StatusCode.InvalidArgument, "max_depht")]
    [InlineData("tune", """{"study":"t","dataset":"trips","target":"paid","grid":{"max_depth":3}}""", StatusCode.InvalidArgument, "tune: \"grid\" has \"max_depth\", which is a number; expected an array of values")]
    [InlineData("tune", """{"study":"t","dataset":"trips","target":"paid","task":"guess","grid":"max_depth=3"}""", StatusCode.InvalidArgument, "tune: \"task\" is guess; expected classify or regress")]
    [InlineData("into", """{"dataset":"trips","counts":"paid"}""", StatusCode.InvalidArgument, "into: there is no \"into\"")]
    [InlineData("into", """{"dataset":"trips","into":"types"}""", StatusCode.AlreadyExists, "there is a dataset 'types' already")]
    [InlineData("into", """{"dataset":"trips","into":"x","cuonts":"paid"}""", StatusCode.InvalidArgument, "command: \"cuonts\" is not known; did you mean \"counts\"?")]
    [InlineData("into", """{"dataset":"nobody","into":"x"}""", StatusCode.NotFound, "there is no dataset 'nobody'")]
    [InlineData("into", """{"dataset":"trips","into":"x","path":"x.arrow"}""", StatusCode.InvalidArgument, "into: \"path\" is x.arrow; expected a full path")]
    [InlineData("into", """{"dataset":"trips","into":"x","where":"fare >"}""", StatusCode.InvalidArgument, "")]
    [InlineData("fly", "{}", StatusCode.Unimplemented, "there is no action 'fly'; there are load, into, drop")]
    [InlineData("drop", "[]", StatusCode.InvalidArgument, "drop: expected a JSON object")]
    public async Task What_cannot_be_done_is_told_with_one_status(string action, string body, StatusCode status, string says)
    {
        using var client = DoorClient.Of(door.Cluster);
        if (status == StatusCode.OK)
        {
            await client.ActAsync(action, body);
            await client.ActAsync("cancel", """{"study":"s"}""");
            await client.ActAsync("drop", """{"study":"s"}""");
            return;
        }

        var fault = await Assert.ThrowsAsync<RpcException>(() => client.ActAsync(action, body));

        Assert.Equal(status, fault.StatusCode);
        Assert.Contains(says, fault.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"dataset":"trips","counts":"paid"}""")]
    [InlineData("""{"dataset":"trips","where":"fare > 20","sort":["tip desc","id"],"columns":["id","tip","paid"]}""")]
    [InlineData("""{"dataset":"none"}""")]
    public async Task What_a_command_asks_for_becomes_a_dataset_and_goes_with_its_file(string command)
    {
        using var client = DoorClient.Of(door.Cluster);
        string tables = Path.Combine(door.Cluster.Shared, "tables"), name = $"made {Guid.NewGuid():N}";
        async Task<IReadOnlyList<string>> CellsAsync(string json)
        {
            var info = await client.InfoAsync(DoorClient.Command(json));
            return Cells.OfStream(await client.StreamAsync(info.Endpoint.Single().Ticket));
        }

        var made = Assert.Single(await client.ActAsync("into", command.Replace("}", $",\"into\":\"{name}\"}}", StringComparison.Ordinal)));

        var rows = await CellsAsync($$"""{"dataset":"{{name}}"}""");
        Assert.Equal(await CellsAsync(command), rows);
        Assert.Equal((name, rows.Count - 1), (made.GetProperty("dataset").GetString(), made.GetProperty("rows").GetInt32()));
        string[] files = Directory.GetFiles(tables);
        await client.ActAsync("drop", $$"""{"dataset":"{{name}}"}""");
        Assert.Contains(files, file => !File.Exists(file));
    }

    [Fact]
    public async Task A_study_is_started_followed_and_its_table_read()
    {
        using var client = DoorClient.Of(door.Cluster);

        await client.ActAsync("tune", """{"study":"paid","dataset":"trips","target":"paid","features":["fare","tip"],"where":"id < 2000","grid":{"max_depth":[2,null],"criterion":["gini"]},"trees":3,"folds":3,"seed":1}""");
        var progress = await client.ActAsync("progress", """{"study":"paid"}""");
        var table = Assert.Single(await client.ActAsync("study", """{"study":"paid"}"""));
        var expected = await (await door.Grid.OpenDatasetAsync("trips", Token)).Filter("id < 2000").SearchAsync(
            new Client.ForestSearch { Target = "paid", Features = ["fare", "tip"], ParamGrid = "max_depth=2,none; criterion=gini", NEstimators = 3, Cv = new Learning.FoldOptions { Folds = 3 }, Seed = 1, Refit = false }, cancellation: Token);

        Assert.True(progress[^1].GetProperty("done").GetBoolean());
        var rows = table.GetProperty("candidates").EnumerateArray().ToArray();
        Assert.Equal(expected.CvResults.Candidates.Select(c => c.MeanTestScore), rows.Select(row => row.GetProperty("mean_test_score").GetDouble()));
        Assert.Equal([JsonValueKind.Number, JsonValueKind.Null], rows.Select(row => row.GetProperty("param_max_depth").ValueKind));
        Assert.Equal(expected.Best.MeanTestScore, table.GetProperty("best").GetProperty("mean_test_score").GetDouble());
        await client.ActAsync("drop", """{"study":"paid"}""");
    }
}
