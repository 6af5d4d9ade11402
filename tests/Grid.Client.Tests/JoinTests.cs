using System.Globalization;
using System.Text;
using Grid.Abstractions;
using Grid.Query;
using Grid.Sources;

namespace Grid.Client.Tests;

/// <summary>Frames that are joined with others.</summary>
public sealed class JoinTests : IDisposable
{
    private const int Count = 6000;
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-join-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Answers_are_the_same_to_the_bit_whatever_the_splits_and_threads()
    {
        var (rows, zones) = Write();
        string? first = null;
        foreach (var (threads, split) in new[] { (1, 1 << 20), (2, 9000), (2, 30_000) })
        {
            await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, Cancellation);
            var joined = (await grid.ReadCsvAsync(rows, new CsvOptions { SplitBytes = split }, Cancellation))
                .Join(await grid.ReadCsvAsync(zones, new CsvOptions { SplitBytes = split / 20 }, Cancellation), on: "zone = id", how: JoinKind.Left);
            string answers = string.Join('\n', [
                await joined.DescribeAsync(cancellation: Cancellation), await joined.GroupBy("borough").AggregateAsync(["median(fare)", "first(n)", "last(weight)", "std(weight)"], Cancellation),
                await joined.TopAsync(20, ["weight desc"], Cancellation), await joined.Sample(0.1, 7).DescribeAsync(cancellation: Cancellation), await joined.SampleAsync(5, 3, Cancellation)]);
            await joined.SaveAsync(At("joined.csv"), new SaveOptions { Overwrite = true }, cancellation: Cancellation);
            answers += await File.ReadAllTextAsync(At("joined.csv"), Cancellation);
            Assert.Equal(first ?? answers, answers);
            first = answers;
        }
    }

    [Fact]
    public async Task Joined_rows_are_those_of_a_lookup_in_the_order_of_the_frame()
    {
        var (rows, zones) = Write();
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var joined = (await grid.ReadCsvAsync(rows, new CsvOptions { SplitBytes = 9000 }, Cancellation)).Join(await grid.ReadCsvAsync(zones, cancellation: Cancellation), on: "zone = id");
        var lookup = (await File.ReadAllLinesAsync(zones, Cancellation))[1..].Select(l => l.Split(',')).ToLookup(l => l[0], l => l[1]);
        string[] expected = [.. (await File.ReadAllLinesAsync(rows, Cancellation))[1..].Select(l => l.Split(',')).SelectMany(l => lookup[l[1]].Select(borough => $"{l[0]} {borough}"))];
        var batches = await joined.Select("n", "borough").CollectAsync(cancellation: Cancellation);
        Assert.Equal(expected, batches.SelectMany(b => Enumerable.Range(0, b.Length).Select(i => $"{((Apache.Arrow.Int64Array)b.Column("n")).GetValue(i)} {((Apache.Arrow.StringArray)b.Column("borough")).GetString(i)}")));
        Assert.Equal(expected.Length, (await joined.AggregateAsync(["count()"], Cancellation)).Values[0].AsInt64);
    }

    [Fact]
    public async Task Both_frames_may_be_prepared_before_they_are_joined_and_the_join_after_that()
    {
        var (rows, zones) = Write();
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var other = (await grid.ReadCsvAsync(zones, cancellation: Cancellation)).Filter("weight > 3").WithColumn("heavy", "weight * 2").FillNulls("weight", Fill.Mean);
        var frame = (await grid.ReadCsvAsync(rows, cancellation: Cancellation)).Filter("n < 1000").Join(other, leftOn: ["zone"], rightOn: ["id"], name: "z").Filter("z.heavy > 10").FillNulls("fare", Fill.Median);
        var answer = await frame.AggregateAsync(["count()", "min(heavy)", "max(n)", "count(fare)"], Cancellation);
        Assert.True(answer.Values[1].AsDouble > 10);
        Assert.True(answer.Values[2].AsInt64 < 1000);
        Assert.Equal(answer.Values[0].AsInt64, answer.Values[3].AsInt64);
        // A frame of joined rows is the other side of a join as any frame is.
        var again = (await grid.ReadCsvAsync(rows, cancellation: Cancellation)).Join(frame.Select("n", "heavy"), on: "n", how: JoinKind.Semi);
        Assert.Equal(answer.Values[2].AsInt64, (await again.AggregateAsync(["max(n)"], Cancellation)).Values[0].AsInt64);
    }

    [Fact]
    public async Task A_side_that_does_not_fit_is_refused_with_the_figures_and_leaves_nothing_behind()
    {
        var (rows, _) = Write();
        await using var grid = await GridClient.OpenAsync(new GridOptions { MemoryBudget = 250_000 }, Cancellation);
        var frame = await grid.ReadCsvAsync(rows, cancellation: Cancellation);
        var refusal = await Assert.ThrowsAsync<MemoryBudgetException>(() => frame.Join(frame, on: "n", name: "other").DescribeAsync(["other.fare"], cancellation: Cancellation));
        Assert.Matches(@"the join with 'other', of which each silo takes all 6000 rows, takes about [\d.]+ kB, and silo '.*' has [\d.]+ kB left of its budget of 250 kB", refusal.Message);
        Assert.Equal(Count, (await frame.AggregateAsync(["count()"], Cancellation)).Values[0].AsInt64);
    }

    [Fact]
    public async Task Two_tables_of_which_neither_fits_in_memory_are_joined_where_the_side_does()
    {
        var random = new Random(9);
        string Wide(string name, int rows, int columns)
        {
            var text = new StringBuilder($"id,{string.Join(',', Enumerable.Range(0, columns).Select(c => $"{name}{c}"))}\n");
            for (int i = 0; i < rows; i++)
                text.Append(CultureInfo.InvariantCulture, $"{i % 10_000},{string.Join(',', Enumerable.Range(0, columns).Select(_ => random.NextDouble().ToString("R", CultureInfo.InvariantCulture)))}\n");
            File.WriteAllText(At($"{name}.csv"), text.ToString());
            return At($"{name}.csv");
        }

        var (many, wide) = (Wide("m", 60_000, 4), Wide("w", 10_000, 16));
        const string figures = "count() sum(m0) max(w3) sum(m1) sum(m2) sum(m3)";
        string? first = null;
        foreach (long budget in new[] { 1L << 30, 1_200_000 })
        {
            await using var grid = await GridClient.OpenAsync(new GridOptions { MemoryBudget = budget, Threads = 2 }, Cancellation);
            var joined = (await grid.ReadCsvAsync(many, new CsvOptions { SplitBytes = 400_000 }, Cancellation)).Join(await grid.ReadCsvAsync(wide, new CsvOptions { SplitBytes = 400_000 }, Cancellation), on: "id");
            string answer = $"{await joined.AggregateAsync(figures.Split(' '), Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation)}";
            Assert.Equal(first ?? answer, answer);
            first = answer;
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_join_is_told_before_anything_is_loaded()
    {
        var (rows, zones) = Write();
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = await grid.ReadCsvAsync(rows, cancellation: Cancellation);
        var other = await grid.ReadCsvAsync(zones, cancellation: Cancellation);
        Assert.Contains("lacks a side", Assert.Throws<QuestionException>(() => frame.Join(other, on: "zone =")).Message, StringComparison.Ordinal);
        Assert.Contains("2 keys here and 1 there", Assert.Throws<QuestionException>(() => frame.Join(other, ["zone", "n"], ["id"]).Check(new DescribeQuestion())).Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'zone'?", Assert.Throws<QuestionException>(() => frame.Join(other, on: "zon = id").Check(new DescribeQuestion())).Message, StringComparison.Ordinal);
        Assert.Contains("never equal", Assert.Throws<QuestionException>(() => frame.Join(other, on: "zone = borough").Check(new DescribeQuestion())).Message, StringComparison.Ordinal);
        Assert.Contains("two tables of a join are called 'zones'", Assert.Throws<QuestionException>(() => frame.Join(other, on: "zone = id").Join(other, on: "n = id").Check(new DescribeQuestion())).Message, StringComparison.Ordinal);
        Assert.Equal(0, frame.Load.Rows);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private (string Rows, string Zones) Write()
    {
        var random = new Random(5);
        var text = new StringBuilder("n,zone,fare\n");
        for (int i = 0; i < Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{(random.Next(20) == 0 ? "" : random.Next(60))},{random.Next(4000) / 4.0}\n");
        File.WriteAllText(At("rows.csv"), text.ToString());
        text.Clear().Append("id,borough,weight\n");
        for (int i = 0; i < 70; i++)
            text.Append(CultureInfo.InvariantCulture, $"{random.Next(50)},{"Queens Bronx Brooklyn Manhattan".Split(' ')[random.Next(4)]},{random.Next(100) / 4.0}\n");
        File.WriteAllText(At("zones.csv"), text.ToString());
        return (At("rows.csv"), At("zones.csv"));
    }
}
