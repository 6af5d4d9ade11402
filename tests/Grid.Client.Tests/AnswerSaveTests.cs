using Grid.Abstractions;
using Grid.Query;
using Grid.Sources;

namespace Grid.Client.Tests;

/// <summary>Answers as files, frames and datasets.</summary>
public sealed class AnswerSaveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-answer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Very_many_groups_are_saved_in_pieces_and_asked_again()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        File.WriteAllText(At("rows.csv"), $"id,x\n{string.Concat(Enumerable.Range(0, 150_000).Select(i => $"{i / 2},{i / 4.0:0.0#}\n"))}");
        var frame = await grid.ReadCsvAsync(At("rows.csv"), cancellation: Cancellation);
        var groups = await frame.GroupBy("id").AggregateAsync(["sum(x) as total", "count()"], Cancellation);
        var saved = await groups.SaveAsync(At("groups.parquet"), cancellation: Cancellation);
        Assert.Equal(75_000, saved.Rows);
        string expected = (await frame.AggregateAsync(["sum(x)", "count()"], Cancellation)).ToTable().Rows[0][0].ToString();
        await using var again = await groups.AsFrameAsync(grid, cancellation: Cancellation);
        Assert.Equal(expected, (await again.AggregateAsync(["sum(total)"], Cancellation)).Values[0].ToString());
        await using var read = await grid.ReadAsync(At("groups.parquet"), cancellation: Cancellation);
        Assert.Equal(expected, (await read.AggregateAsync(["sum(total)"], Cancellation)).Values[0].ToString());
        Assert.Equal(["id", "total", "count()"], read.SourceSchema.Fields.Select(f => f.Name));
        // A key that is null in the first pieces, and a total that is a whole number in one piece alone.
        var mixed = new GroupByAnswer(["k"], ["v"], [.. Enumerable.Range(0, 70_000).Select(i => new Group([Scalar.Int64(i)], [i < 66_000 ? Scalar.Int64(i) : Scalar.Float64(0.5)]))]);
        var batches = AnswerBatch.Of(mixed).ToList();
        Assert.Equal((1, 70_000), (batches.Count, batches[0].Length));
        Assert.Equal(Grid.Columns.DataType.Float64, batches[0].Schema[1].Type);
        Assert.Equal(2, AnswerBatch.Of(groups).Count());
    }

    [Fact]
    public async Task Answers_and_rows_become_datasets_of_a_name_until_they_are_dropped()
    {
        await using var grid = await GridClient.OpenAsync(new GridOptions { Folder = At("grid") }, Cancellation);
        File.WriteAllText(At("rows.csv"), "k,x\na,1\nb,2\na,3\n");
        var frame = await grid.ReadCsvAsync(At("rows.csv"), cancellation: Cancellation);
        var sums = await (await frame.GroupBy("k").AggregateAsync(["sum(x)"], Cancellation)).IntoAsync(grid, "sums", cancellation: Cancellation);
        Assert.Equal(6, (await sums.AggregateAsync(["sum(`sum(x)`)"], Cancellation)).Values[0].AsInt64);
        await frame.Sort("x desc").IntoAsync(grid, "turned", cancellation: Cancellation);
        Assert.Equal(["3", "2", "1"], (await (await grid.OpenDatasetAsync("turned", Cancellation)).HeadAsync(columns: ["x"], cancellation: Cancellation)).Rows.Select(r => r[0].ToString()));
        var taken = await Assert.ThrowsAsync<DatasetException>(() => frame.IntoAsync(grid, "sums", cancellation: Cancellation));
        Assert.Contains("there is a dataset 'sums' already", taken.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QuestionException>(() => frame.WithColumn("big", "9223372036854775800 + 3 * x").IntoAsync(grid, "big", cancellation: Cancellation));
        Assert.Equal(["sums", "turned"], (await grid.DatasetsAsync(Cancellation)).Select(d => d.Name));
        Assert.Equal(2, Directory.GetFiles(At("grid/tables")).Length);
        await grid.DropDatasetAsync("sums", Cancellation);
        await grid.DropDatasetAsync("turned", Cancellation);
        Assert.Empty(Directory.GetFiles(At("grid/tables")));
    }

    [Theory]
    [InlineData("a/b", "a/b: what holds one of / \\ * ? . is a path to --join, and no dataset's name; call it b.")]
    [InlineData("a\\", "a\\: what holds one of / \\ * ? . is a path to --join, and no dataset's name; call it a.")]
    [InlineData(".a", ".a: what holds one of / \\ * ? . is a path to --join, and no dataset's name.")]
    [InlineData("a.csv", "a.csv: what holds one of / \\ * ? . is a path to --join, and no dataset's name; call it a.")]
    [InlineData("a\nb", "a\nb: line breaks and other control characters are in no dataset's name.")]
    [InlineData(" ", "expected the name of the dataset to be.")]
    [InlineData("", "expected the name of the dataset to be.")]
    [InlineData("-", "-: expected the name of the dataset to be.")]
    public async Task A_name_that_would_be_a_path_is_refused_before_anything_is_written(string name, string message)
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        File.WriteAllText(At("rows.csv"), "k,x\na,1\n");
        var frame = await grid.ReadCsvAsync(At("rows.csv"), cancellation: Cancellation);
        Assert.Equal(message, (await Assert.ThrowsAsync<DatasetException>(() => frame.IntoAsync(grid, name, At("kept.arrow"), cancellation: Cancellation))).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<DatasetException>(() => grid.LoadCsvAsync(name, [At("rows.csv")], cancellation: Cancellation))).Message);
        Assert.False(File.Exists(At("kept.arrow")));
        Assert.Empty(await grid.DatasetsAsync(Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_named_stays()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Cancellation);
        File.WriteAllText(At("rows.csv"), "k,x\na,1\n");
        var frame = await grid.ReadCsvAsync(At("rows.csv"), cancellation: Cancellation);
        await frame.IntoAsync(grid, "kept", At("kept.arrow"), cancellation: Cancellation);
        await grid.DropDatasetAsync("kept", Cancellation);
        Assert.True(File.Exists(At("kept.arrow")));
        // It is the caller's, and not replaced.
        await Assert.ThrowsAsync<OutputException>(() => frame.IntoAsync(grid, "kept", At("kept.arrow"), cancellation: Cancellation));
        Assert.Empty(await grid.DatasetsAsync(Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string At(string name) => Path.Combine(_folder, name);
}
