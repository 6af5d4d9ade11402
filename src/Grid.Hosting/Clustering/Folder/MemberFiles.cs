using System.Globalization;
using System.Text.Json;

namespace Grid.Hosting;

/// <summary>
/// The files of a folder's membership: <c>members/000000042.json</c> is its 42nd version. A change is a file that was not
/// there before, so that of two processes that change the same version one finds that it was late; nobody ever waits for a
/// lock of a process that hangs.
/// </summary>
/// <param name="folder">The cluster's folder.</param>
/// <param name="keptFor">
/// How long old versions are kept, ten minutes unless told: one that is gone could be written again by a process that was suspended in
/// the middle of it, and believes that it was first.
/// </param>
internal sealed class MemberFiles(string folder, TimeSpan? keptFor = null)
{
    private const int KeptVersions = 3;
    private readonly TimeSpan _keptFor = keptFor ?? TimeSpan.FromMinutes(10);

    private string Members => Path.Combine(folder, "members");

    /// <summary>The newest version.</summary>
    /// <exception cref="ClusterException">Its file is damaged.</exception>
    public MemberRows Read()
    {
        while (true)
        {
            string? newest = Versions().LastOrDefault();
            if (newest is null)
                return new MemberRows(0, []);
            try
            {
                return StoredJson.Read<MemberRows>(File.ReadAllBytes(newest), Check);
            }
            catch (FormatException e)
            {
                throw new ClusterException($"{newest} is damaged ({e.Message}): end the silos that still run, remove {Members}, and start the cluster anew; its datasets are loaded again.", e);
            }
            catch (FileNotFoundException)
            {
                // There are newer ones, and this one was thrown away.
            }
        }
    }

    /// <summary>Writes the version after the newest; false when another process was first.</summary>
    public bool TryWrite(MemberRows rows)
    {
        Directory.CreateDirectory(Members);
        string beside = Path.Combine(Members, $"{Guid.NewGuid():N}.tmp");
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(rows));
        if (!NewFile.TryMove(beside, Path.Combine(Members, $"{rows.Version.ToString("D9", CultureInfo.InvariantCulture)}.json")))
            return false;
        foreach (string old in Versions().SkipLast(KeptVersions).Where(f => File.GetLastWriteTimeUtc(f) < DateTime.UtcNow - _keptFor))
            File.Delete(old);
        return true;
    }

    /// <summary>Notes that a silo is alive.</summary>
    public void Touch(SiloAddress silo) => File.WriteAllText(AliveFile(silo.ToParsableString()), "");

    /// <summary>When a silo was alive last, as far as it is known.</summary>
    public DateTime Touched(MemberRow row) => File.Exists(AliveFile(row.Address)) ? File.GetLastWriteTimeUtc(AliveFile(row.Address)) : row.Started;

    /// <summary>Forgets when a silo was alive.</summary>
    public void Forget(MemberRow row) => File.Delete(AliveFile(row.Address));

    private static void Check(MemberRows read)
    {
        foreach (var row in read.Rows ?? throw new FormatException("it names no silos"))
        {
            if (row is not { Address: { } address, Name: { Length: > 0 } name, Suspicions: { } suspicions } || suspicions.Any(suspicion => suspicion?.By is null))
                throw new FormatException("a silo in it has no address, name or suspicions");
            if (Path.GetFileName(name) != name || name.Contains('\0', StringComparison.Ordinal))
                throw new FormatException("a silo in it has a name that no file may have");
            _ = SiloAddress.FromParsableString(address);
            foreach (var suspicion in suspicions)
                _ = SiloAddress.FromParsableString(suspicion.By);
        }
    }

    private string[] Versions()
    {
        try
        {
            string[] files = Directory.GetFiles(Members, "*.json");
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private string AliveFile(string address) => Path.Combine(Members, $"{Uri.EscapeDataString(address)}.alive");
}
