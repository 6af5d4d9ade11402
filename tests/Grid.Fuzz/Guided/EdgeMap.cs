using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Grid.Fuzz.Guided;

/// <summary>
/// Which ways an input takes through instrumented code, and how often each, in powers of two; and which have ever been taken. The memory that the
/// code counts in is the process's: what it computes before there is a map ends the process, and what threads left behind count is noise.
/// </summary>
internal static unsafe class EdgeMap
{
    private const int Size = 1 << 16;

    private static readonly byte[] Seen = new byte[Size];

    /// <summary>How many ways have been taken so far.</summary>
    public static int Edges { get; private set; }

    /// <summary>Gives instrumented code its memory. Before any of it runs.</summary>
    public static void Open() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Size);

    /// <summary>Forgets the last input.</summary>
    public static void Clear()
    {
        new Span<byte>(Trace.SharedMem, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Takes note of the ways of the input since <see cref="Clear"/>.</summary>
    /// <returns>Whether one of them is new, or was never taken as often.</returns>
    public static bool Take()
    {
        bool isNew = false;
        var words = new ReadOnlySpan<ulong>(Trace.SharedMem, Size / sizeof(ulong));
        for (int w = 0; w < words.Length; w++)
        {
            if (words[w] == 0)
                continue;
            for (int i = w * sizeof(ulong); i < (w + 1) * sizeof(ulong); i++)
            {
                byte often = Often(Trace.SharedMem[i]);
                if ((often & ~Seen[i]) == 0)
                    continue;
                Edges += Seen[i] == 0 ? 1 : 0;
                Seen[i] |= often;
                isNew = true;
            }
        }
        return isNew;
    }

    private static byte Often(byte count) => count switch
    {
        0 => 0,
        < 4 => (byte)(1 << (count - 1)),
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
