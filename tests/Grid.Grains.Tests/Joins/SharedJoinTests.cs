using System.Globalization;
using System.Text;
using Grid.Client;
using Grid.Query;
using Grid.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Grains.Tests.Joins;

/// <summary>Joins with another side that is cut into shares, one on each silo.</summary>
public sealed class SharedJoinTests
{
    private static readonly CsvOptions Splits = new() { SplitBytes = 24 << 10 };

    [Fact]
    public async Task Whatever_is_asked_of_a_join_with_shares_on_three_silos_is_what_one_silo_answers()
    {
        await using var cluster = await TestSilos.StartAsync(3, mostBytesWhole: 0);
        var (rides, zones) = Write(cluster.Folder, 6000, 1500);
        string[] expected = await Alone(rides, zones);
        await using var grid = await GridClient.ConnectAsync(cluster.Cluster, Test.Token);
        var (frame, other) = await LoadAsync(grid, rides, zones);
        string[] answers = await AnswersAsync(frame, other, cluster.Folder);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(expected[i] == answers[i], $"answer {i} is another");
        Assert.All(cluster.Silos, silo => Assert.NotEqual(0, silo.Services.GetRequiredService<JoinShares>().Count));
        // What partitions had of the shares is given back, and no silo holds a whole side.
        Assert.All(cluster.Silos, silo => Assert.Equal(0, silo.Services.GetRequiredService<SiloMemory>().HeldFor("joining ")));
    }

    [Fact]
    public async Task A_side_is_joined_as_a_whole_unless_it_is_larger_than_the_bound()
    {
        await using var cluster = await TestSilos.StartAsync(2, mostBytesWhole: 1 << 20);
        var (rides, zones) = Write(cluster.Folder, 500, 100);
        await using var grid = await GridClient.ConnectAsync(cluster.Cluster, Test.Token);
        var (frame, other) = await LoadAsync(grid, rides, zones);
        await frame.Join(other, on: "zone = id").AggregateAsync(["count()"], Test.Token);
        Assert.All(cluster.Silos, silo => Assert.Equal(0, silo.Services.GetRequiredService<JoinShares>().Count));
    }

    [Fact]
    public async Task Shares_that_are_let_go_or_lost_with_a_silo_are_read_anew_and_the_answer_is_the_same()
    {
        await using var cluster = await TestSilos.StartAsync(3, mostBytesWhole: 0);
        var (rides, zones) = Write(cluster.Folder, 3000, 800);
        string[] expected = await Alone(rides, zones);
        await using var grid = await GridClient.ConnectAsync(cluster.Cluster, Test.Token);
        var (frame, other) = await LoadAsync(grid, rides, zones);
        Assert.Equal(expected, await AnswersAsync(frame, other, cluster.Folder));
        // One silo's shares alone: the others do not know of it.
        var shares = cluster.Silos[1].Services.GetRequiredService<JoinShares>();
        shares.Collect(TimeSpan.Zero);
        Assert.Equal(0, shares.Count);
        Assert.Equal(expected, await AnswersAsync(frame, other, cluster.Folder));
        Assert.NotEqual(0, shares.Count);

        await cluster.EndAsync(cluster.Silos[2]);
        Assert.Equal(expected, await AnswersAsync(frame, other, cluster.Folder));
    }

    [Fact]
    public async Task A_silo_that_ends_in_the_middle_of_a_join_with_shares_costs_no_row()
    {
        await using var cluster = await TestSilos.StartAsync(3, mostBytesWhole: 0);
        var (rides, zones) = Write(cluster.Folder, 20_000, 4000);
        await using var grid = await GridClient.ConnectAsync(cluster.Cluster, Test.Token);
        var (frame, other) = await LoadAsync(grid, rides, zones);
        await using var alone = await GridClient.OpenAsync(cancellation: Test.Token);
        var (one, zone) = (await alone.ReadCsvAsync(rides, Splits, Test.Token), await alone.ReadCsvAsync(zones, Splits, Test.Token));
        // Other columns are other shares, which are read anew each time.
        foreach (string column in new[] { "max(id)", "max(zones.label)" })
        {
            string expected = await AskAsync(one, zone, column);
            int[] before = [.. cluster.Silos.Select(silo => silo.Services.GetRequiredService<JoinShares>().Count)];
            var asked = AskAsync(frame, other, column);
            await WaitAsync(() => asked.IsCompleted || cluster.Silos.Zip(before).Any(silo => silo.First.Services.GetRequiredService<JoinShares>().Count > silo.Second));
            await cluster.EndAsync(cluster.Silos[^1]);
            Assert.Equal(expected, await asked);
        }

        static async Task<string> AskAsync(GridFrame frame, GridFrame other, string column) => Bits(await frame.Join(other, on: "zone = id", how: JoinKind.Left)
            .GroupBy("n % 7").AggregateAsync(["count()", "sum(weight)", "first(borough)", column], Test.Token));
    }

