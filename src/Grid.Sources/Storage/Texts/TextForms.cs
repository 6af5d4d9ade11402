namespace Grid.Sources;

/// <summary>In which form a text is stored, as its first bytes show.</summary>
internal static class TextForms
{
    private const int HeadBytes = 64 * 1024;

    /// <summary>The form of a file; null where it is UTF-8 with line feeds as it stands.</summary>
    /// <param name="stored">The file.</param>
    /// <param name="head">Its first bytes, or all.</param>
    /// <param name="encoding">Its encoding, unless it starts with the mark of one; null for UTF-8.</param>
    /// <param name="quote">What stands around fields in which a carriage return ends no line; null where lines end with line feeds in any case.</param>
    /// <exception cref="SourceException">It is compressed in a way that is not read, or cannot be decompressed or decoded.</exception>
    public static TextForm? Of(SourceFile stored, ReadOnlySpan<byte> head, string? encoding, byte? quote)
    {
        var form = new TextForm { Compression = Compressions.Of(stored.File, head) };
        if (form.Compression != TextCompression.None)
            head = HeadOf(stored, form);
        form = form with { Encoding = TextEncodings.OfMark(head) ?? (TextEncodings.IsMarkedUtf8(head) ? null : encoding) };
        if (form.Encoding is not null)
            head = HeadOf(stored, form);
        return (quote is { } q && EndsWithReturns(head, q) ? form with { ReturnsOutside = q } : form).OrNone;
    }

    /// <summary>The first bytes of a text.</summary>
    public static byte[] HeadOf(SourceFile stored, TextForm? form)
    {
        var head = new byte[(int)Math.Min(HeadBytes, form is null ? stored.File.Length : HeadBytes)];
        using var stretch = form is null ? stored.Stretch(0, head.Length) : new TextStretch(stored, form, 0);
        int length = 0;
        for (int read = 1; read > 0 && length < head.Length; length += read)
            read = stretch.Read(head.AsSpan(length));
        return head[..length];
    }

    /// <summary>Whether lines end with a carriage return and none with a line feed, quotes aside.</summary>
    private static bool EndsWithReturns(ReadOnlySpan<byte> head, byte quote)
    {
        if (!head.Contains((byte)'\r'))
            return false;
        bool isInside = false, found = false;
        foreach (byte c in head)
        {
            if (c == quote)
                isInside = !isInside;
            else if (c == '\n' && !isInside)
                return false;
            else
                found |= c == '\r' && !isInside;
        }
        // Before a line feed that is cut off, it would end the first line.
        return found && !(head.Length == HeadBytes && head.IndexOf((byte)'\r') == head.Length - 1);
    }
}
