using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Grid.Learning;

/// <summary>Zeroed memory outside of the collected heap, aligned to a cache line: what kernels keep their histograms in.</summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable where T : unmanaged
{
    private void* _memory;

    public NativeBuffer(long length)
    {
        nuint bytes = (nuint)Math.Max(1, length) * (nuint)Unsafe.SizeOf<T>();
        _memory = NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(_memory, bytes);
    }

    ~NativeBuffer() => Release();

    public T* Pointer => (T*)_memory;

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
