namespace Grid.Sources.Tests;

/// <summary>First rows that are data, lines that end otherwise, delimiters that are others: read, told or refused in words that help.</summary>
public sealed class OddHeaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<string[]> Notes(string text, CsvOptions? options = null)
    {
        _folder.Write("x.csv", text);
        var plan = await Loading.Plan(options ?? new CsvOptions(), Path.Combine(_folder.Path, "x.csv"));
        return [.. plan.NotesOf(SourceNotes.None, TestContext.Current.CancellationToken).Items.Select(note => note.ToString())];
    }

    private async Task<string> Fails(string text, CsvOptions? options = null)
    {
        string path = _folder.Write("x.csv", text);
        return (await Assert.ThrowsAsync<SourceException>(() => Loading.Load(options ?? new CsvOptions(), path))).Message;
    }

    [Theory]
    [InlineData("1,a\n2,b\n", "1,a")]
    [InlineData("1,2\n3,4\n", "1,2")]
    [InlineData("2020-01-01,x\n2020-01-02,y\n", "2020-01-01,x")]
    [InlineData("true,1.5\nfalse,2.5\n", "true,1.5")]
    [InlineData("1.5,,x\n2,,y\n", "1.5,column1,x")]
    public async Task A_first_row_that_looks_like_data_is_told(string text, string row) =>
        Assert.Equal([$"the first row, {row}, was read as the header in x.csv (--no-header)"], await Notes(text));

    [Theory]
    [InlineData("id,b\n1,2\n")]
    [InlineData("id,5\n1,2\n")]
    [InlineData("a,b\nx,y\n")]
    [InlineData("5,6\nx,y\n")]
    [InlineData("0,1,2\n5,6,7\n")]
    [InlineData(",0,1\n0,5,6\n")]
    [InlineData("country,2019,2020\nDE,1,2\n")]
    [InlineData("1,b\n\n2020-01-01,2\n")]
    public async Task Names_are_names(string text) => Assert.Empty(await Notes(text));

    [Fact]
    public async Task A_header_that_was_asked_about_is_not_told()
    {
        Assert.Empty(await Notes("1,a\n2,b\n", new CsvOptions { HasHeader = false }));
        Assert.Empty(await Notes("1,a\n2,b\n", new CsvOptions { Schema = new Grid.Columns.Schema([new Grid.Columns.Field("1", Grid.Columns.DataType.Int64)]) }));
    }

    [Fact]
    public async Task Files_without_headers_are_told_how_they_are_read()
    {
        _folder.Write("1.csv", "1,a\n2,b\n");
        _folder.Write("2.csv", "3,c\n4,d\n");
        Assert.Contains("say --no-header", (await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), _folder.Path))).Message);
        Assert.Equal(["the first row, 1,2, was read as the header in x.csv (--no-header)", "x.csv has a header and no rows"], await Notes("1,2\n"));
    }

    [Theory]
    [InlineData("a,b\r1,2\n3,4\n")]
    public async Task Lines_of_which_some_end_with_a_carriage_return_alone_are_refused_with_the_way_out(string text) =>
        Assert.EndsWith("x.csv, line 1: lines end with a carriage return (CR) alone, expected a line feed (LF) or CR and LF; convert it: tr '\\r' '\\n' < x.csv > lines.csv", await Fails(text));

    [Fact]
    public async Task Carriage_returns_before_line_feeds_and_in_quotes_are_none_of_those()
    {
        string path = _folder.Write("x.csv", "a,\"b\rc\"\r\n1,2\n3,4\r\n");
        var table = await Loading.Load(new CsvOptions(), path);
        Assert.Equal([2L, 4L], table["b\rc"]);
    }

    [Theory]
    [InlineData("a;b;c\n1,5;2;3\n", "did you mean --delimiter ';'?")]
    [InlineData("a\tb\n1,5\t2\n", "did you mean --delimiter tab?")]
    [InlineData("a|b,c\n1,5|2,5,6\n", "correct the row, quote fields that hold the delimiter")]
    [InlineData("a,b;c;d\n1;2;3\n", "did you mean --delimiter ';'?")]
    [InlineData("a,b\n1,2,\n3,4,\n", "it ends with the delimiter ',', and the header does not: say --trailing-delimiter.")]
    [InlineData("a,b\r\n1,2,,,\r\n", "it ends with 3 delimiters ',', and the header does not")]
    [InlineData("a,b,\n1,2\n", "the header ends with the delimiter ',', and the row does not")]
    [InlineData("a,b\n1,2,3\n", "correct the row, quote fields that hold the delimiter")]
    [InlineData("a,b\n1\n", "correct the row, quote fields that hold the delimiter")]
    public async Task A_ragged_row_is_told_what_may_be_behind_it(string text, string advice) =>
        Assert.Matches("line 2: the row has .* fields?, expected ", await Matching(text, advice));

    [Fact]
    public async Task A_ragged_row_without_a_header_is_looked_at_itself() =>
        Assert.Contains("did you mean --delimiter ';'?", await Fails("1;5\n1,5;2\n", new CsvOptions { HasHeader = false }));

    private async Task<string> Matching(string text, string advice)
    {
        string message = await Fails(text);
        Assert.Contains(advice, message);
        return message;
    }

    [Theory]
    [InlineData("zip,v\n00501,1\n501,2\n", "zip: leading zeros are lost, as in '00501' at line 2 of x.csv (--schema zip:text)")]
    [InlineData("a b,v\n1,1\n-07,2\n", "a b: leading zeros are lost, as in '-07' at line 3 of x.csv (--schema 'a b:text')")]
    [InlineData("x,v\n1.5,1\n007.5,2\n", "x: leading zeros are lost, as in '007.5' at line 3 of x.csv (--schema x:text)")]
    public async Task Leading_zeros_that_are_lost_are_told(string text, string note) => Assert.Equal([note], await Notes(text));

    [Theory]
    [InlineData("x\n0\n0.5\n-0.5\n")]
    [InlineData("x\n0e1\n+0\n")]
    [InlineData("x,y\n00501,1\nabc,2\ndef,3\n")]
    public async Task Zeros_that_are_not_lost_are_not_told(string text) => Assert.Empty(await Notes(text));

    [Theory]
    [InlineData("x;y\n6,5;a\n3,25;b\n", "x is text because '6,5' at line 2 of x.csv has a comma, and numbers are read with a decimal point alone (--decimal ,)")]
    [InlineData("x;y\n1;a\n-1,234,567.5;b\n", "x is text because '-1,234,567.5' at line 3 of x.csv has a comma, and numbers are read with a decimal point alone (--thousands ,)")]
    public async Task Commas_in_numbers_are_told(string text, string note) => Assert.Equal([note], await Notes(text, new CsvOptions { Delimiter = ';' }));

    [Theory]
    [InlineData("x;y\n$1.50;a\n$20;b\n", "x is text because '$1.50' at line 2 of x.csv has a $, and numbers are read without")]
    [InlineData("x;y\n5%;a\n12.5 %;b\n", "x is text because '5%' at line 2 of x.csv has a %, and numbers are read without")]
    [InlineData("x;y\n3 €;a\n-1,50 €;b\n", "x is text because '3 €' at line 2 of x.csv has a €, and numbers are read without")]
    [InlineData("x;y\n-$1,234.50;a\n£2;b\n", "x is text because '-$1,234.50' at line 2 of x.csv has a $, and numbers are read without")]
    [InlineData("x;y\n1.5;a\n5%;b\n2;c\n", "x is text because '5%' at line 3 of x.csv has a %, and numbers are read without")]
    public async Task Signs_of_money_and_percentages_are_told(string text, string note) => Assert.Equal([note], await Notes(text, new CsvOptions { Delimiter = ';' }));

    [Theory]
    [InlineData("$")]
    [InlineData("%")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("100% wool")]
    [InlineData("$1 a day")]
    [InlineData("5%%")]
    [InlineData("1.5")]
    public void Texts_with_such_signs_are_no_numbers(string text) => Assert.Null(NumberWithSign.Of(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("52.5,13.4")]
    [InlineData("1,")]
    [InlineData(",5")]
    [InlineData("1234,567.5")]
    [InlineData("a,b")]
    public void Lists_and_places_are_no_numbers_with_commas(string text) => Assert.Null(NumberMarks.Of(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task A_file_that_is_named_twice_is_told()
    {
        string one = _folder.Write("1.csv", "a\n1\n"), two = _folder.Write("2.csv", "a\n2\n");
        async Task<string[]> Of(params string[] paths) => [.. (await Loading.Plan(new CsvOptions(), paths)).Notes.Items.Select(note => note.ToString())];
        Assert.Equal(["1.csv is named more than once, and read once"], await Of(one, one));
        Assert.Equal(["2.csv is named more than once, and read once"], await Of(_folder.Path, two));
        Assert.Equal(["2 files are named more than once, and read once: 1.csv, …"], await Of(_folder.Path, one, Path.Combine(_folder.Path, "*.csv")));
        Assert.Empty(await Of(one, two));
    }
}
