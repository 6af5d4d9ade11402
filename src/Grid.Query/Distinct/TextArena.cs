namespace Grid.Query;

/// <summary>Texts one after the other in one array, each with its hash.</summary>
internal sealed class TextArena(int texts = 64, int bytes = 1024)
{
    private ulong[] _hashes = new ulong[Math.Max(1, texts)];
    private int[] _ends = new int[Math.Max(1, texts)];
    private byte[] _bytes = new byte[Math.Max(1, bytes)];

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Start(Count));

    public ReadOnlySpan<byte> Text(int i) => _bytes.AsSpan()[Start(i).._ends[i]];

    /// <summary>Adds a text, and says at which position.</summary>
    public int Append(ReadOnlySpan<byte> text, ulong hash)
    {
        int start = Start(Count);
        if (Count == _hashes.Length)
        {
            Array.Resize(ref _hashes, 2 * Count);
            Array.Resize(ref _ends, 2 * Count);
        }
        if (start + text.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, start + text.Length));
        text.CopyTo(_bytes.AsSpan(start));
        (_hashes[Count], _ends[Count]) = (hash, start + text.Length);
        return Count++;
    }

    private int Start(int i) => i == 0 ? 0 : _ends[i - 1];
}
