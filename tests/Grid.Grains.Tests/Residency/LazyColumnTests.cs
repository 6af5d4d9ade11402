using Grid.Columns;
using Grid.Grains.Tests.Queries;
using Grid.Query;
using Grid.Sources;

namespace Grid.Grains.Tests.Residency;

/// <summary>Columns of Parquet, which are read when they are asked for, and not before.</summary>
public sealed class LazyColumnTests
{
    private const int Rows = 20_000;

    [Fact]
    public async Task A_load_reads_nothing_and_a_question_its_own_columns_alone()
    {
        await using var grid = new TestGrid();
        string path = await ParquetAsync(grid);

        var status = await LoadAsync(grid, path);

        Assert.Equal((Rows, 0L), (status.Rows, grid.Memory.Used));
        Assert.Null(status.OnDemand);
        await grid.AskAsync(new ValueCountsQuestion("vendor"));
        long one = grid.Memory.Used;
        Assert.InRange(one, Rows / 8, Rows + 4096);
        await grid.AskAsync(new AggregateQuestion(["sum(fare where vendor == 1)"]));
        long two = grid.Memory.Used;
        Assert.InRange(two, one + Rows, one + (Rows * 9L));
        await grid.AskAsync(new AggregateQuestion(["count()"]));
        Assert.Equal(two, grid.Memory.Used);
        Assert.Empty(grid.CacheFiles);
    }

    [Fact]
    public async Task What_is_not_read_yet_is_told_as_its_files_have_it()
    {
        await using var grid = new TestGrid();
        string path = await ParquetAsync(grid, "typed", ("n", ColumnFactory.Int64([.. Enumerable.Range(0, 100).Select(i => (long?)i)])), ("s", ColumnFactory.Utf8([.. Enumerable.Range(0, 100).Select(i => $"{i}")])));

        var status = await LoadAsync(grid, path);

        Assert.Equal(0, grid.Memory.Used);
        Assert.Equal([["int64"], ["string"]], status.Storage!.Value.Columns.Select(column => column.Forms));
        Assert.All(status.Storage.Value.Columns, column => Assert.InRange(column.Bytes, 100, 10_000));
    }

    [Fact]
    public async Task Every_question_has_the_bits_of_the_run_in_memory()
    {
        await using var grid = new TestGrid();
        string path = await ParquetAsync(grid);
        await LoadAsync(grid, path);
        var expected = await OnDemandTests.InMemoryAsync([path], QueryTests.Questions);

        foreach (var (question, bits) in QueryTests.Questions.Zip(expected))
            Assert.Equal(bits, WireCodec.Encode(await grid.AskAsync(question)));
    }

    [Fact]
    public async Task Where_all_would_not_fit_columns_make_room_for_one_another()
    {
        await using var whole = new TestGrid();
        string path = await ParquetAsync(whole);
        await using var grid = new TestGrid(budget: 64 << 10);

        var status = await LoadAsync(grid, path);

        Assert.NotNull(status.OnDemand);
        foreach (var (question, bits) in QueryTests.Questions.Zip(await OnDemandTests.InMemoryAsync([path], QueryTests.Questions)))
        {
            Assert.Equal(bits, WireCodec.Encode(await grid.AskAsync(question)));
            Assert.InRange(grid.Memory.Used, 0, 64 << 10);
        }
    }

    [Fact]
    public async Task After_a_restart_the_columns_come_again_when_they_are_asked_for()
    {
        await using var grid = new TestGrid(stored: true);
        string path = await ParquetAsync(grid);
        await LoadAsync(grid, path);
        byte[] expected = WireCodec.Encode(await grid.AskAsync(new DescribeQuestion(["fare"])));

        await grid.RestartAsync();

        Assert.Equal(expected, WireCodec.Encode(await grid.AskAsync(new DescribeQuestion(["fare"]))));
        Assert.InRange(grid.Memory.Used, Rows, Rows * 9L);
    }

