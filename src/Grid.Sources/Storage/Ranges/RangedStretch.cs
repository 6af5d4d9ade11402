using System.Buffers;

namespace Grid.Sources;

/// <summary>
/// A file of another machine from front to back: pieces, of which some are on their way while one is parsed. One connection
/// gives less than a core parses, and each answer takes a while to start.
/// </summary>
internal sealed class RangedStretch : SourceStretch
{
    /// <summary>Bytes of a GET.</summary>
    public const int PieceBytes = 2 << 20;

    /// <summary>How many pieces are under way, or waiting, besides the one that is read.</summary>
    public const int Ahead = 3;

    // What is read beyond the expected end is the rest of a row.
    private const int BytesBeyond = 256 * 1024;

    private readonly RangedFile _source;
    private readonly long _end;
    private readonly CancellationTokenSource _cancel;
    private readonly Queue<Task<Piece>> _coming = new();
    private Piece _piece = new([], 0);
    private int _read;
    private long _next;

    public RangedStretch(RangedFile source, long start, long end)
    {
        (_source, _next, _end) = (source, start, Math.Min(end, source.File.Length));
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(source.Cancellation);
        SendForMore();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_read == _piece.Length)
            TakeNext();
        int count = Math.Min(buffer.Length, _piece.Length - _read);
        _piece.Bytes.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }

    public override void Dispose()
    {
        _cancel.Cancel();
        Return(_piece);
        _piece = new Piece([], 0);
        foreach (var piece in _coming)
            _ = ReturnAsync(piece);
        _coming.Clear();
        _cancel.Dispose();
    }

    private void TakeNext()
    {
        Return(_piece);
        (_piece, _read) = (new Piece([], 0), 0);
        if (_coming.Count == 0)
        {
            if (_next >= _source.File.Length)
                throw _source.Changed();
            Send(Math.Min(BytesBeyond, _source.File.Length - _next));
        }
        _piece = _coming.Dequeue().GetAwaiter().GetResult();
        SendForMore();
    }

    private void SendForMore()
    {
        while (_coming.Count < Ahead && _next < _end)
            Send(Math.Min(PieceBytes, _end - _next));
    }

    private void Send(long length)
    {
        _coming.Enqueue(FetchAsync(_next, (int)length));
        _next += length;
    }

    private async Task<Piece> FetchAsync(long offset, int length)
    {
        var piece = new Piece(ArrayPool<byte>.Shared.Rent(length), length);
        try
        {
            await _source.GetAsync(piece.Bytes.AsMemory(0, length), offset, _cancel.Token).ConfigureAwait(false);
            return piece;
        }
        catch
        {
            Return(piece);
            throw;
        }
    }

    // A piece that nobody waits for any more.
    private static async Task ReturnAsync(Task<Piece> piece)
    {
        await ((Task)piece).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (piece.IsCompletedSuccessfully)
            Return(await piece.ConfigureAwait(false));
    }

    private static void Return(Piece piece)
    {
        if (piece.Bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(piece.Bytes);
    }

    private readonly record struct Piece(byte[] Bytes, int Length);
}
