namespace Grid.Sources.Tests;

public sealed unsafe class SnappyTests
{
    private static bool TryDecompress(ReadOnlySpan<byte> block, int expected, out byte[] bytes)
    {
        // What is behind the block, and behind what is written, is none of it.
        byte[] from = [.. block, .. Enumerable.Repeat((byte)0xA5, Snappy.Slack)], to = new byte[expected + Snappy.Slack];
        bool isSound;
        fixed (byte* source = from, target = to)
            isSound = Snappy.TryDecompress(source, block.Length, target, expected);
        bytes = to[..expected];
        return isSound;
    }

    private static void Length(List<byte> block, uint length)
    {
        for (; length >= 0x80; length >>= 7)
            block.Add((byte)(length | 0x80));
        block.Add((byte)length);
    }

    /// <summary>A block put together of made-up elements, and what each of them stands for.</summary>
    private static (byte[] Block, byte[] Bytes) Make(Random random, int elements)
    {
        var body = new List<byte>();
        var bytes = new List<byte>();
        for (int e = 0; e < elements; e++)
        {
            int offset = random.Next(3) == 0 ? random.Next(1, 17) : random.Next(1, 70_000);
            if (offset > bytes.Count || random.Next(3) == 0)
            {
                byte[] literal = new byte[random.Next(4) switch { 0 => random.Next(1, 17), 1 => random.Next(1, 61), 2 => random.Next(61, 257), _ => random.Next(257, 3000) }];
                random.NextBytes(literal);
                int less = literal.Length - 1, wide = less < 60 ? 0 : less < 256 && random.Next(2) == 0 ? 1 : random.Next(2, 5);
                body.Add((byte)((wide == 0 ? less : 59 + wide) << 2));
                for (int i = 0; i < wide; i++)
                    body.Add((byte)(less >> i * 8));
                body.AddRange(literal);
                bytes.AddRange(literal);
                continue;
            }
            int kind = offset < 2048 ? random.Next(1, 4) : offset < 65_536 ? random.Next(2, 4) : 3;
            int count = kind == 1 ? random.Next(4, 12) : random.Next(1, 65);
            if (kind == 1)
                body.AddRange([(byte)(1 | (count - 4) << 2 | offset >> 8 << 5), (byte)offset]);
            else
                body.AddRange([(byte)(kind | (count - 1) << 2), .. BitConverter.GetBytes(offset)[..(kind == 2 ? 2 : 4)]]);
            for (int i = 0; i < count; i++)
                bytes.Add(bytes[^offset]);
        }
        var block = new List<byte>();
        Length(block, (uint)bytes.Count);
        return ([.. block, .. body], [.. bytes]);
    }

    [Fact]
    public void Every_element_is_what_it_stands_for()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (block, bytes) = Make(random, random.Next(1, 200));
            Assert.True(TryDecompress(block, bytes.Length, out byte[] read), $"seed {seed}");
            Assert.Equal(bytes, read);
        }
    }

    [Fact]
    public void Another_length_than_expected_is_refused()
    {
        var (block, bytes) = Make(new Random(1), 50);
        Assert.False(TryDecompress(block, bytes.Length - 1, out _));
        Assert.False(TryDecompress(block, bytes.Length + 1, out _));
        Assert.False(TryDecompress([], 0, out _));
        Assert.True(TryDecompress([0], 0, out _));
    }

    [Fact]
    public void A_block_cut_short_anywhere_is_refused()
    {
        var (block, bytes) = Make(new Random(2), 60);
        for (int length = 0; length < block.Length; length++)
            Assert.False(TryDecompress(block.AsSpan(0, length), bytes.Length, out _), $"{length} bytes");
    }

    [Theory]
    [InlineData(new byte[] { 4, 1, 0 })]
    [InlineData(new byte[] { 8, 0, 7, 1, 2 })]
    [InlineData(new byte[] { 5, 0, 7, 2, 0, 0 })]
    [InlineData(new byte[] { 2, 0, 7, 1, 1 })]
    [InlineData(new byte[] { 2, 16, 1, 2, 3, 4, 5 })]
    [InlineData(new byte[] { 0x81, 0x80, 0x80, 0x80, 0x10, 0, 7 })]
    public void What_starts_before_the_block_or_ends_behind_it_is_refused(byte[] block) =>
        Assert.False(TryDecompress(block, block[0] & 0x7F, out _));

    [Fact]
    public void Damage_anywhere_is_refused_or_gives_so_many_bytes()
    {
        int refused = 0, taken = 0;
        for (int seed = 0; seed < 5000; seed++)
        {
            var random = new Random(seed);
            var (block, bytes) = Make(random, random.Next(1, 20));
            for (int i = random.Next(1, 4); i > 0; i--)
                block[random.Next(block.Length)] = (byte)random.Next(256);
            if (TryDecompress(block, bytes.Length, out byte[] read))
                taken += read.Length == bytes.Length ? 1 : 0;
            else
                refused++;
        }
        Assert.True(refused > 150 && taken > 150, $"{refused} refused, {taken} taken");
    }
}
