using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Grid.Sources.Tests;

public unsafe class StructureScannerTests
{
    [Fact]
    public void A_scan_finds_what_a_plain_walk_finds() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            string alphabet = random.Next(3) switch { 0 => "ab,\n", 1 => "abcdefgh,\n\"", _ => "a\"\n,é\0\u007F;" };
            var text = new StringBuilder();
            for (int i = random.Next(0, 400); i > 0; i--)
                text.Append(alphabet[random.Next(alphabet.Length)]);
            Check(Encoding.UTF8.GetBytes(text.ToString()), random.Next(0, 70));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    public void Quotes_that_open_or_close_at_the_edges_of_blocks_are_seen(int edge)
    {
        foreach (int length in new[] { 1, 2, 63, 64, 65 })
        {
            string text = new string('a', edge) + "\"" + new string(',', length) + "\n\"," + "b\n";
            Check(Encoding.ASCII.GetBytes(text), 0);
        }
    }

    [Fact]
    public void Text_of_separators_alone_is_scanned() => Check(Encoding.ASCII.GetBytes(new string(',', 300) + new string('\n', 300)), 3);

    [Fact]
    public void A_prefix_xor_is_the_xor_of_all_bits_up_to_each() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), bits =>
        {
            ulong expected = 0, parity = 0;
            for (int i = 0; i < 64; i++)
            {
                parity ^= bits >> i & 1;
                expected |= parity << i;
            }
            Assert.Equal(expected, StructureScanner.PrefixXor(bits));
        }).QuickCheckThrowOnFailure();

    private static void Check(byte[] bytes, int offset)
    {
        // What lies around the text must not matter.
        var buffer = new byte[offset + bytes.Length + StructureScanner.Slack];
        buffer.AsSpan().Fill((byte)',');
        bytes.CopyTo(buffer, offset);
        var positions = new int[bytes.Length + StructureScanner.Slack];
        ScanResult result;
        fixed (byte* text = buffer)
        fixed (int* separators = positions)
            result = StructureScanner.Scan(text, offset, offset + bytes.Length, (byte)',', (byte)'"', separators);
        var expected = new List<int>();
        bool inside = false;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '"')
                inside = !inside;
            else if (!inside && bytes[i] is (byte)',' or (byte)'\n' && !inside)
                expected.Add(offset + i);
        }
        Assert.Equal(expected, positions.Take(result.Separators));
        Assert.Equal(expected.Count(p => buffer[p] == '\n'), result.Lines);
        Assert.Equal(bytes.Count(b => b == '"'), result.Quotes);
        Assert.Equal(bytes.Any(b => b > 127), result.NonAscii);
        Assert.Equal(bytes.Contains((byte)0), result.Nul);
    }
}
