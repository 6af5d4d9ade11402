using System.Text;

namespace Grid.Query;

/// <summary>Functions of texts: case, by the invariant culture, and length, in code points.</summary>
internal static class TextKernel
{
    public static void Apply(Operation operation, Vector input, Vector result, int count)
    {
        if (operation == Operation.Length)
        {
            for (int i = 0; i < count; i++)
                result.Longs[i] = input.IsValid(i) ? Runes(input.TextAt(i)) : 0;
            return;
        }
        var bytes = new List<byte>();
        for (int i = 0; i < count; i++)
        {
            result.Starts[i] = bytes.Count;
            if (input.IsValid(i))
            {
                string text = Encoding.UTF8.GetString(input.TextAt(i));
                bytes.AddRange(Encoding.UTF8.GetBytes(operation == Operation.Lower ? text.ToLowerInvariant() : text.ToUpperInvariant()));
            }
            result.Ends[i] = bytes.Count;
        }
        result.Text = bytes.ToArray();
    }

    private static int Runes(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        foreach (byte b in utf8)
            count += (b & 0xC0) != 0x80 ? 1 : 0;
        return count;
    }
}
