using Grid.Arrow;

namespace Grid.Cli.Tests;

public class ArrowAnswerTests
{
    [Theory]
    [MemberData(nameof(Answers.Names), MemberType = typeof(Answers))]
    public void Every_answer_is_a_stream_of_one_batch_with_its_table(string name)
    {
        var table = Answers.Of(name).ToTable();
        var batch = Read(name);
        Assert.Equal(table.Columns.Select(c => c.Name), batch.Schema.Fields.Select(f => f.Name));
        Assert.Equal(table.Columns.Select(c => c.Type), batch.Schema.Fields.Select(f => f.Type.Logical));
        Assert.Equal(table.Rows.Count, batch.Length);
        for (int i = 0; i < table.Columns.Count; i++)
            Assert.Equal(table.Rows.Select(row => !row[i].IsNull), Enumerable.Range(0, batch.Length).Select(batch.Columns[i].IsValid));
    }

    [Fact]
    public void Values_keep_their_type_and_figures()
    {
        var head = Read("Head");
        Assert.Equal(9007199254740993, ((PrimitiveColumn<long>)head.Columns[0]).Values[0]);
        Assert.Equal(17250, ((PrimitiveColumn<int>)head.Columns[1]).Values[0]);
        Assert.True(((BoolColumn)head.Columns[2]).Values[0]);
        Assert.Equal("a \"b\"\nc", ((Utf8Column)head.Columns[3]).GetString(0));
        Assert.Equal(29025.200000000004, ((PrimitiveColumn<double>)Read("GroupBy").Columns[1]).Values[0]);
        // What has no type in common is text.
        var describe = Read("Describe");
        Assert.Equal("2017-03-25T08:55:00", ((Utf8Column)describe.Columns[describe.Schema.IndexOf("mean")]).GetString(1));
    }

    private static RecordBatch Read(string name)
    {
        using var output = new MemoryStream();
        ArrowAnswer.Write(Answers.Of(name).ToTable(), output);
        using var reader = ArrowStreamReader.Open(output.ToArray());
        return Assert.Single(reader.ReadAll());
    }
}
