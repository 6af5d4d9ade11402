using System.Buffers;
using System.Text;

namespace Grid.Query;

/// <summary>Parts of texts: they point into the texts that they are of.</summary>
internal static class TextSliceKernel
{
    /// <summary>Drops characters at the ends: those of a set, or blanks where it is empty.</summary>
    public static void Trim(ExpressionNode node, Vector input, Vector result, int count)
    {
        var signs = node.Literal.AsText!.EnumerateRunes().ToHashSet();
        bool start = node.Operation != Operation.TrimEnd, end = node.Operation != Operation.TrimStart;
        result.Text = input.Text;
        for (int i = 0; i < count; i++)
        {
            if (!input.IsValid(i))
                continue;
            var text = input.TextAt(i);
            int from = input.Starts[i];
            while (start && Rune.DecodeFromUtf8(text, out var rune, out int length) == OperationStatus.Done && Goes(signs, rune))
            {
                text = text[length..];
                from += length;
            }
            while (end && Rune.DecodeLastFromUtf8(text, out var rune, out int length) == OperationStatus.Done && Goes(signs, rune))
                text = text[..^length];
            (result.Starts[i], result.Ends[i]) = (from, from + text.Length);
        }
    }

    /// <summary>
    /// Takes characters from a place, counted from 1, or from the end where it is negative; as many as are asked for, or all. A
    /// negative number of them fails.
    /// </summary>
    public static void Substring(ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        var input = inputs[0];
        var lengths = inputs.Length > 2 ? inputs[2] : null;
        result.Text = input.Text;
        for (int i = 0; i < count; i++)
        {
            if (!result.IsValid(i))
                continue;
            var text = input.TextAt(i);
            Int128 first = inputs[1].Longs[i], length = lengths?.Longs[i] ?? int.MaxValue;
            if (length < 0)
            {
                result.Fail(i, count);
                continue;
            }
            if (first < 0)
                first = Int128.Max(TextKernel.Runes(text) + first, 0) + 1;
            // As in SQL, places before the first are counted, and are empty.
            var end = first + length;
            int from = Place(text, first), to = Math.Max(from, Place(text, end));
            (result.Starts[i], result.Ends[i]) = (input.Starts[i] + from, input.Starts[i] + to);
        }
    }

    // Where a character starts, counted from 1.
    private static int Place(ReadOnlySpan<byte> text, Int128 character)
    {
        int at = 0;
        for (Int128 left = character - 1; left > 0 && at < text.Length; left--)
        {
            do
                at++;
            while (at < text.Length && (text[at] & 0xC0) == 0x80);
        }
        return at;
    }

    private static bool Goes(HashSet<Rune> signs, Rune rune) => signs.Count == 0 ? Rune.IsWhiteSpace(rune) : signs.Contains(rune);
}
