namespace Grid.Sources.Tests;

public sealed unsafe class HybridRunsTests
{
    private sealed class Runs(int width)
    {
        public List<byte> Bytes { get; } = [];

        public List<int> Numbers { get; } = [];

        public void Same(int number, int count)
        {
            Head((uint)count << 1);
            for (int i = 0; i < (width + 7) / 8; i++)
                Bytes.Add((byte)(number >> i * 8));
            Numbers.AddRange(Enumerable.Repeat(number, count));
        }

        public void Packed(IReadOnlyList<int> numbers)
        {
            Head((uint)numbers.Count / 8 << 1 | 1);
            var bits = new System.Collections.BitArray(numbers.Count * width);
            for (int i = 0; i < bits.Length; i++)
                bits[i] = (numbers[i / width] >> i % width & 1) != 0;
            byte[] packed = new byte[bits.Length / 8];
            bits.CopyTo(packed, 0);
            Bytes.AddRange(packed);
            Numbers.AddRange(numbers);
        }

        private void Head(uint head)
        {
            for (; head >= 0x80; head >>= 7)
                Bytes.Add((byte)(head | 0x80));
            Bytes.Add((byte)head);
        }
    }

    private static int Number(Random random, int width) => (int)random.NextInt64(1L << width);

    private static Runs Make(Random random, int width)
    {
        var runs = new Runs(width);
        for (int left = random.Next(1, 12); left > 0; left--)
        {
            if (random.Next(2) == 0)
                runs.Same(Number(random, width), random.Next(1, random.Next(2) == 0 ? 5 : 300));
            else
                runs.Packed([.. Enumerable.Range(0, 8 * random.Next(1, 20)).Select(_ => Number(random, width))]);
        }
        return runs;
    }

    [Fact]
    public void Numbers_of_any_width_are_read_in_pieces_of_any_size()
    {
        for (int width = 0; width <= HybridRuns.MostBits; width++)
        {
            for (int seed = 0; seed < 20; seed++)
            {
                var random = new Random(seed * 32 + width);
                var made = Make(random, width);
                byte[] bytes = [.. made.Bytes, .. Enumerable.Repeat((byte)0xFF, HybridRuns.Slack)];
                var read = new List<int>();
                fixed (byte* start = bytes)
                {
                    var runs = new HybridRuns(start, start + made.Bytes.Count, width);
                    while (read.Count < made.Numbers.Count)
                    {
                        int[] piece = new int[Math.Min(random.Next(1, 100), made.Numbers.Count - read.Count)];
                        Assert.True(runs.TryRead(piece));
                        Assert.True(BitPacked.AreBelow(piece, piece.Max() == int.MaxValue ? int.MaxValue : piece.Max() + 1) || piece.Max() == int.MaxValue);
                        Assert.False(BitPacked.AreBelow(piece, piece.Max()));
                        read.AddRange(piece);
                    }
                    Assert.False(runs.TryRead(new int[1]));
                }
                Assert.Equal(made.Numbers, read);
            }
        }
    }

    [Fact]
    public void Bits_that_are_0_are_found_by_their_rows()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            byte[] bits = new byte[random.Next(1, 60) + HybridRuns.Slack];
            random.NextBytes(bits);
            int all = (bits.Length - HybridRuns.Slack) * 8, first = random.Next(all), count = random.Next(1, all - first + 1);
            int[] rows = new int[count];
            int found;
            fixed (byte* at = bits)
                found = BitPacked.Zeros(at, first, count, 1000, rows);
            Assert.Equal(Enumerable.Range(0, count).Where(i => (bits[(first + i) / 8] >> (first + i) % 8 & 1) == 0).Select(i => 1000 + i), rows[..found]);
        }
    }

    [Fact]
    public void Runs_cut_short_anywhere_end_there()
    {
        for (int width = 0; width <= 20; width += 5)
        {
            var made = Make(new Random(width), width);
            for (int length = 0; length < made.Bytes.Count; length++)
            {
                byte[] bytes = [.. made.Bytes[..length], .. new byte[HybridRuns.Slack]];
                fixed (byte* start = bytes)
                    Assert.False(new HybridRuns(start, start + length, width).TryRead(new int[made.Numbers.Count]));
            }
        }
    }

    [Theory]
    [InlineData(3, new byte[] { 0, 1 })]
    [InlineData(3, new byte[] { 1, 1 })]
    [InlineData(3, new byte[] { 4, 8 })]
    [InlineData(1, new byte[] { 4, 2 })]
    [InlineData(1, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 })]
    [InlineData(0, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x0F })]
    [InlineData(0, new byte[] { 0x82, 0x80, 0x80, 0x80, 0x10 })]
    public void What_is_no_run_has_no_numbers(int width, byte[] run)
    {
        byte[] bytes = [.. run, .. new byte[HybridRuns.Slack]];
        fixed (byte* start = bytes)
            Assert.False(new HybridRuns(start, start + run.Length, width).TryRead(new int[1]));
    }
}
