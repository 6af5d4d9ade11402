namespace Grid.Sources.Tests;

/// <summary>What a note proposes loses no value: null words for words alone, comments for lines that are some.</summary>
public sealed class AdviceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<string[]> Notes(string text, CsvOptions? options = null)
    {
        _folder.Write("x.csv", text);
        var plan = await Loading.Plan(options ?? new CsvOptions(), Path.Combine(_folder.Path, "x.csv"));
        var found = plan.Splits.Select(split => SplitReader.Read(split, plan.Schema, plan.Options, null, TestContext.Current.CancellationToken).Notes)
            .Aggregate(SourceNotes.None, (notes, more) => notes.Merge(more));
        return [.. plan.NotesOf(found, TestContext.Current.CancellationToken).Items.Select(note => note.ToString())];
    }

    [Theory]
    [InlineData("#DIV/0!")]
    [InlineData("#REF!")]
    [InlineData("#NAME?")]
    [InlineData("#VALUE!")]
    [InlineData("#NUM!")]
    [InlineData("#IND")]
    [InlineData("#ref!")]
    public async Task A_fault_of_a_spreadsheet_is_a_null_word_and_no_comment(string fault)
    {
        string option = $"--null '{fault}'";
        Assert.Equal(
            [$"a is text because of '{fault}' at line 3 of x.csv ({option})", $"b is text because of '{fault}' at line 4 of x.csv ({option})"],
            await Notes($"a,b\n1,2\n{fault},3\n4,{fault}\n5,6\n"));
        Assert.Empty(await Notes($"a,b\n1,2\n{fault},3\n4,{fault}\n5,6\n", new CsvOptions { NullWords = [fault] }));
    }

    [Fact]
    public async Task A_comment_starts_its_line()
    {
        Assert.Equal(["a is text because of '# made by x' at line 3 of x.csv (--comment '#')"], await Notes("a,b\n1,2\n# made by x,3\n4,5\n"));
        // Without the comment, the column is text all the same.
        Assert.Equal(["a is text because of 'dog' at line 4 of x.csv (--null dog), and of others, such as '#comment c'"], await Notes("a\n1\n#comment c\ndog\n4\n5\n6\n"));
        Assert.Equal(["a is text because of '#comment' at line 3 of x.csv (--comment '#')"], await Notes("a\n1\n#comment\n4\n"));
        Assert.Equal(["b is text because of '# made by x' at line 3 of x.csv (--null '# made by x')"], await Notes("a,b\n1,2\n3,# made by x\n4,5\n"));
        Assert.Equal(["a is text because of '#5' at line 3 of x.csv"], await Notes("a,b\n1,2\n#5,3\n4,5\n"));
    }

    [Theory]
    [InlineData("1\n2\n(5)\n", "'(5)' at line 4 of x.csv has parentheses, and numbers are read with a minus sign before them")]
    [InlineData("(1,234.50)\n(5)\n", "'(1,234.50)' at line 2 of x.csv has parentheses, and numbers are read with a minus sign before them", ';')]
    [InlineData("1\n($5)\n2\n", "'($5)' at line 3 of x.csv has parentheses, and numbers are read with a minus sign before them")]
    [InlineData("1\n5-\n2\n", "'5-' at line 3 of x.csv has its minus sign behind it, and numbers are read with a minus sign before them")]
    [InlineData("1\n12a\n2\n", "of '12a' at line 3 of x.csv")]
    [InlineData("1\n<5\n2\n", "of '<5' at line 3 of x.csv")]
    [InlineData("1\n5-7\n2\n", "of '5-7' at line 3 of x.csv")]
    [InlineData("1\nTrue\n2\n", "'True' at line 3 of x.csv is a truth value, and others are numbers")]
    [InlineData("true\n1\nfalse\n", "'1' at line 3 of x.csv is a number, and others are truth values")]
    [InlineData("true\n0\nfalse\n", "'0' at line 3 of x.csv is a number, and others are truth values")]
    [InlineData("true\n-1\nfalse\n", "of '-1' at line 3 of x.csv (--null -1)")]
    [InlineData("1\n2020-01-05\n2\n", "'2020-01-05' at line 3 of x.csv is a date, and others are numbers")]
    [InlineData("1\n2020-01-05T10:00\n2\n", "'2020-01-05T10:00' at line 3 of x.csv is a timestamp, and others are numbers")]
    [InlineData("2020-01-05\ntrue\n2020-01-06\n", "'true' at line 3 of x.csv is a truth value, and others are dates")]
    [InlineData("2020-01-05\n5\n2020-01-06\n", "'5' at line 3 of x.csv is a number")]
    [InlineData("2020-01-05\n2020\n2020-01-06\n", "'2020' at line 3 of x.csv is a number")]
    [InlineData("2020-01-05\n0\n2020-01-06\n", "of '0' at line 3 of x.csv (--null 0)")]
    [InlineData("2020-01-05\n-1\n2020-01-06\n", "of '-1' at line 3 of x.csv (--null -1)")]
    [InlineData("2020-01-05\n9999\n2020-01-06\n", "of '9999' at line 3 of x.csv (--null 9999)")]
    [InlineData("1\n\\N\n2\n", "of '\\N' at line 3 of x.csv (--null '\\N')")]
    [InlineData("2020-01-05\n\\N\n", "of '\\N' at line 3 of x.csv (--null '\\N')")]
    [InlineData("1\nunknown\n2\n", "of 'unknown' at line 3 of x.csv (--null unknown)")]
    public async Task What_was_meant_for_a_value_is_no_word_for_null(string rows, string note, char delimiter = ',') =>
        Assert.Equal([$"a is text because {note}"], await Notes("a\n" + rows, new CsvOptions { Delimiter = delimiter }));

    [Fact]
    public async Task The_null_of_databases_is_null_where_it_is_named()
    {
        Assert.Empty(await Notes("a\n1\n\\N\n2\n", new CsvOptions { NullWords = ["\\N"] }));
    }

    [Theory]
    [InlineData("2020-13-01\n2020-14-01\n", "'2020-13-01' at line 2 of x.csv is no moment")]
    [InlineData("0000-01-01\n", "'0000-01-01' at line 2 of x.csv is no moment")]
    [InlineData("0001-01-01T00:00+14:00\n", "'0001-01-01T00:00+14:00' at line 2 of x.csv is no moment")]
    [InlineData("31/02/2020\n", "'31/02/2020' at line 2 of x.csv is no moment")]
    [InlineData("12 345\n1 000\n", "'12 345' at line 2 of x.csv has blanks, and numbers are read with a decimal point alone (--thousands ' ')")]
    public async Task A_column_all_of_which_looks_like_another_type_is_told(string rows, string note) =>
        Assert.Equal([$"a is text because {note}"], await Notes("a\n" + rows));

    [Theory]
    [InlineData("x\ninf\n")]
    [InlineData("x\ny\ninf\n")]
    [InlineData("inf\nx\n-Infinity\n")]
    [InlineData("555-12-3456\n123-45-6789\n")]
    [InlineData("10.1.2020.7\n10.1.2021.8\n")]
    [InlineData("12a\n13b\n")]
    public async Task Texts_are_no_surprise(string rows) => Assert.Empty(await Notes("a\n" + rows));
}
