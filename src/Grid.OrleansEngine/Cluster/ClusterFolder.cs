using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Grid.OrleansEngine;

/// <summary>
/// The folder that the processes of a cluster on one machine share: <c>cluster.json</c> (settings), <c>members/</c> (the
/// membership), <c>silos/NAME.json</c> (who a silo is, and what it holds), <c>state/</c> (what grains store).
/// </summary>
internal sealed class ClusterFolder(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The membership's files.</summary>
    public MemberFiles Members { get; } = new(folder);

    /// <summary>Where grains store their states.</summary>
    public string State => Path.Combine(folder, "state");

    private string SettingsFile => Path.Combine(folder, "cluster.json");

    private string Silos => Path.Combine(folder, "silos");

    /// <summary>Makes the folder where need be, and checks that it lays down the same.</summary>
    /// <exception cref="ClusterException">The folder cannot be written, or lays down other settings than these.</exception>
    public void Join(IReadOnlyDictionary<string, string> settings)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly);
            Directory.CreateDirectory(Silos);
            var found = Read().Count == 0 ? null : ReadSettings();
            if (found is null)
            {
                File.WriteAllBytes(SettingsFile, JsonSerializer.SerializeToUtf8Bytes(settings));
                return;
            }
            if (found.Keys.Union(settings.Keys).Order(StringComparer.Ordinal).FirstOrDefault(key => found.GetValueOrDefault(key) != settings.GetValueOrDefault(key)) is { } different)
            {
                throw new ClusterException(
                    $"The cluster in {folder} runs with {different} {found.GetValueOrDefault(different, "unset")}, and this silo was started with {settings.GetValueOrDefault(different, "unset")}: "
                    + "give it the same, or another folder.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The cluster's folder {folder} cannot be written: {e.Message} Name another folder, or allow it.", e);
        }
    }

    /// <summary>What the folder lays down; null where no cluster was ever there.</summary>
    public Dictionary<string, string>? ReadSettings() =>
        File.Exists(SettingsFile) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(SettingsFile)) : null;

    /// <summary>Says who a silo is and what it holds.</summary>
    public void Add(SiloInfo silo)
    {
        string beside = $"{FileOf(silo.Name)}.tmp";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(silo));
        File.Move(beside, FileOf(silo.Name), overwrite: true);
    }

    /// <summary>Forgets a silo.</summary>
    public void Remove(string silo) => File.Delete(FileOf(silo));

    /// <summary>The silos that are in the membership and whose processes run, in the order in which they joined.</summary>
    public IReadOnlyList<SiloInfo> Read() =>
    [
        .. Members.Read().Rows.Where(row => row.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping).Select(Read)
            .OfType<SiloInfo>().Where(silo => Runs(silo.Process)).OrderBy(silo => silo.Joined).ThenBy(silo => silo.Name, StringComparer.Ordinal)
    ];

    private SiloInfo? Read(MemberRow row)
    {
        try
        {
            var silo = JsonSerializer.Deserialize<SiloInfo>(File.ReadAllBytes(FileOf(row.Name)))!;
            return row.Status == SiloStatus.Active ? silo : silo with { State = SiloState.Leaving };
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Refuses an address beyond this machine.</summary>
    public static void RequireLoopback(IPAddress address)
    {
        if (!IPAddress.IsLoopback(address))
            throw new ClusterException($"A silo of a cluster folder listens on loopback only, not on {address}. For more machines than one, name a fleet by GRID_CLUSTER_ID and tables of DynamoDB.");
    }

    private string FileOf(string silo) => Path.Combine(Silos, $"{silo}.json");

    private static bool Runs(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
