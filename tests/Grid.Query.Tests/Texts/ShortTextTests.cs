namespace Grid.Query.Tests;

public class ShortTextTests
{
    [Fact]
    public void Words_stand_for_one_text_each() => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        byte[] text = new byte[random.Next(ShortText.MostBytes + 1)], other = new byte[random.Next(ShortText.MostBytes + 1)];
        foreach (ref byte b in text.AsSpan())
            b = (byte)random.Next(2);
        foreach (ref byte b in other.AsSpan())
            b = (byte)random.Next(2);
        var (low, high) = ShortText.Pack(text);
        Assert.Equal(text, ShortText.Unpack(low, high, new byte[16]).ToArray());
        Assert.Equal(text.SequenceEqual(other), ShortText.Pack(text) == ShortText.Pack(other));
    }, runs: 500);
}
