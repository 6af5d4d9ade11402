using Grid.Columns;

namespace Grid.Sources.Tests;

public sealed class SourcePlannerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Names(LoadPlan plan) =>
        [.. plan.Splits.Select(s => Path.GetRelativePath(_folder.Path, s.Path).Replace('\\', '/')).Distinct()];

    private Task<LoadPlan> Plan(params string[] paths) =>
        Loading.Plan(new CsvOptions(), [.. paths.Select(p => Path.Combine(_folder.Path, p))]);

    [Fact]
    public async Task Files_folders_and_globs_are_listed_in_order_each_once()
    {
        foreach (string name in new[] { "b.csv", "a.csv", "B.CSV", "c.txt", "sub/d.csv", "sub/deep/e.csv", "other/f.csv" })
            _folder.Write(name, "x\n1\n");
        Assert.Equal(["B.CSV", "a.csv", "b.csv"], Names(await Plan(".")));
        Assert.Equal(["a.csv", "b.csv"], Names(await Plan("*.csv")));
        Assert.Equal(["c.txt", "a.csv", "b.csv"], Names(await Plan("c.txt", "?.csv", "a.csv")));
        Assert.Equal(["a.csv", "b.csv", "other/f.csv", "sub/d.csv", "sub/deep/e.csv"], Names(await Plan("**/*.csv")));
        Assert.Equal(["sub/d.csv", "sub/deep/e.csv"], Names(await Plan("s*/**/*.csv")));
        Assert.Equal(["other/f.csv", "sub/d.csv"], Names(await Plan("*/?.csv")));
    }

    [Fact]
    public async Task Names_are_numbered_where_missing_and_made_unique_as_pandas_does()
    {
        _folder.Write("t.csv", ",a,a,a.1,a,\"b \"\"q\"\"\",\n1,2,3,4,5,6,7\n");
        var plan = await Plan("t.csv");
        Assert.Equal(["column0", "a", "a.2", "a.1", "a.3", "b \"q\"", "column6"], plan.Schema.Fields.Select(f => f.Name));
    }

    [Fact]
    public async Task Types_are_joined_over_all_files_and_over_head_middle_and_tail()
    {
        _folder.Write("1.csv", "a,b,c\n1,1,\n");
        _folder.Write("2.csv", "a,b,c\n2,x,\n");
        _folder.Write("3.csv", "a,b,c\n2.5,3,\n");
        Assert.Equal("float64, utf8, float64", string.Join(", ", (await Plan("*.csv")).Schema.Fields.Select(f => f.Type)));
        var rows = Enumerable.Range(0, 400_000).Select(i => i == 399_999 ? "0.5,1\n" : i is > 200_000 and < 230_000 ? "1,x\n" : "1,1\n");
        _folder.Write("large.csv", "tail,middle\n" + string.Concat(rows));
        Assert.Equal("float64, utf8", string.Join(", ", (await Plan("large.csv")).Schema.Fields.Select(f => f.Type)));
    }

    [Fact]
    public async Task Given_types_are_taken_and_the_others_inferred()
    {
        string path = _folder.Write("t.csv", "id,n\n00501,1\n00502,2\n");
        var table = await Loading.Load(new CsvOptions { Schema = new Schema([new Field("id", DataType.Utf8)]) }, path);
        Assert.Equal("utf8, int64", table.Types);
        Assert.Equal(["00501", "00502"], table["id"]);
    }

    [Fact]
    public async Task A_file_without_rows_among_others_adds_none()
    {
        _folder.Write("1.csv", "a\n1\n");
        _folder.Write("2.csv", "a\n");
        _folder.Write("3.csv", "a\n3\n");
        var plan = await Plan("*.csv");
        Assert.Equal([1L, 3L], Loading.Load(plan)["a"]);
        Assert.Equal([0, 2], plan.Splits.Select(s => s.FileIndex));
    }

    [Fact]
    public async Task Splits_of_a_file_lie_side_by_side_and_start_after_line_breaks()
    {
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i},{i * i}\n")));
        string path = _folder.Write("t.csv", bytes);
        var plan = await Loading.Plan(new CsvOptions { SplitBytes = 5_000 }, path);
        Assert.True(plan.Splits.Count > 20);
        long at = 4;
        foreach (var split in plan.Splits)
        {
            Assert.Equal(at, split.Offset);
            Assert.Equal((byte)'\n', bytes[at - 1]);
            at += split.Length;
        }
        Assert.Equal(bytes.Length, at);
        Assert.Equal(bytes.Length - 4, plan.Bytes);
    }

    [Theory]
    [InlineData(1_000, 8 << 20)]
    [InlineData(1L << 30, 16 << 20)]
    [InlineData(10L << 30, 32 << 20)]
    [InlineData(64L << 30, 128 << 20)]
    public void The_size_of_splits_follows_the_data_alone(long total, long bytes) => Assert.Equal(bytes, SplitCutter.SplitBytes(total));

    [Fact]
    public async Task A_plan_survives_serialisation()
    {
        _folder.Write("t.csv", "a\n1\n");
        var split = (await Plan("t.csv")).Splits[0];
        string json = System.Text.Json.JsonSerializer.Serialize(split);
        Assert.Equal(split, System.Text.Json.JsonSerializer.Deserialize<SourceSplit>(json));
    }
}
