namespace Grid.Fuzz;

/// <summary>A reader of what may come from strangers. What it holds, such as a folder, goes with it.</summary>
internal sealed class FuzzTarget(Action<byte[]> read, Func<Exception, bool> isRefusal, Action? end = null) : IDisposable
{
    /// <summary>Sound inputs, all of which are read.</summary>
    public required IReadOnlyList<byte[]> Seeds { get; init; }

    /// <summary>What readers of the format look for.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Makes a damaged input whole in one respect, such as a checksum.</summary>
    public Func<byte[], byte[]> Mend { get; init; } = bytes => bytes;

    /// <summary>Damage that knows the format, for the random numbers given; null where there is none, or the input is not of the format.</summary>
    public Func<Random, byte[], byte[]?>? Shaped { get; init; }

    /// <summary>How many bytes of memory an input may be worth besides what any may take, for each of its own.</summary>
    public int Worth { get; init; } = 4_096;

    /// <summary>Reads an input.</summary>
    /// <exception cref="UnrefusedException">It ends in what is no refusal.</exception>
    /// <returns>Whether it is read; else it is refused.</returns>
    public bool Read(byte[] input)
    {
        try
        {
            read(input);
            return true;
        }
        catch (Exception e) when (isRefusal(e))
        {
            return false;
        }
        catch (Exception e)
        {
            throw new UnrefusedException(e);
        }
    }

    /// <summary>The most memory that reading it may allocate, in bytes, one after the other.</summary>
    public long Most(byte[] input) => (64L << 20) + ((long)Worth * input.Length);

    public void Dispose() => end?.Invoke();
}