    [Fact]
    public async Task What_is_to_be_in_memory_is_read_at_once()
    {
        await using var grid = new TestGrid();
        string path = await ParquetAsync(grid);
        await grid.Dataset().PlanAsync(new PlanRequest([path], new CsvOptions(), IsInMemory: true, IsLazy: true), Test.Token);
        await grid.ReachAsync(s => s.Phase != DatasetPhase.Planning);

        var status = await grid.LoadPlannedAsync();

        Assert.Equal(status.BytesHeld, grid.Memory.Used);
        Assert.NotNull(status.Storage);
    }

    [Fact]
    public async Task A_file_that_has_changed_since_is_told_when_its_column_is_asked_for()
    {
        await using var grid = new TestGrid();
        string path = await ParquetAsync(grid);
        await LoadAsync(grid, path);
        await grid.AskAsync(new ValueCountsQuestion("vendor"));

        File.WriteAllBytes(path, [.. File.ReadAllBytes(path).Reverse()]);
        File.AppendAllText(path, "more");

        var thrown = await Assert.ThrowsAsync<SourceException>(() => grid.AskAsync(new DescribeQuestion(["fare"])));
        Assert.Contains("has changed", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(2, ((ValueCountsAnswer)await grid.AskAsync(new ValueCountsQuestion("vendor"))).Counts.Count);
    }

    [Fact]
    public async Task Files_whose_types_differ_are_read_at_once_as_values_decide()
    {
        await using var grid = new TestGrid();
        string whole = await ParquetAsync(grid, "whole", ("x", ColumnFactory.Int64(1, (1L << 60) + 1))), real = await ParquetAsync(grid, "real", ("x", ColumnFactory.Float64(0.5, 2)));

        var status = await LoadAsync(grid, whole, real);

        Assert.Equal(DatasetPhase.Ready, status.Phase);
        Assert.Equal("x: utf8", status.Schema!.Value.ToString());
        Assert.Equal(4, ((ValueCountsAnswer)await grid.AskAsync(new ValueCountsQuestion("x"))).Counts.Count);
    }

    [Fact]
    public async Task A_column_that_a_file_has_not_is_null_there()
    {
        await using var grid = new TestGrid();
        string both = await ParquetAsync(grid, "both", ("x", ColumnFactory.Int64(1, 2)), ("y", ColumnFactory.Utf8("a", null))), one = await ParquetAsync(grid, "one", ("x", ColumnFactory.Int64(3, 4, 5)));

        var status = await LoadAsync(grid, both, one);

        Assert.Equal((5L, 0L), (status.Rows, grid.Memory.Used));
        Assert.Equal(4, ((MissingAnswer)await grid.AskAsync(new MissingQuestion(["y"]))).Columns[0].Nulls);
        Assert.Equal(15, ((AggregateAnswer)await grid.AskAsync(new AggregateQuestion(["sum(x)"]))).Values[0].AsInt64);
    }

    private static async Task<DatasetStatus> LoadAsync(TestGrid grid, params string[] paths)
    {
        await grid.Dataset().PlanAsync(new PlanRequest(paths, OnDemandTests.Splits, IsLazy: true), Test.Token);
        await grid.ReachAsync(s => s.Phase != DatasetPhase.Planning);
        return await grid.LoadPlannedAsync();
    }

    private static async Task<string> ParquetAsync(TestGrid grid)
    {
        var plan = await SourcePlanner.PlanAsync([grid.WriteTrips("trips.csv", Rows)], new CsvOptions(), Test.Token);
        return Write(grid, "trips", SplitReader.Read(plan.Splits.Single(), plan.Schema, plan.Options, null, Test.Token).Batches.Single());
    }

    private static Task<string> ParquetAsync(TestGrid grid, string name, params (string Name, Column Column)[] columns) => Task.FromResult(Write(grid, name, RecordBatch.From(columns)));

    private static string Write(TestGrid grid, string name, RecordBatch batch)
    {
        string path = Path.Combine(grid.Folder, name + ".parquet");
        using var stream = File.Create(path);
        using var writer = TableWriter.Create(new TableForm(TableFormat.Parquet, TableCompression.Snappy), batch.Schema.Plain(), stream, 1);
        writer.Write(writer.Prepare(batch));
        writer.Finish();
        return path;
    }
}
