using System.Text.Json;

namespace Grid.Cli.Tests;

public sealed class SchemaCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public async Task Columns_are_told_with_types_nulls_examples_and_notes()
    {
        string path = Write("x.csv", "a,b,c\n1,,x\nn_a,2.5,y\n3,,z\n");
        var table = await CommandRun.Good("schema", path);
        Assert.Equal(
            ["name  type     storage      nulls  bytes  example", "a     utf8     utf8             0     21  1", "b     float64  uint8 codes      2     16  2.5", "c     utf8     utf8             0     19  x",
             "note: a is text because of 'n_a' at line 3 of x.csv (--null n_a)"],
            table.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()));
        var csv = await CommandRun.Good("schema", path, "-o", "csv");
        Assert.Equal("name,type,storage,nulls,bytes,example\na,utf8,utf8,0,21,1\nb,float64,uint8 codes,2,16,2.5\nc,utf8,utf8,0,19,x\n", csv.Out);
        Assert.Contains("note: a is text because of 'n_a' at line 3 of x.csv (--null n_a)", csv.Error);
        using var json = JsonDocument.Parse((await CommandRun.Good("schema", path, "-o", "json")).Out);
        var note = Assert.Single(json.RootElement.GetProperty("notes").EnumerateArray());
        Assert.Equal("a", note.GetProperty("column").GetString());
        Assert.Equal(3, note.GetProperty("line").GetInt64());
        Assert.Equal("--null n_a", note.GetProperty("option").GetString());
        Assert.Equal(2.5, json.RootElement.GetProperty("columns")[1].GetProperty("example").GetDouble());
    }

    [Fact]
    public async Task A_question_tells_each_note_once_on_the_error_stream()
    {
        string path = Write("x.csv", "a,b\n1,x\nn_a,y\n3,z\n");
        var run = await CommandRun.Good("missing", path, "-o", "csv");
        Assert.DoesNotContain("note", run.Out);
        Assert.Single(run.Error.Split('\n'), line => line == "note: a is text because of 'n_a' at line 3 of x.csv (--null n_a)");
    }

    [Fact]
    public async Task Of_many_notes_ten_are_told_and_where_the_others_are()
    {
        string path = Write("x.csv", string.Join(',', Enumerable.Range(0, 13).Select(i => $"c{i}")) + "\n"
            + string.Join(',', Enumerable.Repeat("1", 13)) + "\n" + string.Join(',', Enumerable.Repeat("n_a", 13)) + "\n");
        var run = await CommandRun.Good("missing", path);
        Assert.Equal(10, run.Error.Split('\n').Count(line => line.Contains("is text because", StringComparison.Ordinal)));
        Assert.Contains($"note: and 3 more: grid schema {path}", run.Error);
        Assert.Equal(13, (await CommandRun.Good("schema", path)).Out.Split('\n').Count(line => line.StartsWith("note: ", StringComparison.Ordinal)));
    }
}
