using Grid.Columns;

namespace Grid.Cli.Tests;

public class AnswerBatchTests
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

    [Theory]
    [MemberData(nameof(Answers.Names), MemberType = typeof(Answers))]
    public void Every_answer_is_a_parquet_file_of_its_table(string name)
    {
        var batch = Read(name);
        using var output = new MemoryStream(Written(name, OutputFormat.Parquet));
        using var file = new ParquetSharp.ParquetFileReader(output);
        Assert.Equal(batch.Schema.Fields.Select(f => f.Name), Enumerable.Range(0, file.FileMetaData.NumColumns).Select(i => file.FileMetaData.Schema.Column(i).Name));
        Assert.Equal(batch.Length, file.FileMetaData.NumRows);
        for (int i = 0; i < batch.Columns.Count && batch.Length > 0; i++)
        {
            using var group = file.RowGroup(0);
            using var chunk = group.MetaData.GetColumnChunkMetaData(i);
            Assert.Equal(batch.Columns[i].NullCount, chunk.Statistics?.NullCount ?? batch.Columns[i].NullCount);
        }
    }

    private static RecordBatch Read(string name)
    {
        using var reader = ArrowStreamReader.Open(Written(name, OutputFormat.Arrow));
        return Assert.Single(reader.ReadAll());
    }

    private static byte[] Written(string name, OutputFormat format)
    {
        using var output = new MemoryStream();
        AnswerOutput.Write(Answers.Of(name), format, CliConsole.Of(TextWriter.Null, TextWriter.Null, output));
        return output.ToArray();
    }
}
