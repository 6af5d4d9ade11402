using SharpFuzz;

namespace Grid.Fuzz.Guided;

/// <summary>The program's folder once more, with Grid's own assemblies counting which ways are taken through them.</summary>
internal static class InstrumentedCopy
{
    private const string Own = "Grid.Fuzz";

    /// <summary>Makes it.</summary>
    /// <param name="folder">The folder, which is made anew.</param>
    /// <returns>The program in it.</returns>
    public static string Make(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (string entry in Directory.EnumerateFileSystemEntries(AppContext.BaseDirectory))
        {
            string name = Path.GetFileName(entry), copy = Path.Combine(folder, name);
            bool isCounted = name.StartsWith("Grid.", StringComparison.Ordinal) && name.EndsWith(".dll", StringComparison.Ordinal) && !name.StartsWith(Own, StringComparison.Ordinal);
            // A link would have the runtime look beside what it leads to.
            if (isCounted || name.StartsWith(Own, StringComparison.Ordinal))
                File.Copy(entry, copy);
            else
                File.CreateSymbolicLink(copy, entry);
            if (isCounted)
                Fuzzer.Instrument(copy, type => !type.StartsWith("OrleansCodeGen", StringComparison.Ordinal), Options.Value);
        }
        return Path.Combine(folder, OperatingSystem.IsWindows() ? $"{Own}.exe" : Own);
    }
}
