namespace Grid.Hosting;

/// <summary>
/// What is read from PEM files, and read again when they change. Their text is compared and not their time, as files of secrets are links that stay
/// what they are while what they lead to is another. What cannot be read, as files are changed one after the other, leaves what was there in place.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
internal sealed class Renewed<T> where T : class
{
    private const long PaceMilliseconds = 1_000;

    private readonly PemSource[] _sources;
    private readonly Func<string[], T> _read;
    private readonly TimeProvider _time;
    private readonly Lock _turn = new();
    private string[] _texts;
    private T _current;
    private string? _refusal;
    private long _looked;

    /// <summary>Reads it for the first time.</summary>
    /// <param name="sources">Where the texts are.</param>
    /// <param name="read">Makes it of them, in their order.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ClusterException">It cannot be read.</exception>
    public Renewed(PemSource[] sources, Func<string[], T> read, TimeProvider? time = null)
    {
        (_sources, _read, _time) = (sources, read, time ?? TimeProvider.System);
        _texts = ReadTexts();
        _current = read(_texts);
        _looked = _time.GetTimestamp();
    }

    /// <summary>What the files say by now; they are looked at once a second at most.</summary>
    /// <param name="log">Told of what was read anew, and of what could not be.</param>
    public T Current(ILogger log)
    {
        lock (_turn)
        {
            if (_time.GetElapsedTime(_looked).TotalMilliseconds < PaceMilliseconds)
                return _current;
            _looked = _time.GetTimestamp();
            try
            {
                string[] texts = ReadTexts();
                if (!texts.AsSpan().SequenceEqual(_texts))
                {
                    (_current, _texts) = (_read(texts), texts);
                    EngineLog.CertificateRenewed(log, _sources[0].ToString());
                }
                _refusal = null;
            }
            catch (ClusterException e)
            {
                // Said once, and tried again: a certificate that is not in force yet will be.
                if (e.Message != _refusal)
                    EngineLog.CertificateKept(log, _refusal = e.Message);
            }
            return _current;
        }
    }

    private string[] ReadTexts() => Array.ConvertAll(_sources, source => source.Read());
}
