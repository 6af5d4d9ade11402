namespace Grid.Sources;

/// <summary>
/// The numbers that JSON has not, <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, as Python, pandas and DuckDB write them all the same.
/// A line that has some is read with numbers in their place that nobody writes.
/// </summary>
internal static class JsonLiterals
{
    private static ReadOnlySpan<byte> NaN => "NaN"u8;

    private static ReadOnlySpan<byte> Infinity => "Infinity"u8;

    private static ReadOnlySpan<byte> MinusInfinity => "-Infinity"u8;

    private static ReadOnlySpan<byte> ForNaN => "0E-1000001"u8;

    private static ReadOnlySpan<byte> ForInfinity => "0E-1000002"u8;

    /// <summary>Whether there may be some in a text.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> text) => text.IndexOf(NaN) >= 0 || text.IndexOf(Infinity) >= 0;

    /// <summary>A line with numbers in their place, outside of texts.</summary>
    public static byte[] Replaced(ReadOnlySpan<byte> line)
    {
        var replaced = new List<byte>(line.Length + 64);
        bool inText = false;
        for (int at = 0; at < line.Length;)
        {
            if (!inText && Stands(line, at, NaN))
            {
                replaced.AddRange(ForNaN);
                at += NaN.Length;
                continue;
            }
            if (!inText && Stands(line, at, Infinity))
            {
                replaced.AddRange(ForInfinity);
                at += Infinity.Length;
                continue;
            }
            byte c = line[at++];
            replaced.Add(c);
            if (inText && c == '\\' && at < line.Length)
                replaced.Add(line[at++]);
            else if (c == '"')
                inText = !inText;
        }
        return [.. replaced];
    }

    /// <summary>A number as it was written, if it stands in the place of one.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> number)
    {
        var digits = number is [(byte)'-', ..] ? number[1..] : number;
        return digits.SequenceEqual(ForNaN) ? NaN : !digits.SequenceEqual(ForInfinity) ? number : digits.Length == number.Length ? Infinity : MinusInfinity;
    }

    /// <summary>Whether a number as it was written is NaN.</summary>
    public static bool IsNaN(ReadOnlySpan<byte> number) => number.SequenceEqual(NaN);

    // Whether a word stands at a place, and is no part of another, or of a number.
    private static bool Stands(ReadOnlySpan<byte> line, int at, ReadOnlySpan<byte> word) => line[at..].StartsWith(word)
        && (at == 0 || !IsOfWord(line[at - 1])) && (at + word.Length == line.Length || !IsOfWord(line[at + word.Length]));

    private static bool IsOfWord(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'.' or (byte)'_' or (byte)'+';
}