    [Fact]
    public async Task A_side_of_which_not_even_a_share_fits_is_refused_with_the_figures_and_nothing_stays()
    {
        await using var cluster = await TestSilos.StartAsync(2, budget: 400_000);
        var (rides, zones) = Write(cluster.Folder, 500, 12_000);
        await using var grid = await GridClient.ConnectAsync(cluster.Cluster, Test.Token);
        var (frame, other) = await LoadAsync(grid, rides, zones);
        var refusal = await Assert.ThrowsAsync<MemoryBudgetException>(() => frame.Join(other, on: "zone = id").AggregateAsync(["max(borough)", "max(weight)", "max(zones.label)"], Test.Token));
        Assert.Matches(@"the join with 'zones', of whose 12000 rows each of 2 silos takes a share, takes about [\d.]+ [kM]B, and silo 's\d' has [\d.]+ k?B left of its budget of 400 kB", refusal.Message);
        await WaitAsync(() => cluster.Silos.All(silo => silo.Services.GetRequiredService<SiloMemory>().HeldFor("join") == 0));
        Assert.Equal(500, (await frame.AggregateAsync(["count()"], Test.Token)).Values[0].AsInt64);
    }

    [Fact]
    public async Task A_partition_whose_rows_ask_for_more_than_there_is_room_for_is_joined_in_parts()
    {
        const int rows = 6000;
        await using var cluster = await TestSilos.StartAsync(2, budget: 600_000, mostBytesWhole: 0);
        var random = new Random(3);
        string rides = Path.Combine(cluster.Folder, "rides.csv"), zones = Path.Combine(cluster.Folder, "zones.csv");
        await File.WriteAllLinesAsync(rides, Enumerable.Range(0, rows).Select(n => $"{n},{n * 7919L % rows}").Prepend("n,zone"), Test.Token);
        await File.WriteAllLinesAsync(zones, Enumerable.Range(0, rows).Select(id => string.Create(
            CultureInfo.InvariantCulture, $"{id},{random.NextDouble():R},{random.NextDouble():R},{random.NextDouble():R},{random.NextDouble():R}")).Prepend("id,a,b,c,d"), Test.Token);
        await using var alone = await GridClient.OpenAsync(cancellation: Test.Token);
        string[] expected = await AskAsync(await alone.ReadCsvAsync(rides, cancellation: Test.Token), await alone.ReadCsvAsync(zones, cancellation: Test.Token));

        await using var grid = await GridClient.ConnectAsync(cluster.Cluster, Test.Token);
        var frame = await (await grid.LoadCsvAsync("rides", [rides], cancellation: Test.Token)).PersistAsync(cancellation: Test.Token);
        var other = await (await grid.LoadCsvAsync("zones", [zones], new CsvOptions { SplitBytes = 100 << 10 }, Test.Token)).PersistAsync(cancellation: Test.Token);
        // Sorted rows are of the whole partition at once, for which there is no room.
        var refusal = await Assert.ThrowsAsync<MemoryBudgetException>(() => frame.Join(other, on: "zone = id").Sort("a").SaveAsync(Path.Combine(cluster.Folder, "sorted.csv"), cancellation: Test.Token));
        Assert.Matches(@"what a partition joins with of 'zones' takes about [\d.]+ k?B, and silo 's\d' has", refusal.Message);
        Assert.Equal(expected, await AskAsync(frame, other));

        static async Task<string[]> AskAsync(GridFrame frame, GridFrame other)
        {
            var joined = frame.Join(other, on: "zone = id");
            return [
                Bits(await joined.AggregateAsync(["sum(a)", "mean(b)", "first(c)", "last(d)", "count()", "median(a + b)"], Test.Token)),
                Bits(await joined.HeadAsync(5000, cancellation: Test.Token)),
            ];
        }
    }

    [Fact]
    public async Task What_a_share_does_not_have_is_told_to_be_lost()
    {
        await using var cluster = await TestSilos.StartAsync(1);
        var share = cluster.Client.GetGrain<IJoinShareGrain>($"{cluster.Silos[0].Name}/none/0-2");
        var keys = Columns.RecordBatch.From([("k", Columns.ColumnFactory.Int64(1))]);
        Assert.True((await share.FindAsync(new JoinRowsRequest("r", keys, 0), Test.Token)).IsLost);
        await share.EndAsync("none", Test.Token);
    }

