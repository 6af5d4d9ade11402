using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grid.Sources;
using Orleans.Storage;

namespace Grid.Hosting;

/// <summary>
/// States as JSON files in a folder: <c>kind/key.state.json</c>. A file is written beside its place and then renamed, so
/// that a reader, or a restart after a crash, finds the old state or the new one and never half of it. The version is a
/// hash of the content.
/// </summary>
/// <param name="folder">Made when the first state is written.</param>
internal sealed class FileGrainStorage(string folder) : IGrainStorage
{
    private const int LongestName = 120;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string path = PathOf(stateName, grainId);
        if (await ReadAsync(path) is not { } content)
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
            return;
        }
        try
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (StoredJson.Read<T>(content), EtagOf(content), true);
        }
        catch (FormatException e)
        {
            throw new StorageException($"{path} is damaged ({e.Message}): remove it, and load or search anew what it was of.");
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string path = PathOf(stateName, grainId);
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(grainState.State);
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, useAsync: true))
            {
                await file.WriteAsync(content);
                file.Flush(flushToDisk: true);
            }
            // As late as can be: a process that was suspended while it wrote finds what was stored meanwhile.
            await CheckAsync(path, grainState.ETag, stateName, grainId);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e)
        {
            File.Delete(beside);
            if (SystemFault.Is(e))
                throw new StorageException(SystemFault.Say(e));
            throw;
        }
        (grainState.ETag, grainState.RecordExists) = (EtagOf(content), true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string path = PathOf(stateName, grainId);
        if (await CheckAsync(path, grainState.ETag, stateName, grainId))
            File.Delete(path);
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
    }

    private static async Task<bool> CheckAsync(string path, string? etag, string stateName, GrainId grain)
    {
        var content = await ReadAsync(path);
        string? found = content is null ? null : EtagOf(content);
        return found == etag ? content is not null
            : throw new InconsistentStateException($"State '{stateName}' of {grain} is not the version that was read: another activation has written it.", found, etag);
    }

    private static async Task<byte[]?> ReadAsync(string path)
    {
        try
        {
            return await File.ReadAllBytesAsync(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(string stateName, GrainId grain)
    {
        string key = grain.Key.ToString()!, name = Uri.EscapeDataString(key);
        // A long key would pass the file system's limit: its start stays readable, its hash tells it apart.
        if (name.Length > LongestName)
            name = $"{name[..(LongestName - 33)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}";
        return Path.Combine(folder, grain.Type.ToString()!, $"{name}.{stateName}.json");
    }

    private static string EtagOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));
}
