namespace Grid.Columns.Tests;

public class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("descirbe", "describe", 1)] // neighbours swapped
    [InlineData("fare", "faer", 1)]
    [InlineData("ca", "abc", 3)] // optimal string alignment: no text is edited twice
    [InlineData("Fare", "fare", 1)]
    public void Counts_slips(string a, string b, int slips)
    {
        Assert.Equal(slips, EditDistance.Of(a, b));
        Assert.Equal(slips, EditDistance.Of(b, a));
    }

    [Theory]
    [InlineData("max_dept", "max_depth")]
    [InlineData("MAX_DEPHT", "max_depth")]
    [InlineData("faer", "fare")]
    [InlineData("tip_amonut", "tip_amount")]
    [InlineData("x", null)]
    [InlineData("Y", "y")]
    [InlineData("my", "y")]
    [InlineData("zzz", null)]
    public void Finds_what_was_meant(string wrong, string? meant) => Assert.Equal(meant, EditDistance.Nearest(wrong, ["max_depth", "fare", "tip_amount", "mean", "y"]));

    [Fact]
    public void Of_nothing_nothing_is_near() => Assert.Null(EditDistance.Nearest("a", []));
}
