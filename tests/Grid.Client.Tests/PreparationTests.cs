using System.Globalization;
using System.Text;
using Grid.Query;
using Grid.Sources;

namespace Grid.Client.Tests;

/// <summary>Frames that are split and prepared, alone and joined; what is expected is computed from the rows by hand.</summary>
public sealed class PreparationTests : IDisposable
{
    private const int Count = 1200;
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-preparation-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly (int Threads, int Split)[] s_runs = [(1, 1 << 20), (2, 2000), (2, 7000)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_test_part_is_prepared_as_the_training_part_was_whatever_the_splits_and_threads()
    {
        string? first = null;
        foreach (var (threads, split) in s_runs)
        {
            await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, Cancellation);
            var frame = await grid.ReadCsvAsync(WriteRows(), new CsvOptions { SplitBytes = split }, Cancellation);
            var (train, test) = frame.TrainTestSplit(0.25, seed: 7, stratify: "kind");
            var (rows, tested) = (await RowsAsync(train), await RowsAsync(test));
            Assert.Equal((900, 300), (rows.Count, tested.Count));
            Assert.Equal(Enumerable.Range(0, Count), rows.Concat(tested).Select(row => int.Parse(row[0], CultureInfo.InvariantCulture)).Order());
            foreach (string kind in new[] { "a", "b", "c" })
                Assert.Equal(100, tested.Count(row => row[1] == kind));

            double[] known = [.. rows.Where(row => row[2].Length > 0).Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)).Order()];
            double median = (known[(known.Length - 1) / 2] + known[known.Length / 2]) / 2;
            double[] filled = [.. rows.Select(row => row[2].Length == 0 ? median : double.Parse(row[2], CultureInfo.InvariantCulture))];
            double mean = filled.Average(), deviation = Math.Sqrt(filled.Average(x => (x - mean) * (x - mean)));
            var recipe = await train.FillNulls("x", Fill.Median).Scale("x").OneHot("kind").FitRecipeAsync(Cancellation);
            var prepared = await RowsAsync(test.Apply(recipe));
            Assert.Equal(
                tested.Select(row => Math.Round(((row[2].Length == 0 ? median : double.Parse(row[2], CultureInfo.InvariantCulture)) - mean) / deviation, 10)),
                prepared.Select(row => Math.Round(double.Parse(row[4], CultureInfo.InvariantCulture), 10)));
            Assert.Equal(tested.Select(row => row[1]), prepared.Select(row => "abc"[Array.FindIndex(row[1..4], cell => cell == "1")].ToString()));

