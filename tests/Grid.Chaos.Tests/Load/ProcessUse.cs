using System.Diagnostics;

namespace Grid.Chaos.Tests.Load;

/// <summary>What a process has of the machine.</summary>
/// <param name="Memory">Bytes that are in memory.</param>
/// <param name="Handles">Open files and sockets.</param>
internal readonly record struct ProcessUse(long Memory, int Handles)
{
    public static ProcessUse Of(int id)
    {
        using var process = Process.GetProcessById(id);
        string open = $"/proc/{id}/fd";
        return new(process.WorkingSet64, Directory.Exists(open) ? Directory.EnumerateFileSystemEntries(open).Count() : process.HandleCount);
    }

    public override string ToString() => $"{Memory >> 20} MB and {Handles} handles";
}
