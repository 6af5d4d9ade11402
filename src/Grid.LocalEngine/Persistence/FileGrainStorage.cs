using System.Security.Cryptography;
using System.Text;

namespace Grid.LocalEngine;

/// <summary>
/// States as JSON files in a folder: <c>kind/key.state.json</c>. A file is written beside its place and then renamed,
/// so that a reader, or a restart after a crash, finds the old state or the new one and never half of it.
/// The version is a hash of the content.
/// </summary>
/// <param name="folder">Made when the first state is written.</param>
internal sealed class FileGrainStorage(string folder) : IGrainStorage
{
    private const int LongestName = 120;

    public async Task<StoredState?> ReadAsync(GrainId grain, string stateName)
    {
        try
        {
            byte[] content = await File.ReadAllBytesAsync(PathOf(grain, stateName)).ConfigureAwait(false);
            return new StoredState(content, EtagOf(content));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task<string> WriteAsync(GrainId grain, string stateName, byte[] content, string? etag)
    {
        string path = PathOf(grain, stateName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, useAsync: true))
            {
                await file.WriteAsync(content).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
            // As late as can be: a process that was suspended while it wrote finds what was stored meanwhile.
            StoredState.Check(await ReadAsync(grain, stateName).ConfigureAwait(false), etag, grain, stateName);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
        return EtagOf(content);
    }

    public async Task ClearAsync(GrainId grain, string stateName, string? etag)
    {
        var found = await ReadAsync(grain, stateName).ConfigureAwait(false);
        StoredState.Check(found, etag, grain, stateName);
        if (found is not null)
            File.Delete(PathOf(grain, stateName));
    }

    private string PathOf(GrainId grain, string stateName)
    {
        string name = Uri.EscapeDataString(grain.Key);
        // A long key would pass the file system's limit: its start stays readable, its hash tells it apart.
        if (name.Length > LongestName)
            name = $"{name[..(LongestName - 33)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(grain.Key)).AsSpan(0, 16))}";
        return Path.Combine(folder, grain.Type, $"{name}.{stateName}.json");
    }

    private static string EtagOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));
}
