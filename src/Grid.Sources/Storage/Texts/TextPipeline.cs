using System.Text;
using ZstdSharp;

namespace Grid.Sources;

/// <summary>A stored file's bytes on their way to a text: decompressed, decoded, with line feeds.</summary>
internal static class TextPipeline
{
    private const int PieceBytes = 128 * 1024;

    /// <summary>The text as a stream, which disposes of what it reads.</summary>
    public static Stream Of(Stream stored, TextForm form) => Of(stored, form, DecoderFallback.ExceptionFallback);

    /// <summary>The same, with what is no text of its encoding as a fallback has it.</summary>
    public static Stream Of(Stream stored, TextForm form, DecoderFallback fallback)
    {
        var text = form.Compression switch
        {
            TextCompression.Gzip => new GzipStream(stored),
            TextCompression.Zstd => new DecompressionStream(stored, PieceBytes, checkEndOfStream: true, leaveOpen: false),
            _ => stored,
        };
        if (form.Encoding is { } encoding)
            text = Encoding.CreateTranscodingStream(text, TextEncodings.Get(encoding, fallback), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (form.HasObjectsAnywhere)
            return new ObjectLines(text);
        return form.ReturnsOutside is { } quote ? new ReturnsStream(text, quote) : text;
    }

    /// <summary>Whether an exception says that a file is not what its form is.</summary>
    public static bool IsFault(Exception e) => e is InvalidDataException or EndOfStreamException or ZstdException or DecoderFallbackException or EncoderFallbackException;

    /// <summary>A fault as the reader's exception.</summary>
    public static SourceException Fault(SourceFile stored, TextForm form, Exception e)
    {
        string path = stored.File.Path;
        if (e is DecoderFallbackException or EncoderFallbackException)
            return Undecodable(stored, form, e);
        if (e is ZstdException && e.Message.Contains("too much memory", StringComparison.Ordinal))
            return new SourceException($"{path} takes more memory to decompress than zstd uses by default; decompress it first (zstd -d --long=31), or compress it without --long.", path, inner: e);
        string what = e is EndOfStreamException ? "it ends too soon" : e.Message.ReplaceLineEndings(" ").TrimEnd('.');
        return new SourceException($"{path} is cut off or damaged ({what}); fetch it again, or make it again.", path, inner: e);
    }

    // Finds the line by reading once more, with a mark where the text cannot be read.
    private static SourceException Undecodable(SourceFile stored, TextForm form, Exception e)
    {
        long line = 1;
        var buffer = new byte[PieceBytes];
        byte[] mark = [0xEF, 0xBF, 0xBF];
        string path = stored.File.Path;
        using (var text = Of(new StoredStream(stored), form, new DecoderReplacementFallback("\uFFFF")))
        {
            for (int length = 0, read; (read = text.Read(buffer, length, buffer.Length - length)) > 0;)
            {
                length += read;
                int at = buffer.AsSpan(0, length).IndexOf(mark);
                line += buffer.AsSpan(0, at < 0 ? length - 2 : at).Count((byte)'\n');
                if (at >= 0)
                    break;
                buffer.AsSpan(length - 2, 2).CopyTo(buffer);
                length = 2;
            }
        }
        return new SourceException($"{path}, line {line}: the text is not valid {form.Encoding}; say how it is encoded (--encoding).", path, line, inner: e);
    }
}
