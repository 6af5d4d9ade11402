namespace Grid.Columns.Tests;

public class BitmapTests
{
    private static bool[] RandomBits(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0)];
    }

    [Fact]
    public void Bits_read_back_as_they_were_given()
    {
        for (int length = 0; length <= 130; length++)
        {
            var bits = RandomBits(length, length);
            var bitmap = Bitmap.From(bits);
            Assert.Equal(length, bitmap.Length);
            Assert.Equal(bits, Enumerable.Range(0, length).Select(i => bitmap[i]));
        }
    }

    [Fact]
    public void Word_holds_the_bits_from_any_index_of_any_slice()
    {
        var bits = RandomBits(203, 1);
        var whole = Bitmap.From(bits);
        for (int offset = 0; offset <= 75; offset++)
        {
            for (int length = 0; offset + length <= 203; length += 1 + length / 8)
            {
                var slice = whole.Slice(offset, length);
                for (int index = 0; index <= length + 1; index++)
                {
                    ulong expected = 0;
                    for (int i = 0; i < 64 && index + i < length; i++)
                        expected |= bits[offset + index + i] ? 1UL << i : 0;
                    Assert.Equal(expected, slice.Word(index));
                }
            }
        }
    }

    [Fact]
    public void Word_ignores_set_bits_past_the_end()
    {
        var bitmap = new Bitmap(new byte[] { 0xFF, 0xFF, 0xFF }, 3, 9);
        Assert.Equal(0x1FFUL, bitmap.Word(0));
        Assert.Equal(0x7UL, bitmap.Word(6));
        Assert.Equal(0UL, bitmap.Word(9));
    }

    [Fact]
    public void CountSet_counts_the_bits_of_the_slice_alone()
    {
        var bits = RandomBits(300, 2);
        var whole = Bitmap.From(bits);
        for (int offset = 0; offset < 300; offset += 7)
            Assert.Equal(bits.Skip(offset).Take(150).Count(b => b), whole.Slice(offset, Math.Min(150, 300 - offset)).CountSet());
    }

    [Fact]
    public void Slices_of_slices_add_their_offsets()
    {
        var bits = RandomBits(64, 3);
        var slice = Bitmap.From(bits).Slice(5, 40).Slice(6, 20);
        Assert.Equal(bits.Skip(11).Take(20), Enumerable.Range(0, 20).Select(i => slice[i]));
    }

    [Fact]
    public void Ranges_that_are_not_there_are_refused()
    {
        var bitmap = Bitmap.From(new bool[10]);
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap[10]);
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.Word(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.Slice(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.Slice(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.Slice(5, 6));
        Assert.Throws<ArgumentException>(() => new Bitmap(new byte[2], 1, 16));
        Assert.Throws<ArgumentException>(() => new Bitmap(new byte[2], -1, 4));
        Assert.Throws<ArgumentException>(() => new Bitmap(new byte[2], int.MaxValue, int.MaxValue));
    }

    [Fact]
    public void BytesFor_holds_for_the_greatest_length() => Assert.Equal(1 << 28, Bitmap.BytesFor(int.MaxValue));
}