            string answers = string.Join('\n', [recipe.ToJson(), .. prepared.Select(row => string.Join(',', row))]);
            Assert.Equal(first ?? answers, answers);
            first = answers;
        }
    }

    [Fact]
    public async Task A_recipe_goes_through_json_to_another_frame_and_is_refused_by_one_without_its_columns()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = await grid.ReadCsvAsync(WriteRows(), cancellation: Cancellation);
        var recipe = await frame.FillNulls(("x", Fill.Mean), ("kind", Fill.Mode)).Clip("x", ClipBound.With(Scalar.Float64(10)), ClipBound.With(Scalar.Float64(60))).FitRecipeAsync(Cancellation);
        var again = Recipe.Parse(recipe.ToJson());
        var other = await grid.ReadCsvAsync(Write("other.csv", "n,kind,x\n1,,\n2,a,99\n3,b,1\n"), cancellation: Cancellation);
        var prepared = await RowsAsync(other.Apply(again));
        Assert.Equal([.. (await RowsAsync(other.Apply(recipe))).Select(row => string.Join(',', row))], prepared.Select(row => string.Join(',', row)));
        Assert.Equal(["60", "10"], prepared[1..].Select(row => row[2].Replace(".0", "", StringComparison.Ordinal)));
        Assert.NotEqual("", prepared[0][1]);

        var lacking = await grid.ReadCsvAsync(Write("lacking.csv", "n,y\n1,2\n"), cancellation: Cancellation);
        var fault = Assert.Throws<QuestionException>(() => lacking.Apply(again).Check(new DescribeQuestion()));
        Assert.Contains("'x'", fault.Message, StringComparison.Ordinal);
        var texts = await grid.ReadCsvAsync(Write("texts.csv", "x,kind\nword,a\n"), cancellation: Cancellation);
        Assert.Contains("utf8", Assert.Throws<QuestionException>(() => texts.Apply(again).Check(new DescribeQuestion())).Message, StringComparison.Ordinal);
        Assert.Equal(0, lacking.Load.Rows);
    }

    [Fact]
    public async Task A_split_of_no_rows_or_all_is_refused_before_anything_is_loaded()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = await grid.ReadCsvAsync(WriteRows(), cancellation: Cancellation);
        foreach (double share in new[] { 0, 1, -0.5, 2, double.NaN })
            Assert.ThrowsAny<Exception>(() => frame.TrainTestSplit(share).Train.Check(new DescribeQuestion()));
        Assert.Contains("kin", Assert.Throws<QuestionException>(() => frame.TrainTestSplit(0.5, stratify: "kin").Test.Check(new DescribeQuestion())).Message, StringComparison.Ordinal);
        Assert.Equal(0, frame.Load.Rows);
    }

    [Fact]
    public async Task Joined_rows_are_filled_from_the_row_before_and_split_whatever_the_splits_and_threads()
    {
        // Of a key there are none, one or two rows; a weight may be missing on the other side, or as there is no match.
        string zones = Write("zones.csv", "id,weight\n0,1.5\n1,\n1,2.5\n2,3.5\n3,\n");
        string? first = null;
        foreach (var (threads, split) in s_runs)
        {
            await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, Cancellation);
            var frame = await grid.ReadCsvAsync(WriteRows(), new CsvOptions { SplitBytes = split }, Cancellation);
            var joined = frame.Join(await grid.ReadCsvAsync(zones, cancellation: Cancellation), on: "n % 7 = id", how: JoinKind.Left).Select("n", "weight");
            var rows = await RowsAsync(joined);
            Assert.Equal(Count + (Count / 7) + 1, rows.Count);
            var expected = new List<string>();
            string last = "";
            foreach (var row in rows)
            {
                last = row[1].Length > 0 ? row[1] : last;
                expected.Add($"{row[0]},{last}");
            }
            Assert.Equal(expected, (await RowsAsync(joined.FillNulls("weight", Fill.Forward))).Select(row => string.Join(',', row)));

            Assert.Equal(rows.Select(row => row[0]), (await RowsAsync(joined.FillNulls("weight", Fill.Backward))).Select(row => row[0]));
            var answer = await joined.FillNulls("weight", Fill.Backward).AggregateAsync(["sum(weight)", "count(weight)"], Cancellation);
            string[] behind = [.. rows.Select((_, i) => rows[i..].FirstOrDefault(row => row[1].Length > 0)?[1] ?? "")];
            Assert.Equal(behind.Sum(cell => cell.Length == 0 ? 0 : double.Parse(cell, CultureInfo.InvariantCulture)), answer.Values[0].AsDouble);
            Assert.Equal(behind.Count(cell => cell.Length > 0), answer.Values[1].AsInt64);

            var (train, test) = joined.TrainTestSplit(200L, seed: 3);
            var (kept, drawn) = (await RowsAsync(train), await RowsAsync(test));
            Assert.Equal(200, drawn.Count);
            Assert.Equal(rows.Select(row => string.Join(',', row)).Order(), kept.Concat(drawn).Select(row => string.Join(',', row)).Order());
            string answers = string.Join('\n', drawn.Select(row => string.Join(',', row)));
            Assert.Equal(first ?? answers, answers);
            first = answers;
        }
    }

    [Fact]
    public async Task A_gap_that_is_filled_from_the_row_before_is_refused_where_a_join_follows_and_not_on_the_other_side()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        var frame = await grid.ReadCsvAsync(WriteRows(), cancellation: Cancellation);
        var other = await grid.ReadCsvAsync(Write("zones.csv", "id,weight\n0,1.5\n1,\n2,2.5\n"), cancellation: Cancellation);
        foreach (var fill in new[] { Fill.Forward, Fill.Backward })
        {
            var fault = Assert.Throws<QuestionException>(() => frame.FillNulls("x", fill).Join(other, on: "n % 3 = id").Check(new DescribeQuestion()));
            Assert.Equal($"fill: {fill} of column 'x' goes by the order of the rows, which the join with 'zones' changes: join first and fill then, or save the filled rows and join those.", fault.Message);
        }
        Assert.Equal(0, frame.Load.Rows);
        var joined = frame.Join(other.FillNulls("weight", Fill.Forward), on: "n % 3 = id");
        Assert.Equal(400 * (1.5 + 1.5 + 2.5), (await joined.AggregateAsync(["sum(weight)"], Cancellation)).Values[0].AsDouble);
    }

    private async Task<List<string[]>> RowsAsync(GridFrame frame)
    {
        string path = Path.Combine(_folder, $"{Guid.NewGuid():N}.csv");
        await frame.SaveAsync(path, cancellation: Cancellation);
        return [.. (await File.ReadAllLinesAsync(path, Cancellation))[1..].Select(line => line.Split(','))];
    }

    private string WriteRows()
    {
        var random = new Random(11);
        var text = new StringBuilder("n,kind,x\n");
        for (int i = 0; i < Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{"abc"[i % 3]},{(random.Next(10) == 0 ? "" : random.Next(400) / 4.0)}\n");
        return Write("rows.csv", text.ToString());
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