    [Fact]
    public void Shares_lost_again_and_again_are_told_as_that_and_not_as_a_fault_of_ours()
    {
        var told = Fault.From(new ShareLostException()).ToException();
        Assert.IsType<DatasetException>(told);
        Assert.Equal("silos were lost again and again while they had a share of what was asked; ask again once they stay.", told.Message);
    }

    // Answers that differ in the least are of different text.
    private static async Task<string[]> AnswersAsync(GridFrame frame, GridFrame other, string folder)
    {
        var answers = new List<string>();
        foreach (var kind in Enum.GetValues<JoinKind>())
        {
            var joined = frame.Join(other, on: "zone = id", how: kind);
            answers.Add(Bits(await joined.DescribeAsync(cancellation: Test.Token)));
            answers.Add(Bits(await joined.HeadAsync(300, cancellation: Test.Token)));
            answers.Add(Bits(await joined.SampleAsync(9, 3, Test.Token)));
            answers.Add(Bits(await joined.Sample(0.1, 7).AggregateAsync(["count()", "sum(n)"], Test.Token)));
        }
        var left = frame.Join(other, leftOn: ["zone % 50", "label"], rightOn: ["id % 50", "label"], how: JoinKind.Left);
        answers.Add(Bits(await left.GroupBy("borough").AggregateAsync(["median(fare)", "first(n)", "last(weight)", "std(weight)", "count()"], Test.Token)));
        answers.Add(Bits(await left.TopAsync(20, ["weight desc", "n"], Test.Token)));
        var text = frame.WithColumn("tag", "replace(label, 'a', 'b')").Join(other.Filter("weight > 3").WithColumn("heavy", "weight * 2"), leftOn: ["tag"], rightOn: ["label"], name: "z");
        answers.Add(Bits(await text.AggregateAsync(["count()", "sum(heavy)", "mode(borough)", "nunique(id)"], Test.Token)));
        var again = frame.Join(other, on: "zone = id").Join(other, leftOn: ["rides.label"], rightOn: ["label"], how: JoinKind.Semi, name: "more").Join(text.Select("n", "heavy"), on: "n", how: JoinKind.Inner, name: "t");
        answers.Add(Bits(await again.GroupBy("rides.label").AggregateAsync(["count()", "sum(t.heavy)", "last(n)"], Test.Token)));
        string path = Path.Combine(folder, $"{Guid.NewGuid():N}.csv");
        await left.Sort("weight", "n").SaveAsync(path, new SaveOptions { Overwrite = true }, cancellation: Test.Token);
        answers.Add(await File.ReadAllTextAsync(path, Test.Token));
        return [.. answers];
    }

    private static string Bits(Answer answer) => Convert.ToHexString(Undisturbed.Bits(answer));

    private static async Task<string[]> Alone(string rides, string zones)
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var frame = await grid.ReadCsvAsync(rides, Splits, Test.Token);
        return await AnswersAsync(frame, await grid.ReadCsvAsync(zones, Splits, Test.Token), Path.GetDirectoryName(rides)!);
    }

    private static async Task<(GridFrame Frame, GridFrame Other)> LoadAsync(GridClient grid, string rides, string zones) => (
        await (await grid.LoadCsvAsync("rides", [rides], Splits, Test.Token)).PersistAsync(cancellation: Test.Token),
        await (await grid.LoadCsvAsync("zones", [zones], Splits, Test.Token)).PersistAsync(cancellation: Test.Token));

    private static async Task WaitAsync(Func<bool> isSo)
    {
        for (int i = 0; i < 3000 && !isSo(); i++)
            await Task.Delay(10, Test.Token);
        Assert.True(isSo());
    }

    private static (string Rides, string Zones) Write(string folder, int rows, int others)
    {
        var random = new Random(rows);
        var text = new StringBuilder("n,zone,fare,label\n");
        for (int i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{(random.Next(20) == 0 ? "" : random.Next(others * 2))},{random.Next(4000) / 4.0},{(random.Next(9) == 0 ? "" : $"a{random.Next(300)}")}\n");
        string rides = Path.Combine(folder, "rides.csv"), zones = Path.Combine(folder, "zones.csv");
        File.WriteAllText(rides, text.ToString());
        text.Clear().Append("id,borough,weight,label\n");
        for (int i = 0; i < others; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(random.Next(30) == 0 ? "" : random.Next(others))},{"Queens Bronx Brooklyn Manhattan".Split(' ')[random.Next(4)]},{random.Next(100) / 4.0},{"ab"[random.Next(2)]}{random.Next(400)}\n");
        File.WriteAllText(zones, text.ToString());
        return (rides, zones);
    }
}
