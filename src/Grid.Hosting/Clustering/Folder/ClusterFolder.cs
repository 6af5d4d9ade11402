using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Grid.Hosting;

/// <summary>
/// The folder that the processes of a cluster on one machine share: <c>cluster.json</c> (settings), <c>members/</c> (the
/// membership), <c>flight.token</c> (what opens the silos' doors to other languages), <c>silos/NAME.json</c> (who a silo is, and what it holds), <c>sockets/</c> (where silos listen), <c>state/</c> (what
/// grains store). All of it is its owner's alone.
/// </summary>
internal sealed class ClusterFolder(string folder)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan JoinTime = TimeSpan.FromMinutes(1);

    /// <summary>The membership's files.</summary>
    public MemberFiles Members { get; } = new(folder);

    /// <summary>Where grains store their states.</summary>
    public string State => Path.Combine(folder, "state");

    /// <summary>Says that none of the folder's silos runs, and what to do.</summary>
    public string NoneRuns => $"no silo of the cluster in {folder} is running{Lost}: start some with 'grid up --cluster {folder}'; its datasets are loaded again.";

    /// <summary>Where silos listen.</summary>
    public string Sockets => Path.Combine(folder, "sockets");

    /// <summary>What silos that join take in turn.</summary>
    public string JoinFile => Path.Combine(folder, "members", "joining");

    /// <summary>What opens the silos' doors to other languages; null where no silo was ever there.</summary>
    public string? FlightToken => FolderToken.Read(folder);

    private string SettingsFile => Path.Combine(folder, "cluster.json");

    private string Silos => Path.Combine(folder, "silos");

    /// <summary>Makes the folder where need be, and checks that it lays down the same.</summary>
    /// <exception cref="ClusterException">The folder cannot be written, lays down other settings than these, or has silos of another release.</exception>
    public void Join(string name, string release, IReadOnlyDictionary<string, string> settings)
    {
        try
        {
            PrivateFolder.MakeCluster(folder, Silos, Sockets, State, Path.Combine(folder, "members"), Path.Combine(folder, "logs"));
            FolderToken.Make(folder);
            RemoveLeftovers();
            var there = Read();
            if (Release.Refusal($"Silo '{name}'", release, there) is { } refusal)
                throw new ClusterException(refusal);
            var found = there.Count == 0 ? null : ReadSettings();
            if (found is null)
            {
                File.WriteAllBytes(SettingsFile, JsonSerializer.SerializeToUtf8Bytes(settings));
                return;
            }
            if (found.Keys.Union(settings.Keys).Order(StringComparer.Ordinal).FirstOrDefault(key => found.GetValueOrDefault(key) != settings.GetValueOrDefault(key)) is { } different)
            {
                throw new ClusterException(LaidDown.Refusal(folder, different, found.GetValueOrDefault(different), settings.GetValueOrDefault(different)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"the cluster's folder {folder} cannot be written: {e.Message} Name another folder, or allow it.", e);
        }
    }

    /// <summary>What the folder lays down; null where no cluster was ever there.</summary>
    /// <exception cref="ClusterException">The folder is another user's, or the file damaged.</exception>
    public Dictionary<string, string>? ReadSettings() => PrivateFolder.Read(folder, () =>
    {
        try
        {
            return File.Exists(SettingsFile) ? StoredJson.Read<Dictionary<string, string>>(File.ReadAllBytes(SettingsFile)) : null;
        }
        catch (FormatException e)
        {
            throw new ClusterException($"{SettingsFile} is damaged ({e.Message}): end the silos that still run, remove it, and start the cluster anew.", e);
        }
    });

    /// <summary>Takes a name for a silo, until what is given is disposed of or the process ends.</summary>
    /// <exception cref="ClusterException">A silo has it, a silo that was lost had it, or it is no name.</exception>
    public FileStream Claim(string silo)
    {
        SiloName.Check(silo);
        try
        {
            var claim = new FileStream(Path.Combine(Silos, $"{silo}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (Find(silo) is not { } lost || Read().Count == 0)
                return claim;
            // What others know by the name is the one that is gone.
            claim.Dispose();
            throw new ClusterException($"the cluster in {folder} had a silo '{silo}' (process {lost.Process}), which ended without leaving: give this one another name, or none.");
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            throw new ClusterException($"the cluster in {folder} has a silo '{silo}' already: give this one another name, or none.", e);
        }
    }

    /// <summary>When a silo was heard of last.</summary>
    public DateTime HeardOf(string silo) => File.GetLastWriteTimeUtc(FileOf(silo));

    /// <summary>
    /// Whether a silo's process runs, as far as is known: who keeps the list of silos may not have heard from one that is lost, but
    /// every silo tells its folder first.
    /// </summary>
    public bool Runs(SiloInfo silo)
    {
        int process = silo.Process != 0 ? silo.Process : Find(silo.Name)?.Process ?? 0;
        return process == 0 || SiloProcesses.Runs(process);
    }

    /// <summary>Says who a silo is and what it holds.</summary>
    public void Add(SiloInfo silo)
    {
        string beside = $"{FileOf(silo.Name)}.tmp";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(silo));
        File.Move(beside, FileOf(silo.Name), overwrite: true);
    }

    // Silos that ended without leaving, as those do that are killed.
    private string Lost
    {
        get
        {
            var lost = Members.Read().Rows.Where(row => row.Status != SiloStatus.Dead).Select(row => Find(row.Name)).OfType<SiloInfo>().Where(silo => !SiloProcesses.Runs(silo.Process))
                .Select(silo => $"silo '{silo.Name}' (process {silo.Process})").ToArray();
            return lost.Length == 0 ? "" : $", as {string.Join(", ", lost)} ended without leaving ({Path.Combine(folder, "logs")} says more)";
        }
    }

    /// <summary>Forgets a silo.</summary>
    public void Remove(string silo) => File.Delete(FileOf(silo));

    /// <summary>The silos that are in the membership and whose processes run, in the order in which they joined.</summary>
    /// <exception cref="ClusterException">The folder is another user's.</exception>
    public IReadOnlyList<SiloInfo> Read() => PrivateFolder.Read(folder, Running);

    private IReadOnlyList<SiloInfo> Running() =>
    [
        .. Members.Read().Rows.Where(row => row.Status is (SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping) && IsHeardOf(row)).Select(Read)
            .OfType<SiloInfo>().Where(silo => SiloProcesses.Runs(silo.Process)).OrderBy(silo => silo.Joined).ThenBy(silo => silo.Name, StringComparer.Ordinal)
    ];

    // One that says nothing for longer than others wait has lost its place, whether it knows that or stands still.
    private bool IsHeardOf(MemberRow row)
    {
        var latest = DateTime.UtcNow - Undertaker.Limit;
        return Members.Touched(row) > latest || HeardOf(row.Name) > latest;
    }

    private SiloInfo? Read(MemberRow row)
    {
        var silo = Find(row.Name);
        return row.Status == SiloStatus.Active || silo is null ? silo : silo with { State = SiloState.Leaving };
    }

    private SiloInfo? Find(string silo)
    {
        try
        {
            return StoredJson.Read<SiloInfo>(File.ReadAllBytes(FileOf(silo)));
        }
        // A silo that lives writes it again within a moment.
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Refuses an address beyond this machine.</summary>
    public static void RequireLoopback(IPAddress address)
    {
        if (!IPAddress.IsLoopback(address))
            throw new ClusterException($"a silo of a cluster folder listens on loopback only, not on {address}. For more machines than one, name a fleet by GRID_CLUSTER_ID.");
    }

    private string FileOf(string silo) => Path.Combine(Silos, $"{silo}.json");

    // Killed silos leave their sockets, and what they told of themselves.
    private void RemoveLeftovers()
    {
        var there = Members.Read().Rows.Where(row => row.Status != SiloStatus.Dead).ToArray();
        var ports = there.SelectMany(row => new[] { SiloAddress.FromParsableString(row.Address).Endpoint.Port, row.GatewayPort }).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToHashSet();
        var names = there.Select(row => row.Name).ToHashSet();
        foreach (string socket in Directory.EnumerateFiles(Sockets).Where(f => !ports.Contains(Path.GetFileName(f)) && IsOlder(f, JoinTime)))
            File.Delete(socket);
        foreach (string file in Directory.EnumerateFiles(Silos).Where(f => !names.Contains(Path.GetFileNameWithoutExtension(f)) && IsOlder(f, KeptFor)))
            File.Delete(file);
    }

    private static bool IsOlder(string file, TimeSpan age) => File.GetLastWriteTimeUtc(file) < DateTime.UtcNow - age;
}
