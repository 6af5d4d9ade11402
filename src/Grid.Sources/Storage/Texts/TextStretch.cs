namespace Grid.Sources;

/// <summary>A text from front to back, made of a file in another form ahead of who reads it.</summary>
internal sealed class TextStretch : SourceStretch
{
    private readonly SourceFile _stored;
    private readonly TextForm _form;
    private readonly StoredStream _stream;
    private readonly ReadAhead _text;

    public TextStretch(SourceFile stored, TextForm form, long start)
    {
        (_stored, _form) = (stored, form);
        _stream = new StoredStream(stored);
        _text = new ReadAhead(() => TextPipeline.Of(_stream, form), () => _stream.Count);
        var passed = new byte[(int)Math.Min(start, 64 * 1024)];
        while (start > 0)
        {
            int read = Read(passed.AsSpan(0, (int)Math.Min(start, passed.Length)));
            if (read == 0)
                break;
            start -= read;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _text.Take(buffer);
        }
        catch (Exception e) when (TextPipeline.IsFault(e))
        {
            throw TextPipeline.Fault(_stored, _form, e);
        }
    }

    public override long Stored(long position) => _text.Stored;

    /// <summary>Bytes of the text for each of the file, as far as it was read.</summary>
    public double Ratio => _text.Ratio;

    public override void Dispose() => _text.Dispose();
}
