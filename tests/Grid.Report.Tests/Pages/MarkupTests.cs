namespace Grid.Report.Tests.Pages;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("a & \"b\" 'c'", "a &amp; &quot;b&quot; &#39;c&#39;")]
    [InlineData("{0} {x}", "{0} {x}")]
    [InlineData("\u202eabc\u2066", "\ufffdabc\ufffd")]
    [InlineData("a\0\u001bb\n", "a␀␛b␊")]
    public void What_is_put_in_is_text(string value, string shown) => Assert.Equal($"<td>{shown}</td>", Markup.Of($"<td>{value}</td>").Html);

    [Fact]
    public void Half_a_character_is_shown_as_none() => Assert.DoesNotContain('\ud800', Markup.Of($"{"x\ud800y"}").Html);

    [Fact]
    public void Pieces_stay_as_they_are_and_figures_have_their_format() =>
        Assert.Equal("<p><b>x</b><b>y</b> 12,345 0.5</p>", Markup.Of($"<p>{new[] { "x", "y" }.Select(v => Markup.Of($"<b>{v}</b>"))} {12345:N0} {0.5}</p>").Html);

    [Fact]
    public void A_long_value_is_cut_and_its_length_told()
    {
        string html = Markup.Data(new string('x', 10_000)).Html;

        Assert.True(html.Length < 400);
        Assert.Contains("(10,000 characters)", html, StringComparison.Ordinal);
        Assert.StartsWith("<bdi>xxx", html, StringComparison.Ordinal);
    }
}
