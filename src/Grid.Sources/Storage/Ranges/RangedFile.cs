using System.Buffers;

namespace Grid.Sources;

/// <summary>A file of another machine, read by requests for ranges of it. One that breaks off is taken up again where it did.</summary>
internal abstract class RangedFile(FileStamp file, CancellationToken cancellation) : SourceFile(file)
{
    private const int Attempts = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    public override int StretchBytes => RangedStretch.PieceBytes * (RangedStretch.Ahead + 1);

    /// <summary>Cancelled when reads shall end.</summary>
    public CancellationToken Cancellation => cancellation;

    public override void CheckUnchanged()
    {
        // Each answer was checked.
    }

    public override int Read(Span<byte> buffer, long offset)
    {
        int length = (int)Math.Min(buffer.Length, File.Length - offset);
        if (length <= 0)
            throw Changed();
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            GetAsync(bytes.AsMemory(0, length), offset, cancellation).GetAwaiter().GetResult();
            bytes.AsSpan(0, length).CopyTo(buffer);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public override SourceStretch Stretch(long start, long end) => new RangedStretch(this, start, end);

    public override void ForMany(int places, Action<int> work) => WaitingThreads.ForMany(places, work);

    /// <summary>Fills memory with the bytes from an offset on.</summary>
    /// <exception cref="SourceException">The file is gone or has changed, or is not given.</exception>
    public async Task GetAsync(Memory<byte> memory, long offset, CancellationToken end)
    {
        int got = 0;
        for (int attempt = 1; ; attempt++)
        {
            using var patience = new Patience(end);
            Exception? broken = null;
            try
            {
                using var answer = await SendAsync(offset + got, offset + memory.Length, patience).ConfigureAwait(false);
                try
                {
                    for (int read = 1; read > 0 && got < memory.Length; got += read)
                    {
                        patience.Renew();
                        read = await answer.Body.ReadAsync(memory[got..], patience.Token).ConfigureAwait(false);
                    }
                }
                catch (Exception e) when (IsFault(e))
                {
                    broken = e;
                }
            }
            catch (OperationCanceledException e) when (patience.IsEnded(e))
            {
                broken = new TimeoutException($"no byte within {Patience.Seconds} s", e);
            }
            catch (Exception e) when (IsPassing(e))
            {
                broken = e;
            }
            if (got == memory.Length)
                return;
            end.ThrowIfCancellationRequested();
            if (attempt == Attempts)
                throw Fault(broken ?? new EndOfStreamException($"the answer ends {memory.Length - got} bytes too soon"));
            await Task.Delay(s_pause * attempt, end).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for a range.</summary>
    /// <param name="start">Its first byte.</param>
    /// <param name="limit">The byte behind its last.</param>
    /// <param name="patience">Ends the wait.</param>
    /// <exception cref="SourceException">The file is gone or has changed, or is refused.</exception>
    protected abstract Task<RangeAnswer> SendAsync(long start, long limit, Patience patience);

    /// <summary>Whether an exception is of whoever has the file, or of the way there.</summary>
    protected abstract bool IsFault(Exception e);

    /// <summary>Whether to ask again after a request had no answer; who sends it may have tried for itself.</summary>
    protected virtual bool IsPassing(Exception e) => IsFault(e);

    /// <summary>A fault as the reader's exception.</summary>
    protected abstract SourceException Fault(Exception e);

    public override void Dispose()
    {
        // A file elsewhere is not held open.
    }
}

/// <summary>The answer to a request for a range.</summary>
/// <param name="Answer">What is disposed of when it was read.</param>
/// <param name="Body">The bytes.</param>
internal sealed record RangeAnswer(IDisposable Answer, Stream Body) : IDisposable
{
    public void Dispose() => Answer.Dispose();
}
