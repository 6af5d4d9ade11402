using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Grid.Sources;

/// <summary>Reads a stream on a thread of its own, a few pieces ahead of who takes them.</summary>
internal sealed class ReadAhead : IDisposable
{
    private const int PieceBytes = 256 * 1024;
    private const int Pieces = 4;

    private readonly Func<Stream> _open;
    private readonly Func<long> _stored;
    private readonly BlockingCollection<Piece> _ready = new(Pieces);
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;
    private Piece _piece = new([], 0, 0, 0, null);
    private int _taken;

    /// <param name="open">Opens the stream, on its thread.</param>
    /// <param name="stored">How many bytes of the file were read so far.</param>
    public ReadAhead(Func<Stream> open, Func<long> stored)
    {
        (_open, _stored) = (open, stored);
        _reading = Task.Factory.StartNew(ReadAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many bytes of the file, about, what was taken stands for.</summary>
    public long Stored => _piece.Stored;

    /// <summary>Bytes of the stream for each of the file, as far as was taken.</summary>
    public double Ratio => _piece.Stored == 0 ? 1 : _piece.End / (double)_piece.Stored;

    /// <summary>Takes up to a number of bytes; none at the end.</summary>
    public int Take(Span<byte> buffer)
    {
        while (_taken == _piece.Length && !buffer.IsEmpty)
        {
            if (_piece.Error is { } error)
                ExceptionDispatchInfo.Throw(error);
            if (_piece.Bytes.Length > 0)
                _free.Add(_piece.Bytes);
            if (!_ready.TryTake(out var next, Timeout.Infinite))
            {
                _piece = _piece with { Bytes = [], Length = 0, Stored = _stored() };
                _taken = 0;
                return 0;
            }
            (_piece, _taken) = (next, 0);
        }
        int count = Math.Min(buffer.Length, _piece.Length - _taken);
        _piece.Bytes.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    private void ReadAll()
    {
        try
        {
            using var stream = _open();
            long end = 0;
            while (!_end.IsCancellationRequested)
            {
                byte[] bytes = _free.TryTake(out byte[]? used) ? used : GC.AllocateUninitializedArray<byte>(PieceBytes);
                int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                if (length == 0)
                    break;
                end += length;
                _ready.Add(new Piece(bytes, length, end, _stored(), null), _end.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            Tell(e);
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }

    private void Tell(Exception error)
    {
        try
        {
            _ready.Add(new Piece([], 0, 0, _stored(), error), _end.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        // It reads from a file that is about to be closed.
        _reading.Wait();
        _ready.Dispose();
        _end.Dispose();
    }

    private readonly record struct Piece(byte[] Bytes, int Length, long End, long Stored, Exception? Error);
}
