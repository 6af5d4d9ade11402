using System.Text;

namespace Grid.Query;

/// <summary>Whether texts hold others or are of a pattern, and what a pattern finds in them.</summary>
internal static class TextMatchKernel
{
    public static void Apply(ExpressionNode node, ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        if (node.Operation is Operation.RegexReplace or Operation.RegexExtract)
        {
            Rewrite(node, inputs, result, count);
            return;
        }
        result.Bits.AsSpan(0, Vector.Words(count)).Clear();
        char[] room = [];
        for (int i = 0; i < count; i++)
        {
            if (!result.IsValid(i))
                continue;
            var text = inputs[0].TextAt(i);
            bool holds = node.Operation switch
            {
                Operation.Contains => text.IndexOf(inputs[1].TextAt(i)) >= 0,
                Operation.StartsWith => text.StartsWith(inputs[1].TextAt(i)),
                Operation.EndsWith => text.EndsWith(inputs[1].TextAt(i)),
                Operation.Like => node.LikePattern.Matches(text),
                _ => node.Regex.IsMatch(Decode(text, ref room)),
            };
            if (holds)
                result.Bits[i >> 6] |= 1UL << (i & 63);
        }
    }

    // A text without a match has nothing to extract, and nothing to replace. What is put in the place of matches is a literal.
    private static void Rewrite(ExpressionNode node, ReadOnlySpan<Vector> inputs, Vector result, int count)
    {
        var written = new TextBuffer();
        RegexReplacement? replacement = null;
        for (int i = 0; i < count; i++)
        {
            result.Starts[i] = result.Ends[i] = written.Length;
            if (!result.IsValid(i))
                continue;
            string text = Encoding.UTF8.GetString(inputs[0].TextAt(i));
            if (node.Operation == Operation.RegexReplace)
            {
                replacement ??= RegexReplacement.Parse(Encoding.UTF8.GetString(inputs[1].TextAt(i)), node.Regex);
                written.Add(node.Regex.Replace(text, replacement));
            }
            else if (node.Regex.Extract(text, (int)inputs[1].Longs[i]) is { } group)
            {
                written.Add(group);
            }
            else
            {
                result.Clear(i, count);
            }
            result.Ends[i] = written.Length;
        }
        result.Text = written.Written;
    }

    private static ReadOnlySpan<char> Decode(ReadOnlySpan<byte> text, ref char[] room)
    {
        if (room.Length < text.Length)
            room = new char[Math.Max(256, text.Length)];
        return room.AsSpan(0, Encoding.UTF8.GetChars(text, room));
    }
}
