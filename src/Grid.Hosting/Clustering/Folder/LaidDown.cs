using System.Globalization;
using Grid.Columns;

namespace Grid.Hosting;

/// <summary>What the silos of a folder that run were started with, and every other is to be started with as well.</summary>
/// <param name="Memory">Bytes that the partitions of each may hold.</param>
/// <param name="Cache">The folder of what does not fit; empty for none, null for the usual one.</param>
/// <param name="CacheBytes">Bytes that this may take; null for what is usual.</param>
internal sealed record LaidDown(long? Memory, string? Cache, long? CacheBytes)
{
    private const string MemoryKey = "memory", CacheKey = "cache", CacheBytesKey = "cacheBytes";

    /// <summary>What is laid down in a folder; null where no silo runs.</summary>
    /// <exception cref="ClusterException">The folder is another user's.</exception>
    public static LaidDown? In(string folder)
    {
        var files = new ClusterFolder(folder);
        if (files.Read().Count == 0 || files.ReadSettings() is not { } settings)
            return null;
        return new LaidDown(Bytes(settings, MemoryKey), settings.GetValueOrDefault(CacheKey), Bytes(settings, CacheBytesKey));
    }

    // What was said, and is not what every silo has anyway.
    internal static Dictionary<string, string> SettingsOf(GridSiloOptions options)
    {
        var settings = new Dictionary<string, string> { [MemoryKey] = options.MemoryBudget.ToString(CultureInfo.InvariantCulture) };
        if (options.CacheFolder != new GridSiloOptions().CacheFolder)
            settings[CacheKey] = options.CacheFolder ?? "";
        if (options.CacheBytes is { } bytes)
            settings[CacheBytesKey] = bytes.ToString(CultureInfo.InvariantCulture);
        return settings;
    }

    /// <summary>The refusal of a silo that was started otherwise.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="key">What differs.</param>
    /// <param name="found">What is laid down; null for nothing.</param>
    /// <param name="given">What the silo was started with; null for nothing.</param>
    internal static string Refusal(string folder, string key, string? found, string? given)
    {
        string what = key switch
        {
            MemoryKey => "memory",
            CacheKey => "a cache",
            CacheBytesKey => "a cache's size",
            _ => key,
        };
        string? option = found is null ? null : key switch
        {
            MemoryKey => $" (--memory-bytes {found}, as it has without the option)",
            CacheKey => $" (--cache '{found}')",
            CacheBytesKey => $" (--cache-bytes {found})",
            _ => null,
        };
        return $"the cluster in {folder} runs with {what} of {Words(key, found)}, and this silo was started with {Words(key, given)}: give it the same{option}, or another folder.";
    }

    private static string Words(string key, string? value) => value is null ? "what is usual"
        : key is MemoryKey or CacheBytesKey && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? ByteSize.Of(bytes)
        : value.Length == 0 ? "none" : value;

    private static long? Bytes(Dictionary<string, string> settings, string key) =>
        settings.TryGetValue(key, out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) ? bytes : null;
}
