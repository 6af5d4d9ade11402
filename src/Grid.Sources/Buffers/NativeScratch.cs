using System.Runtime.InteropServices;

namespace Grid.Sources;

/// <summary>Memory that does not move, for the blocks that one pass works on; gone with the pass.</summary>
internal sealed unsafe class NativeScratch : IDisposable
{
    public byte* Pointer { get; private set; }

    public long Capacity { get; private set; }

    /// <summary>Makes room for a number of bytes; what was there is kept.</summary>
    public byte* Reserve(long bytes)
    {
        if (bytes > Capacity)
        {
            Pointer = (byte*)NativeMemory.Realloc(Pointer, checked((nuint)bytes));
            Capacity = bytes;
        }
        return Pointer;
    }

    public void Dispose()
    {
        NativeMemory.Free(Pointer);
        Pointer = null;
        Capacity = 0;
    }
}
