namespace Grid.Sources;

/// <summary>Bytes borrowed from the pool of loads, which grow by doubling. What is grown is not cleared.</summary>
internal sealed class PooledBytes : IDisposable
{
    private byte[] _bytes = [];

    public byte[] Array => _bytes;

    public int Capacity => _bytes.Length;

    /// <summary>Makes room for a number of bytes, of which the first <paramref name="used"/> are kept.</summary>
    public void Reserve(long needed, int used)
    {
        if (needed <= _bytes.Length)
            return;
        if (needed > System.Array.MaxLength)
            throw new SourceException($"a column of one split needs {needed} bytes, more than one array holds; choose smaller splits.");
        var larger = ScratchPool.Shared.Rent((int)Math.Min(System.Array.MaxLength, Math.Max(needed, Math.Max(1024, 2L * used))));
        _bytes.AsSpan(0, used).CopyTo(larger);
        Return();
        _bytes = larger;
    }

    private void Return()
    {
        if (_bytes.Length > 0)
            ScratchPool.Shared.Return(_bytes);
        _bytes = [];
    }

    public void Dispose() => Return();
}
