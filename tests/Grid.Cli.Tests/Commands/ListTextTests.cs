using Grid.Query;

namespace Grid.Cli.Tests;

public class ListTextTests
{
    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData(" a , b ,", "a|b")]
    [InlineData("", "")]
    [InlineData("sum(a),count(b)", "sum(a)|count(b)")]
    [InlineData("mean(if(a, b, c)),d", "mean(if(a, b, c))|d")]
    [InlineData("count(a in (1, 2)),d", "count(a in (1, 2))|d")]
    [InlineData("a == 'x,y',`b,c`", "a == 'x,y'|`b,c`")]
    [InlineData("a == 'it''s, so',b", "a == 'it''s, so'|b")]
    [InlineData("(a,b", "(a,b")]
    public void Splits_at_the_commas_that_stand_outside(string text, string parts) => Assert.Equal(parts, string.Join('|', ListText.Split(text)));
}
