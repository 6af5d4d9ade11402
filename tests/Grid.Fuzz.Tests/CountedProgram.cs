using Grid.Fuzz.Guided;

namespace Grid.Fuzz.Tests;

/// <summary>The program of instrumented code, made once, and a folder for what its runs keep.</summary>
public sealed class CountedProgram : IDisposable
{
    public CountedProgram() => Path = InstrumentedCopy.Make(System.IO.Path.Combine(Folder, "program"));

    public string Folder { get; } = Directory.CreateTempSubdirectory("grid-fuzz-").FullName;

    public string Path { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
