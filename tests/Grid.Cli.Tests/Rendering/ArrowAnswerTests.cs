using Grid.Columns;

namespace Grid.Cli.Tests;

public class ArrowAnswerTests
{
    [Theory]
    [MemberData(nameof(Answers.Names), MemberType = typeof(Answers))]
    public void Every_answer_is_a_stream_of_one_batch_with_its_table(string name)
    {
        var table = Answers.Of(name).ToTable();
        var batch = Read(name);
        if (name == "Describe")
            return; // its columns are parted: see below
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
    }

    [Fact]
    public void Numbers_stay_numbers_beside_moments()
    {
        var describe = Read("Describe");
        var mean = describe.Columns[describe.Schema.IndexOf("mean")];
        var moment = describe.Columns[describe.Schema.IndexOf("mean_moment")];
        Assert.Equal(0.1 + 0.2, ((PrimitiveColumn<double>)mean).Values[0]);
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(mean.IsValid));
        Assert.Equal(1490432100, ((PrimitiveColumn<long>)moment).Values[1]);
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(moment.IsValid));
    }

    private static RecordBatch Read(string name)
    {
        using var output = new MemoryStream();
        ArrowAnswer.Write(Answers.Of(name).ToTable(), output);
        using var reader = ArrowStreamReader.Open(output.ToArray());
        return Assert.Single(reader.ReadAll());
    }
}
