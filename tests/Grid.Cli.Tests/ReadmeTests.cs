using System.Text.RegularExpressions;
using Grid.Client;
using Grid.Learning;

namespace Grid.Cli.Tests;

/// <summary>The README's examples are run as they stand, but for the places of what they write and read.</summary>
public sealed class ReadmeTests : IAsyncDisposable
{
    private static readonly string[] Written = ["trips.parquet", "paid.csv.gz", "ready.parquet", "r.json", "train.parquet", "test.parquet", "sorted.parquet", "sums.parquet", "trips.html", "trips", "zones.csv", "digits.csv", "digits.model", "digits.onnx", "here"];
    private readonly TemporaryFolder _folder = new();

    public async ValueTask DisposeAsync()
    {
        // A command that failed may have left a cluster up.
        await CommandRun.Of("down", "--cluster", _folder["here"]);
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_command_of_the_readme_answers()
    {
        string[] commands = [.. Blocks("sh").SelectMany(block => block.Split('\n')).Where(line => line.StartsWith("grid ", StringComparison.Ordinal))];
        Assert.True(commands.Length >= 20, "the README has lost its examples");
        foreach (string command in commands)
        {
            string[] words = [.. CommandLine.Split(command).Skip(1).Select(word => Written.Contains(word) ? _folder[word] : word.Replace("zones.csv ", $"{_folder["zones.csv"]} ", StringComparison.Ordinal))];
            var run = await CommandRun.Of(words);
            Assert.True(run.ExitCode == 0, $"{command}: {run.Error}");
            Assert.True(run.Out.Length > 0, $"{command} said nothing");
        }
    }

    [Fact]
    public async Task The_csharp_of_the_readme_is_the_code_that_runs_here()
    {
        string source = await File.ReadAllTextAsync(
            Path.Combine(Places.Repository, "tests", "Grid.Cli.Tests", "ReadmeTests.cs"), TestContext.Current.CancellationToken);
        string[] bodies = [.. Regex.Matches(source, @"// <readme>\n(.*?)\n *// </readme>", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];
        Assert.Equal(
            bodies.Select(body => Regex.Replace(Regex.Replace(body, "^        ", "", RegexOptions.Multiline), @"folder\[(""[a-z.]+"")\]", "$1").Replace("output.", "Console.", StringComparison.Ordinal).Trim()),
            Blocks("csharp").Select(block => block.Trim()));

        await CommandRun.Of("sample", "taxi", "--rows", "20000", _folder["trips"]);
        await CommandRun.Of("sample", "zones", _folder["zones.csv"]);
        using var output = new StringWriter();
        await Explore(_folder, output);
        Assert.Matches(@"the mean tip is 2\d\.\d ?% of the fare", output.ToString());

        await CommandRun.Of("sample", "digits", _folder["digits.csv"]);
        await Search(_folder, output);
        Assert.Matches(@"accuracy 0\.9\d+ ± 0\.0\d+ with criterion=\w+; max_depth=none; max_features=\d+\n1797 rows predicted\n$", output.ToString());
    }

#pragma warning disable xUnit1051 // As a reader would write it.
    private static async Task Explore(TemporaryFolder folder, TextWriter output)
    {
        // <readme>
        await using var grid = await GridClient.OpenAsync();
        var trips = await grid.ReadCsvAsync(folder["trips"]);
        await trips.PersistAsync(new Progress<LoadProgress>(p => Console.Error.WriteLine($"{p.Share:P0}")));

        output.WriteLine(await trips.DescribeAsync(percentiles: [0.01, 0.5, 0.99]));
        output.WriteLine(await trips.GroupBy("VendorID").AggregateAsync("sum(trip_distance)", "count(trip_distance)"));

        var shares = trips.Filter("payment_type == 1 and fare_amount > 0").WithColumn("share", "tip_amount / fare_amount");
        var answer = await shares.DescribeAsync(["share"]);
        output.WriteLine($"the mean tip is {answer.Columns[0].Mean.AsDouble:P1} of the fare");
        output.WriteLine(await shares.TopAsync(10, ["trip_distance desc"]));
        await shares.SaveAsync(folder["shares.parquet"]);

        var zones = await grid.ReadCsvAsync(folder["zones.csv"]);
        output.WriteLine(await trips.Join(zones, on: "PULocationID = LocationID").GroupBy("Borough").AggregateAsync("median(fare_amount)"));
        await trips.Sort("trip_distance desc", "fare_amount").SaveAsync(folder["sorted.parquet"]);
        // </readme>
    }

    private static async Task Search(TemporaryFolder folder, TextWriter output)
    {
        // <readme>
        await using var grid = await GridClient.OpenAsync();
        var digits = await grid.ReadCsvAsync(folder["digits.csv"]);
        var outcome = await digits.SearchAsync(new ForestSearch
        {
            Task = LearningTask.Classification,
            Target = "target",
            ParamGrid = "max_depth=4,none; max_features=3,10; criterion=gini,entropy",
            NEstimators = 20,
            Cv = new FoldOptions { Folds = 8 },
        });
        output.WriteLine(outcome);

        outcome.BestForest!.Save(folder["digits.model"]);
        var predictions = await digits.PredictAsync(Forest.Load(folder["digits.model"]), keep: ["target"]);
        output.WriteLine($"{predictions.Rows} rows predicted");
        // </readme>
    }
#pragma warning restore xUnit1051

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(File.ReadAllText(Path.Combine(Places.Repository, "README.md")), $"```{language}\n(.*?)```", RegexOptions.Singleline)
            .Select(match => match.Groups[1].Value);
}
