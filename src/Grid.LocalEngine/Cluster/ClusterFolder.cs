using System.Security.Cryptography;
using System.Text.Json;

namespace Grid.LocalEngine;

/// <summary>
/// The folder that the processes of a cluster share:
/// <c>cluster.json</c> (settings), <c>silos/NAME.json</c> (who a silo is, never changed), <c>silos/NAME.beat</c> (its lease),
/// <c>state/</c> (what grains store). A lease is taken by removing it: its silo finds nothing to renew, and knows that it was given up.
/// Times are of the machine's uptime, which is the same for all processes and never set back.
/// </summary>
internal sealed class ClusterFolder(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string Silos => Path.Combine(folder, "silos");

    private string SettingsFile => Path.Combine(folder, "cluster.json");

    /// <summary>Where grains store their states.</summary>
    public string State => Path.Combine(folder, "state");

    /// <summary>Makes the folder where need be, and gives what it lays down.</summary>
    /// <exception cref="ClusterException">The folder cannot be written, or lays down other settings than these.</exception>
    public ClusterSettings Join(IReadOnlyDictionary<string, string> settings, TimeSpan leaseTime)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            Directory.CreateDirectory(Silos);
            bool inUse = Read(leaseTime).Count > 0;
            var found = ReadSettings();
            if (found is null || (!inUse && !Same(found.Settings, settings)))
            {
                var laid = new ClusterSettings
                {
                    Secret = found?.Secret ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                    Settings = settings.ToDictionary(),
                };
                Write(SettingsFile, JsonSerializer.SerializeToUtf8Bytes(laid), overwrite: found is not null);
                found = ReadSettings()!;
            }
            if (Different(found.Settings, settings) is { } key)
            {
                throw new ClusterException(
                    $"The cluster in {folder} runs with {key} {found.Settings.GetValueOrDefault(key, "unset")}, and this silo was started with {settings.GetValueOrDefault(key, "unset")}: "
                    + "give it the same, or another folder.");
            }
            return found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The cluster's folder {folder} cannot be written: {e.Message} Name another folder, or allow it.", e);
        }
    }

    /// <summary>What the folder lays down; null where no cluster was ever there.</summary>
    public ClusterSettings? ReadSettings()
    {
        try
        {
            return JsonSerializer.Deserialize<ClusterSettings>(File.ReadAllBytes(SettingsFile));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ClusterException($"The cluster's settings in {SettingsFile} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Starts a silo's lease.</summary>
    public void Add(SiloInfo silo, LeaseBeat beat)
    {
        byte[] bytes = new byte[LeaseBeat.Size];
        beat.Write(bytes);
        Write(Path.Combine(Silos, $"{silo.Name}.beat"), bytes, overwrite: false);
        Write(Path.Combine(Silos, $"{silo.Name}.json"), JsonSerializer.SerializeToUtf8Bytes(silo), overwrite: false);
    }

    /// <summary>Renews a lease; false when it was taken.</summary>
    public bool Renew(string silo, LeaseBeat beat)
    {
        try
        {
            using var file = File.OpenHandle(Path.Combine(Silos, $"{silo}.beat"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[LeaseBeat.Size];
            beat.Write(bytes);
            RandomAccess.Write(file, bytes, 0);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Gives up a silo: its own lease, or that of a silo that is dead.</summary>
    public void Remove(string silo)
    {
        try
        {
            File.Delete(Path.Combine(Silos, $"{silo}.beat"));
            File.Delete(Path.Combine(Silos, $"{silo}.json"));
        }
        catch (DirectoryNotFoundException)
        {
            // The whole cluster was removed.
        }
    }

    /// <summary>The silos whose leases hold, in the order in which they joined. Leases that have run out are taken.</summary>
    public IReadOnlyList<SiloInfo> Read(TimeSpan leaseTime)
    {
        var silos = new List<SiloInfo>();
        string[] files;
        try
        {
            files = Directory.GetFiles(Silos, "*.json");
        }
        catch (DirectoryNotFoundException)
        {
            return silos;
        }
        foreach (string file in files)
        {
            try
            {
                byte[] bytes = File.ReadAllBytes(Path.ChangeExtension(file, ".beat"));
                var silo = JsonSerializer.Deserialize<SiloInfo>(File.ReadAllBytes(file))!;
                // A lease of another release tells nothing here; where its silo lives, its protocol is another as well.
                var beat = bytes.Length == LeaseBeat.Size ? LeaseBeat.Read(bytes) : default;
                long age = Environment.TickCount64 - beat.Renewed;
                // A lease from before the machine was started anew may seem to be of the future.
                if (age > leaseTime.TotalMilliseconds || age < -leaseTime.TotalMilliseconds)
                    Remove(silo.Name);
                else
                    silos.Add(silo with { State = beat.State, Partitions = beat.Partitions, Bytes = beat.Load.Bytes, Budget = beat.Load.Budget, Jobs = beat.Load.Jobs });
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // It left while the folder was read; what is left of one that was given up halfway goes as well.
                File.Delete(file);
            }
        }
        silos.Sort((a, b) => a.Joined != b.Joined ? a.Joined.CompareTo(b.Joined) : string.CompareOrdinal(a.Name, b.Name));
        return silos;
    }

    private static string? Different(Dictionary<string, string> found, IReadOnlyDictionary<string, string> wanted) =>
        found.Keys.Union(wanted.Keys).Order(StringComparer.Ordinal).FirstOrDefault(key => found.GetValueOrDefault(key) != wanted.GetValueOrDefault(key));

    private static bool Same(Dictionary<string, string> found, IReadOnlyDictionary<string, string> wanted) => Different(found, wanted) is null;

    private static void Write(string path, byte[] content, bool overwrite)
    {
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(beside, options))
            file.Write(content);
        try
        {
            File.Move(beside, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            File.Delete(beside); // another process was first, with the same purpose
        }
    }
}
