using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Sources;

/// <summary>
/// The distinct texts of a column, coded in the order of their appearance. Texts of up to eight bytes are compared as one
/// word. The hash is fixed, and decides nothing but speed.
/// </summary>
internal sealed unsafe class TextDictionary : IDisposable
{
    /// <summary>The most distinct texts.</summary>
    public const int Limit = 65_536;

    private readonly PooledBytes _data = new();
    private Entry[] _entries = new Entry[16];
    private int[] _slots = new int[64];
    private int _dataLength;

    private struct Entry
    {
        /// <summary>The first eight bytes, the first lowest.</summary>
        public ulong Key;
        public uint Hash;
        public int Offset;
        public int Length;
    }

    /// <summary>How many distinct texts there are.</summary>
    public int Count { get; private set; }

    /// <summary>The text of a code.</summary>
    public ReadOnlySpan<byte> this[int code] => _data.Array.AsSpan(_entries[code].Offset, _entries[code].Length);

    /// <summary>The code of a text of up to eight bytes, the first of them lowest in the word, or -1 where it would be one too many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CodeOfShort(ulong key, int length)
    {
        uint hash = Hash(key, (ulong)length);
        int mask = _slots.Length - 1;
        for (int slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            int code = _slots[slot] - 1;
            if (code < 0)
                return Add(new ReadOnlySpan<byte>(&key, length), key, hash, slot);
            ref var entry = ref _entries[code];
            if (entry.Key == key && entry.Length == length)
                return code;
        }
    }

    /// <summary>The code of a text of any length, or -1 where it would be one too many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CodeOf(ReadOnlySpan<byte> text)
    {
        ulong key = 0;
        text[..Math.Min(8, text.Length)].CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref key)));
        if (text.Length <= 8)
            return CodeOfShort(key, text.Length);
        uint hash = HashLong(text);
        int mask = _slots.Length - 1;
        for (int slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            int code = _slots[slot] - 1;
            if (code < 0)
                return Add(text, key, hash, slot);
            ref var entry = ref _entries[code];
            if (entry.Hash == hash && entry.Key == key && entry.Length == text.Length && text.SequenceEqual(this[code]))
                return code;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ulong key, ulong more)
    {
        ulong product = Math.BigMul(key ^ 0x9E3779B97F4A7C15, more ^ 0xD1B54A32D192ED03, out ulong low) ^ low;
        return (uint)(product ^ product >> 32);
    }

    private static uint HashLong(ReadOnlySpan<byte> text)
    {
        ulong state = (ulong)text.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(text);
        foreach (ulong word in words)
            state = Hash(word, state) | state << 32;
        return Hash(MemoryMarshal.Read<ulong>(text[^8..]), state);
    }

    private int Add(ReadOnlySpan<byte> text, ulong key, uint hash, int slot)
    {
        if (Count == Limit)
            return -1;
        _data.Reserve((long)_dataLength + text.Length, _dataLength);
        text.CopyTo(_data.Array.AsSpan(_dataLength));
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        _entries[Count] = new Entry { Key = key, Hash = hash, Offset = _dataLength, Length = text.Length };
        _dataLength += text.Length;
        _slots[slot] = ++Count;
        if (Count * 2 > _slots.Length)
            Grow();
        return Count - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        int mask = _slots.Length - 1;
        for (int code = 0; code < Count; code++)
        {
            int slot = (int)_entries[code].Hash & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }

    public void Dispose() => _data.Dispose();
}
