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
