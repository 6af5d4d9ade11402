using Grid.Sources;

namespace Grid.Samples;

/// <summary>Writes a small sample, all of which is at hand.</summary>
internal static class CarriedFile
{
    /// <summary>Writes it to a file, or under its name in a folder; another file is not replaced.</summary>
    /// <param name="place">The file where it ends in <c>.csv</c>, whose folder exists; else the folder, which is made.</param>
    /// <param name="name">What the file is called in a folder.</param>
    /// <param name="content">What is written.</param>
    /// <param name="cancellation">Cancels; nothing is left behind.</param>
    /// <returns>The file's full path.</returns>
    /// <exception cref="SampleException">It cannot be written there.</exception>
    /// <exception cref="OutputException">Something else stands there, or the disk is full.</exception>
    public static async Task<string> WriteAsync(string place, string name, byte[] content, CancellationToken cancellation)
    {
        var rule = ReplaceRule.OnlySame(content);
        if (place.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            using var only = OutputFile.Open(place, rule);
            only.Write(content);
            return Path.GetFullPath(place);
        }
        string path = Path.GetFullPath(Path.Combine(place, name));
        using var staging = SampleStaging.Open(Path.GetDirectoryName(path)!, [path], content.Length, rule);
        try
        {
            await using var file = staging.OpenWrite(0);
            await file.WriteAsync(content, cancellation);
        }
        catch (IOException fault)
        {
            throw OutputFile.Fault(path, fault);
        }
        staging.Commit();
        return path;
    }
}
