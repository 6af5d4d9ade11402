namespace Grid.Cli.Tests.Rendering;

public class BrokenTextTests
{
    [Theory]
    [InlineData("best: a=1; b=2; c=3", 30, "best: a=1; b=2; c=3")]
    [InlineData("best: a=1; b=2; c=3", 15, "best: a=1; b=2;|  c=3")]
    [InlineData("best: a=1; b=2; c=3", 14, "best: a=1;|  b=2; c=3")]
    [InlineData("best: a=1; b=2; c=3", 1, "best: a=1;|  b=2;|  c=3")]
    [InlineData("nothing to part", 3, "nothing to part")]
    [InlineData("東京; 東京; 東京", 10, "東京;|  東京;|  東京")]
    [InlineData("東京; 東京; 東京", 11, "東京; 東京;|  東京")]
    public void Breaks_where_parts_end(string text, int width, string lines) => Assert.Equal(lines.Split('|'), BrokenText.At("; ", text, width));
}
