using System.Text;
using Grid.Columns;

namespace Grid.Sources.Tests;

/// <summary>What is null: an empty field and a null word, without quotes; the same under any type.</summary>
public sealed class NullTests : IDisposable
{
    private static readonly string[] PandasWords =
        ["#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "None", "n/a", "null"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<Table> Load(string text, CsvOptions? options = null) => Loading.Load(options ?? new CsvOptions(), _folder.Write("t.csv", text));

    [Fact]
    public async Task Case_05_null_words_are_not_applied_to_the_header()
    {
        var options = new CsvOptions { NullWords = ["NA"] };
        var table = await Load("EU,NA,AS\n1,2,3\nNA,5,6\n", options);
        Assert.Equal(["EU", "NA", "AS"], table.Schema.Fields.Select(f => f.Name));
        Assert.Equal([1L, null], table["EU"]);
        Assert.Equal([2L, 5L], table["NA"]);
        var one = await Load("NA\n1\nNA\n3\n", options);
        Assert.Equal("NA", Assert.Single(one.Schema.Fields).Name);
        Assert.Equal([1L, null, 3L], one["NA"]);
    }

    [Theory]
    [InlineData("null,NaN,None,-999\n1,2,3,4\n", "null|NaN|None|-999")]
    [InlineData("NA,NA,NA\n1,2,3\n", "NA|NA.1|NA.2")]
    [InlineData("\"NA\",\"\",x\n1,2,3\n", "NA|column1|x")]
    [InlineData("\uFEFFNA,b\n1,2\n", "NA|b")]
    [InlineData("NaN\n1\n", "NaN")]
    [InlineData("\n\nNULL\n1\n", "NULL")]
    [InlineData(" NA ,b\n1,2\n", " NA |b")]
    public async Task Names_in_a_header_are_never_null(string text, string names)
    {
        var table = await Load(text, new CsvOptions { NullWords = ["-999"] });
        Assert.Equal(names, string.Join('|', table.Schema.Fields.Select(f => f.Name)));
        Assert.Equal(1, table.Rows);
    }

    [Fact]
    public async Task A_header_of_null_words_in_several_files_is_the_same_header()
    {
        var table = await Loading.Load(new CsvOptions(), _folder.Write("1.csv", "NA\nNA\n"), _folder.Write("2.csv", "NA\n2\n"));
        Assert.Equal([null, 2L], table["NA"]);
    }

    [Fact]
    public async Task The_words_of_pandas_are_null_in_columns_of_every_type()
    {
        var text = new StringBuilder("i,f,d,t,b,s\n1,1.5,2020-01-01,2020-01-01 10:00:00,true,x\n");
        foreach (string word in PandasWords)
            text.Append(string.Join(',', Enumerable.Repeat(word, 6))).Append('\n');
        var table = await Load(text.Append("2,2.5,2020-01-02,2020-01-02 10:00:00,false,y\n").ToString());
        Assert.Equal("int64, float64, date32, timestamp[s], bool, utf8", table.Types);
        for (int i = 0; i < 6; i++)
            Assert.Equal(PandasWords.Length, table[i].Count(v => v is null));
        Assert.Equal("y", table["s"][^1]);
    }

    [Fact]
    public async Task None_of_them_is_where_they_are_left_out()
    {
        var table = await Load("i,s\n1,NA\nNA,NULL\n,x\n", new CsvOptions { DefaultNullWords = false });
        Assert.Equal("utf8, utf8", table.Types);
        Assert.Equal(["1", "NA", null], table["i"]);
        Assert.Equal(["NA", "NULL", "x"], table["s"]);
    }

    [Fact]
    public async Task Words_that_are_values_are_null_under_every_type()
    {
        var options = new CsvOptions { NullWords = ["-999", "9999-12-31", "-", "false"] };
        var table = await Load("i,s,f,d,b\n-999,-,1.5,9999-12-31,true\n3,x,-999,2020-01-01,false\n-,-999,-,-,-\n", options);
        Assert.Equal("int64, utf8, float64, date32, bool", table.Types);
        Assert.Equal([null, 3L, null], table["i"]);
        Assert.Equal([null, "x", null], table["s"]);
        Assert.Equal([1.5, null, null], table["f"]);
        Assert.Equal(2, table["d"].Count(v => v is null));
        Assert.Equal([true, null, null], table["b"]);
    }

    [Fact]
    public async Task NaN_is_a_number_among_numbers_and_null_elsewhere()
    {
        var table = await Load("f,i,s,d,b\n1.5,1,x,2020-01-01,true\nNaN,nan,NaN,nan,-NaN\n2.5,3,y,2020-01-02,false\n");
        Assert.Equal("float64, float64, utf8, date32, bool", table.Types);
        Assert.Equal([1.5, double.NaN, 2.5], table["f"]);
        Assert.Equal([1.0, double.NaN, 3.0], table["i"]);
        Assert.Equal(["x", null, "y"], table["s"]);
        Assert.Null(table["d"][1]);
        Assert.Equal([true, null, false], table["b"]);
        // Ids that doubles would round are never made doubles.
        Assert.Equal(["9007199254740993", null], (await Load("id,x\n9007199254740993,1\nNaN,2\n"))["id"]);
        var asked = await Load("id,x\n9007199254740993,1\nNaN,2\n", new CsvOptions { NullWords = ["NaN"] });
        Assert.Equal([9007199254740993L, null], asked["id"]);
    }

    [Fact]
    public async Task Case_09_an_empty_text_is_a_value_and_an_empty_field_null()
    {
        var table = await Load("s,n\na,1\n\"\",2\n,3\n");
        Assert.Equal(["a", "", null], table["s"]);
    }

    [Theory]
    [InlineData("1,a\n\"\",b\n,c\n", "1||∅")]
    [InlineData("1,a\n\"\",b\n,c\nx,d\n", "1||∅|x")]
    [InlineData("2020-01-01,a\n\"\",b\n,c\n", "2020-01-01||∅")]
    [InlineData("true,a\n\"\",b\n,c\nfalse,d\n", "true||∅|false")]
    [InlineData("\"\",a\n,c\n", "|∅")]
    [InlineData("1.5,a\n\"NA\",b\nNA,c\n", "1.5|NA|∅")]
    [InlineData("1.5,a\n\"NA\",b\nNA,c\nx,d\n", "1.5|NA|∅|x")]
    public async Task What_is_in_quotes_is_a_text_whatever_else_the_column_holds(string rows, string expected)
    {
        var table = await Load("a,b\n" + rows);
        Assert.Equal(expected.Split('|').Select(v => v == "∅" ? null : v), table["a"]);
    }

    [Fact]
    public async Task Nulls_are_those_of_samples_also_where_the_text_comes_late()
    {
        string rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => i % 10 == 0 ? ",x\n" : i % 10 == 1 ? "NA,x\n" : "1,x\n"));
        foreach (string late in new[] { "word,x\n", "\"\",x\n", "\"NA\",x\n" })
        {
            var table = await Load("a,b\n" + rows + late + rows, new CsvOptions { SplitBytes = 100_000 });
            Assert.Equal("utf8, utf8", table.Types);
            Assert.Equal(20_000, table["a"].Count(v => v is null));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public async Task Where_every_field_is_quoted_nulls_are_too(bool? quotedNulls)
    {
        var table = await Load("\"id\",\"s\"\n\"1\",\"x\"\n\"\",\"\"\n\"NA\",\"NA\"\n\"4\",\"y\"\n", new CsvOptions { QuotedNulls = quotedNulls });
        Assert.Equal("int64, utf8", table.Types);
        Assert.Equal([1L, null, null, 4L], table["id"]);
        Assert.Equal(["x", null, null, "y"], table["s"]);
    }

    [Fact]
    public async Task Quoted_nulls_can_be_asked_for_and_refused()
    {
        var asked = await Load("a,b\n1,x\n\"\",\"NA\"\n3,\"\"\n", new CsvOptions { QuotedNulls = true });
        Assert.Equal([1L, null, 3L], asked["a"]);
        Assert.Equal(["x", null, null], asked["b"]);
        var refused = await Load("\"id\"\n\"1\"\n\"\"\n\"NA\"\n", new CsvOptions { QuotedNulls = false });
        Assert.Equal(["1", "", "NA"], refused["id"]);
    }

    [Fact]
    public async Task A_given_type_takes_null_words_and_refuses_an_empty_text()
    {
        var options = new CsvOptions { Schema = new Schema([new Field("a", DataType.Int64)]) };
        Assert.Equal([1L, null, null], (await Load("a,b\n1,x\nNA,y\nNaN,z\n", options))["a"]);
        var e = await Assert.ThrowsAsync<SourceException>(() => Load("a,b\n1,x\n\"\",y\n", options));
        Assert.Equal((3L, "a"), (e.Line, e.Column));
    }

    [Fact]
    public async Task Long_columns_of_texts_know_null_words_beside_the_same_in_quotes()
    {
        // Past where texts are no longer coded, with runs of the same bytes.
        var rows = Enumerable.Range(0, 40_000).Select(i => (i % 4) switch { 0 => "NA,1\n", 1 => "\"NA\",1\n", 2 => "\"NA\",1\n", _ => $"text {i},1\n" });
        var table = await Load("s,n\n" + string.Concat(rows));
        Assert.Equal(10_000, table["s"].Count(v => v is null));
        Assert.Equal(20_000, table["s"].Count(v => v is "NA"));
    }
}
