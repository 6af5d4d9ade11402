using System.Text.Json;
using ParquetSharp;

namespace Grid.Cli.Tests;

/// <summary>Commands over Parquet files read what they need of them.</summary>
public sealed class ParquetCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string name, params (Column Column, Array Values)[] columns)
    {
        string path = Path.Combine(_folder.Path, name);
        using var file = new ParquetFileWriter(path, [.. columns.Select(column => column.Column)]);
        using (var group = file.AppendRowGroup())
        {
            foreach (var (_, values) in columns)
            {
                if (values is long?[] numbers)
                    Write(group, numbers);
                else if (values is int[] wholes)
                    Write(group, wholes);
                else if (values is double[] reals)
                    Write(group, reals);
                else
                    Write(group, (string[])values);
            }
        }
        file.Close();
        return path;
    }

    private static void Write<T>(RowGroupWriter group, T[] values)
    {
        using var writer = group.NextColumn().LogicalWriter<T>();
        writer.WriteBatch(values);
    }

    private static T[] Each<T>(Func<int, T> value) => [.. Enumerable.Range(0, 1000).Select(value)];

    private void WriteMonths()
    {
        Write("1.parquet", (new Column<long?>("id"), Each(i => i % 10 == 0 ? (long?)null : i)), (new Column<double>("fare"), Each(i => i / 4.0)), (new Column<string>("zone"), Each(i => $"zone {i}")));
        Write("2.parquet", (new Column<int>("id"), Each(i => i)), (new Column<string>("zone"), Each(i => $"zone {i}")));
    }

    [Fact]
    public async Task A_schema_is_told_by_the_footers()
    {
        WriteMonths();
        var csv = await CommandRun.Good("schema", _folder.Path, "-o", "csv");
        string[] lines = csv.Out.Split('\n');
        Assert.Equal("name,type,storage,nulls,bytes,example", lines[0]);
        Assert.StartsWith("id,int64,\"int32, int64\",100,", lines[1]);
        Assert.EndsWith(",1", lines[1]);
        Assert.StartsWith("fare,float64,double,1000,", lines[2]);
        Assert.EndsWith(",zone 0", lines[3]);
        Assert.Equal(["note: 2 files: id int32 and int64 as int64", "note: fare is in 1 of 2 files, and null in the others"], csv.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var json = JsonDocument.Parse((await CommandRun.Good("schema", _folder.Path, "-o", "json")).Out);
        Assert.Equal(2000, json.RootElement.GetProperty("rows").GetInt64());
        Assert.Equal("double", json.RootElement.GetProperty("columns")[1].GetProperty("storage").GetString());
        Assert.Equal("absent", json.RootElement.GetProperty("notes")[1].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_schema_of_what_is_computed_is_that_of_the_loaded_rows()
    {
        WriteMonths();
        var csv = await CommandRun.Good("schema", _folder.Path, "--with", "half=fare / 2", "-o", "csv");
        Assert.Contains("\nhalf,float64,,1000,,0", csv.Out);
        Assert.Contains("\nid,int64,int16,100,", csv.Out);
    }

    [Fact]
    public async Task A_question_reads_the_columns_that_it_looks_at()
    {
        WriteMonths();
        async Task<(string Out, long Bytes)> Ask(params string[] arguments)
        {
            var run = await CommandRun.Good([.. arguments, "--timings"]);
            using var timings = JsonDocument.Parse(run.Error.Split('\n').Single(line => line.StartsWith('{')));
            return (run.Out, timings.RootElement.GetProperty("bytes_read").GetInt64());
        }
        long all = (await Ask("missing", _folder.Path)).Bytes;
        var (answer, some) = await Ask("aggregate", _folder.Path, "--agg", "sum(id),max(fare)", "--where", "id >= 0", "-o", "csv");
        Assert.Equal("sum(id),max(fare)\n949500,249.75\n", answer.Replace("\r", "", StringComparison.Ordinal));
        Assert.InRange(some, 1, all * 2 / 3);
        Assert.Equal("count()\n2000\n", (await Ask("aggregate", _folder.Path, "--agg", "count()", "-o", "csv")).Out);
        var unknown = await CommandRun.Of("aggregate", _folder.Path, "--agg", "sum(fair)");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("fare", unknown.Error);
    }

    [Fact]
    public async Task Row_groups_that_no_row_of_can_meet_the_filter_are_not_read()
    {
        for (int month = 0; month < 4; month++)
        {
            int first = month * 1000;
            Write($"{month}.parquet", (new Column<int>("id"), Each(i => first + i)), (new Column<double>("fare"), Each(i => month + i / 4096.0)), (new Column<string>("zone"), Each(i => $"zone {month}{i}")));
        }
        string zones = _folder["zones.csv"];
        await File.WriteAllTextAsync(zones, "zone,borough\nzone 2500,far\nzone 1500,near\n", TestContext.Current.CancellationToken);
        async Task<(string Out, long Skipped)> Ask(params string[] arguments)
        {
            var run = await CommandRun.Good([.. arguments, "-o", "csv", "--timings"]);
            using var timings = JsonDocument.Parse(run.Error.Split('\n').Single(line => line.StartsWith('{')));
            Assert.Equal(4, timings.RootElement.GetProperty("partitions").GetInt32());
            return (run.Out, timings.RootElement.GetProperty("partitions_skipped").GetInt64());
        }
        string[] sum = ["aggregate", Path.Combine(_folder.Path, "*.parquet"), "--agg", "count(),sum(id)", "--where"];
        Assert.Equal(("count(),sum(id)\n1000,2499500\n", 3), await Ask([.. sum, "id >= 2000 and id < 3000"]));
        Assert.Equal(("count(),sum(id)\n1000,2499500\n", 3), await Ask([.. sum, "fare >= 2 and fare < 3"]));
        Assert.Equal(("count(),sum(id)\n3,7500\n", 3), await Ask([.. sum, "zone in ('zone 2499', 'zone 2500', 'zone 2501')"]));
        Assert.Equal(("count(),sum(id)\n2,4999\n", 3), await Ask([.. sum, "id in (2499, 2500) and id + 1 > 0"]));
        Assert.Equal(("count(),sum(id)\n0,0\n", 4), await Ask([.. sum, "id < 0"]));
        Assert.Equal(("count(),sum(id)\n4000,7998000\n", 0), await Ask([.. sum, "id >= 0"]));
        Assert.Equal(("id\n3999\n", 3), await Ask("head", Path.Combine(_folder.Path, "*.parquet"), "--columns", "id", "--where", "id > 3998"));
        Assert.Equal(("borough,count()\nfar,1\n", 3), await Ask("groupby", Path.Combine(_folder.Path, "*.parquet"), "--by", "borough", "--agg", "count()", "--where", "id between 2400 and 2600", "--join", $"{zones} on zone"));
        string saved = _folder["saved.csv"];
        await CommandRun.Good("save", Path.Combine(_folder.Path, "*.parquet"), saved, "--where", "id in (5, 3005)", "--columns", "id");
        Assert.Equal("id\n5\n3005\n", await File.ReadAllTextAsync(saved, TestContext.Current.CancellationToken));
        // What would have been an error is one still.
        var overflow = await CommandRun.Of([.. sum, "id < 0 or id * 9000000000000000 > 0"]);
        Assert.Equal(2, overflow.ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_cut_short_is_wrong_input()
    {
        string path = Write("1.parquet", (new Column<int>("id"), Each(i => i)));
        byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, bytes[..^100], TestContext.Current.CancellationToken);
        var run = await CommandRun.Of("missing", path);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("1.parquet does not end with PAR1, as Parquet files do; it was cut short", run.Error);
    }
}
