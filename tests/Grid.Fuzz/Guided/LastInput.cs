using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Grid.Fuzz.Guided;

/// <summary>The input that is being read, and which it is, in a file that stays when the process does not.</summary>
internal sealed class LastInput(string path) : IDisposable
{
    private const int Head = sizeof(long) + sizeof(int);

    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);

    /// <summary>Keeps an input.</summary>
    /// <param name="number">How many there were up to it.</param>
    /// <param name="input">Its bytes.</param>
    public void Keep(long number, byte[] input)
    {
        var head = new byte[Head];
        BinaryPrimitives.WriteInt64LittleEndian(head, number);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(sizeof(long)), input.Length);
        RandomAccess.Write(_file, [head, input], 0);
    }

    /// <summary>What was kept last; null where nothing was.</summary>
    public static (long Number, byte[] Input)? Of(string path)
    {
        byte[] kept = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return kept.Length < Head ? null : (BinaryPrimitives.ReadInt64LittleEndian(kept), kept.AsSpan(Head, BinaryPrimitives.ReadInt32LittleEndian(kept.AsSpan(sizeof(long)))).ToArray());
    }

    public void Dispose() => _file.Dispose();
}
