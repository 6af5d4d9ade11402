namespace Grid.Sources.Tests;

public sealed class PageHeaderTests
{
    // Fields by their numbers: each byte has the distance to the number before, and the type; whole numbers are in zigzags.
    private static readonly byte[] s_data =
    [
        0x15, 0, 0x15, 40, 0x15, 30, 0x15, 14,
        0x1C, 0x15, 200, 1, 0x15, 16, 0x15, 6, 0x15, 6, 0x1C, 0x18, 2, 1, 2, 0, 0,
        0,
    ];

    [Fact]
    public void A_data_page_says_what_it_has()
    {
        byte[] bytes = [.. s_data, .. new byte[15]];
        Assert.True(PageHeader.TryRead(bytes, out var header, out int length));
        Assert.Equal(s_data.Length, length);
        Assert.Equal(new PageHeader(PageKind.Data, 15, 20, 7, 100, PageEncoding.RleDictionary, -1, true), header);
    }

    [Fact]
    public void A_dictionary_page_says_what_it_has()
    {
        byte[] bytes = [0x15, 4, 0x15, 16, 0x15, 16, 0x4C, 0x15, 4, 0x15, 0, 0x11, 0, 0, .. new byte[8]];
        Assert.True(PageHeader.TryRead(bytes, out var header, out _));
        Assert.Equal(new PageHeader(PageKind.Dictionary, 8, 8, null, 2, PageEncoding.Plain, -1, true), header);
    }

    [Theory]
    [InlineData(20, 0, 4, true)]
    [InlineData(18, 0, 4, false)]
    [InlineData(20, 2, 4, false)]
    [InlineData(20, 0, 18, false)]
    public void A_data_page_of_version_2_is_one_of_a_flat_column(byte rows, byte repetitions, byte levels, bool isOne)
    {
        byte[] bytes = [0x15, 6, 0x15, 16, 0x15, 16, 0x5C, 0x15, 20, 0x15, 0, 0x15, rows, 0x15, 0, 0x15, levels, 0x15, repetitions, 0x12, 0, 0, .. new byte[8]];
        Assert.Equal(isOne, PageHeader.TryRead(bytes, out var header, out _));
        if (isOne)
            Assert.Equal(new PageHeader(PageKind.Data2, 8, 8, null, 10, PageEncoding.Plain, 2, false), header);
    }

    [Fact]
    public void Levels_are_within_the_page_wherever_its_size_is_said()
    {
        byte[] version2 = [0x5C, 0x15, 20, 0x15, 0, 0x15, 20, 0x15, 0, 0x15, 200, 1, 0x15, 0, 0];
        byte[] sizes = [0x05, 4, 16, 0x05, 6, 16];
        Assert.True(PageHeader.TryRead([0x15, 6, 0x15, 200, 1, 0x15, 200, 1, .. version2, 0, .. new byte[100]], out _, out _));
        Assert.False(PageHeader.TryRead([0x15, 6, 0x15, 200, 1, 0x15, 200, 1, .. version2, .. sizes, 0, .. new byte[8]], out _, out _));
    }

    [Theory]
    [InlineData(new byte[] { 0x15, 4, 0x15, 16, 0x15, 16, 0x4C, 0x15, 4, 0x15, 0, 0x05, 2, 2, 0, 0 })]
    [InlineData(new byte[] { 0x15, 4, 0x15, 16, 0x15, 16, 0x4C, 0x15, 4, 0x15, 0, 0, 0x05, 2, 4, 0 })]
    [InlineData(new byte[] { 0x15, 4, 0x15, 16, 0x15, 16, 0x05, 0x86, 0x80, 8, 2, 0x0C, 14, 0x15, 4, 0x15, 0, 0, 0 })]
    public void A_field_that_comes_again_or_has_no_number_is_not_understood(byte[] header) =>
        Assert.False(PageHeader.TryRead([.. header, .. new byte[8]], out _, out _));

    [Fact]
    public void Cut_short_it_is_none()
    {
        byte[] bytes = [.. s_data, .. new byte[15]];
        for (int length = 0; length < bytes.Length; length++)
            Assert.False(PageHeader.TryRead(bytes.AsSpan(0, length), out _, out _), $"{length} bytes");
    }

    [Fact]
    public void Damaged_it_says_something_or_nothing()
    {
        int taken = 0, refused = 0;
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = [.. s_data, .. new byte[15]];
            for (int i = random.Next(1, 5); i > 0; i--)
                bytes[random.Next(s_data.Length)] = (byte)random.Next(256);
            if (!PageHeader.TryRead(bytes, out var header, out int length))
            {
                refused++;
                continue;
            }
            taken++;
            Assert.InRange(header.Bytes, 0, bytes.Length - length);
        }
        Assert.True(taken > 1000 && refused > 1000, $"{taken} taken, {refused} refused");
    }
}
