namespace Grid.Sources;

/// <summary>The text of a split that is read and not parsed yet: whole stretches at a time, in memory that does not move.</summary>
internal sealed unsafe class TextWindow(SourceFile source) : IDisposable
{
    private const int ReadBytes = 256 * 1024;

    private readonly NativeScratch _text = new();
    private SourceStretch? _stretch;
    private long _limit;
    private long _fileEnd;

    /// <summary>What positions in the text count from.</summary>
    public byte* Pointer => _text.Pointer;

    /// <summary>Where the text starts that is not parsed yet.</summary>
    public int Head { get; private set; }

    /// <summary>Where it ends.</summary>
    public int Tail { get; private set; }

    /// <summary>Where the head is in the file.</summary>
    public long Position { get; private set; }

    /// <summary>Where the split ends, as far as is known.</summary>
    public long End { get; private set; }

    /// <summary>Whether all is read up to where reading is to end.</summary>
    public bool IsAllRead { get; private set; }

    /// <summary>Whether it is read on behind the end of the split.</summary>
    public bool IsBeyond => _limit > End;

    public int Length => Tail - Head;

    /// <summary>The text that is not parsed yet, from its start.</summary>
    public ReadOnlySpan<byte> Ahead(int length) => new(Pointer + Head, length);

    /// <summary>Sets out to read from a place to the end of a split.</summary>
    public void Start(long position, long end)
    {
        (Head, Tail, Position, End, _limit, IsAllRead, _fileEnd) = (0, 0, position, end, end, false, source.TextLength);
        _stretch?.Dispose();
        _stretch = source.Stretch(position, end);
    }

    /// <summary>Reads more text behind what is left, so that there is a block of it, or all there is.</summary>
    public void Fill(int blockBytes)
    {
        int left = Length;
        byte* text = _text.Reserve(RowBlock.Margin + (long)left + blockBytes + ReadBytes + StructureScanner.Slack);
        Buffer.MemoryCopy(text + Head, text + RowBlock.Margin, left, left);
        // What is before the first field is no quote.
        text[RowBlock.Margin - 1] = (byte)'\n';
        (Head, Tail) = (RowBlock.Margin, RowBlock.Margin + left);
        while (Length < blockBytes)
        {
            long at = Position + Length;
            int read = at == _limit ? 0 : _stretch!.Read(new Span<byte>(text + Tail, (int)Math.Min(ReadBytes, _limit - at)));
            Tail += read;
            if (read > 0)
                continue;
            IsAllRead = true;
            // How long a text is that is written in another way shows where it ends.
            if (at < _limit)
                End = _limit = _fileEnd = at;
            // The last line of a file may end where the file does.
            if (at == _fileEnd && Tail > Head && text[Tail - 1] != '\n')
                text[Tail++] = (byte)'\n';
            return;
        }
    }

    /// <summary>Takes text off the start, as it is parsed.</summary>
    public void Take(int bytes)
    {
        Position += bytes;
        Head += bytes;
    }

    /// <summary>Makes more to read where the last row reaches over the end of the split; false where the file ends.</summary>
    public bool TryReadOn()
    {
        if (_limit == _fileEnd)
            return false;
        _limit = Math.Min(_fileEnd, _limit + ReadBytes);
        IsAllRead = false;
        return true;
    }

    /// <summary>Reads all that is left, and leaves it out.</summary>
    /// <exception cref="SourceException">The file is damaged.</exception>
    public void ReadToEnd(CancellationToken cancellation)
    {
        var left = new byte[ReadBytes];
        while (_stretch!.Read(left) > 0)
            cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Bytes of the file, as it is stored, that were read; less than the position where it is compressed.</summary>
    public long Stored => _stretch!.Stored(Position);

    public void Dispose()
    {
        _stretch?.Dispose();
        _text.Dispose();
    }
}
