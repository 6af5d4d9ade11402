namespace Grid.Sources;

/// <summary>The text of a file that is stored in another form: read from its start to its end, whose place shows when it is reached.</summary>
internal sealed class TextFile(SourceFile stored, FileStamp file, TextForm form) : SourceFile(file)
{
    private readonly Lock _turn = new();
    private byte[] _head = [];
    private int _length;
    private TextStretch? _rest;

    public override bool IsStored => false;

    public override long TextLength => long.MaxValue;

    /// <summary>About how many bytes of text there are in all, as far as a look at it shows.</summary>
    public long ExpectedLength => (long)(File.Length * (_rest?.Ratio ?? 1));

    public override int StretchBytes => int.MaxValue;

    public override void CheckUnchanged() => stored.CheckUnchanged();

    /// <summary>Reads from the start of the text, which is kept as far as it was read: for a look at it, not for all of it.</summary>
    public override int Read(Span<byte> buffer, long offset)
    {
        lock (_turn)
        {
            _rest ??= new TextStretch(stored, form, 0);
            long wanted = offset + buffer.Length;
            if (wanted > _head.Length)
                Array.Resize(ref _head, checked((int)Math.Max(wanted, Math.Min(_head.Length * 2L, Array.MaxLength))));
            for (int read = 1; read > 0 && _length < wanted; _length += read)
                read = _rest.Read(_head.AsSpan(_length, (int)wanted - _length));
            int count = (int)Math.Clamp(_length - offset, 0, buffer.Length);
            _head.AsSpan((int)Math.Min(offset, _length), count).CopyTo(buffer);
            return count;
        }
    }

    public override long LineOf(long offset)
    {
        if (!form.HasObjectsAnywhere)
            return base.LineOf(offset);
        using var objects = new ObjectLines(TextPipeline.Of(new StoredStream(stored), form with { HasObjectsAnywhere = false }));
        return objects.LineOf(offset);
    }

    public override SourceStretch Stretch(long start, long end) => new TextStretch(stored, form, start);

    public override void Dispose()
    {
        _rest?.Dispose();
        stored.Dispose();
    }
}
