namespace Grid.Report.Tests.Facts;

public sealed class WarningFinderTests
{
    [Theory]
    [InlineData("constant", "7,7,7,7")]
    [InlineData("empty", ",,,")]
    [InlineData("missing", "1,,2,3,3")]
    [InlineData("missing", "1.5,NaN,2,3,3")]
    [InlineData("unique", "1,2,3,4")]
    [InlineData("unique", "a,b,c,d")]
    [InlineData("infinite", "1.5,inf,2,2")]
    [InlineData("zeros", "0,0,0,1,2,0")]
    public async Task What_a_column_has_is_told(string kind, string values)
    {
        await using var table = await Table.OfAsync("k,x\n" + string.Concat(values.Split(',').Select(v => $"1,{v}\n")));

        Assert.Contains((await table.FactsAsync()).Warnings, w => w.Column == "x" && w.Kind == kind);
    }

    [Fact]
    public async Task What_is_told_of_many_rows()
    {
        var rows = Enumerable.Range(0, 300).Select(i => $"{(i < 290 ? "a" : "b")},{(i == 0 ? 1_000_000 : i % 20 + 1)},{i % 97},{2 * (i % 97) + 1},t{i % 200},{1.5 + i}");
        await using var table = await Table.OfAsync("one,tail,x,y,text,real\n" + string.Join('\n', rows) + "\n");

        var told = (await table.FactsAsync()).Warnings.Select(w => (w.Column, w.Kind)).ToHashSet();

        Assert.Subset(told, new HashSet<(string?, string)> { ("one", "imbalanced"), ("tail", "skewed"), ("x", "correlated"), ("text", "many values") });
        // A real number is another in every row of most tables.
        Assert.DoesNotContain(("real", "unique"), told);
        Assert.DoesNotContain(("x", "skewed"), told);
    }

    [Fact]
    public async Task A_table_without_faults_has_no_warning()
    {
        await using var table = await Table.OfAsync("k,x\n" + string.Join('\n', Enumerable.Range(0, 200).Select(i => $"{(i < 101 ? "p" : "q")},{i * 37 % 101}")) + "\n");

        Assert.Equal([], (await table.FactsAsync()).Warnings);
    }

    [Theory]
    [InlineData(0, 10, "0 %")]
    [InlineData(10, 10, "100 %")]
    [InlineData(1, 100_000, "< 0.1 %")]
    [InlineData(99_999, 100_000, "> 99.9 %")]
    [InlineData(1, 8, "12.5 %")]
    [InlineData(0, 0, "–")]
    public void A_share_is_never_none_of_what_is_there(long part, long whole, string text) => Assert.Equal(text, WarningFinder.Share(part, whole));
}
