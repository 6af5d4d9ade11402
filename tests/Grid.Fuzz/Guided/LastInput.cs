using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Grid.Fuzz.Guided;

/// <summary>The input that is being read, in a file that stays when the process does not.</summary>
internal sealed class LastInput(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);

    /// <summary>Keeps an input.</summary>
    public void Keep(byte[] input)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, input.Length);
        RandomAccess.Write(_file, [length, input], 0);
    }

    /// <summary>What was kept last; null where nothing was.</summary>
    public static byte[]? Of(string path)
    {
        byte[] kept = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return kept.Length < sizeof(int) ? null : kept.AsSpan(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(kept)).ToArray();
    }

    public void Dispose() => _file.Dispose();
}
