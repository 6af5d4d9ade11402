using System.Text;

namespace Grid.Query;

/// <summary>Texts made of others: case, by the invariant culture; one put behind the other; parts replaced. And lengths, in code points.</summary>
internal static class TextKernel
{
    public static void Length(Vector input, Vector result, int count)
    {
        for (int i = 0; i < count; i++)
            result.Longs[i] = input.IsValid(i) ? Runes(input.TextAt(i)) : 0;
    }

    public static void Apply(Operation operation, ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        var written = new TextBuffer();
        for (int i = 0; i < count; i++)
        {
            result.Starts[i] = written.Length;
            if (result.IsValid(i))
                Write(operation, inputs, i, written);
            result.Ends[i] = written.Length;
        }
        result.Text = written.Written;
    }

    /// <summary>How many code points a text has.</summary>
    public static int Runes(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        foreach (byte b in utf8)
            count += (b & 0xC0) != 0x80 ? 1 : 0;
        return count;
    }

    private static void Write(Operation operation, ReadOnlySpan<Vector> inputs, int row, TextBuffer written)
    {
        var text = inputs[0].TextAt(row);
        switch (operation)
        {
            case Operation.Concat:
                foreach (var input in inputs)
                    written.Add(input.TextAt(row));
                break;
            case Operation.Replace:
                Replace(text, inputs[1].TextAt(row), inputs[2].TextAt(row), written);
                break;
            default:
                string decoded = Encoding.UTF8.GetString(text);
                written.Add(operation == Operation.Lower ? decoded.ToLowerInvariant() : decoded.ToUpperInvariant());
                break;
        }
    }

    private static void Replace(ReadOnlySpan<byte> text, ReadOnlySpan<byte> old, ReadOnlySpan<byte> with, TextBuffer written)
    {
        // An empty text is nowhere.
        while (old.Length > 0 && text.IndexOf(old) is >= 0 and var at)
        {
            written.Add(text[..at]);
            written.Add(with);
            text = text[(at + old.Length)..];
        }
        written.Add(text);
    }
}
