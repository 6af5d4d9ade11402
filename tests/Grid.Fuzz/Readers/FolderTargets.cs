using System.Text;
using System.Text.Json;
using Grid.Abstractions;
using Grid.Grains;
using Grid.Hosting;

namespace Grid.Fuzz.Readers;

/// <summary>Files of a cluster's folder: its settings, its membership, what silos told of themselves, and what grains have stored there.</summary>
internal static class FolderTargets
{
    private static readonly string[] Words = ["{", "[[[[[[", "\"", "null", "1e999", "-1", "\\uD800", ":", "S127.0.0.1:11111:1", "../../x"];

    /// <summary>The membership.</summary>
    public static FuzzTarget Members()
    {
        string root = Folder(), members = Directory.CreateDirectory(Path.Combine(root, "members")).FullName;
        var row = new MemberRow { Address = "127.0.0.1:11111@7", Status = SiloStatus.Active, Name = "silo-a", Host = "vm", GatewayPort = 30000, Started = DateTime.UnixEpoch, Suspicions = [new("127.0.0.1:11112@9", DateTime.UnixEpoch)], Changed = 1 };
        var folder = new ClusterFolder(root);
        return Of(root, [Json(new MemberRows(1, [row])), Json(new MemberRows(7, [row, row with { Name = "silo-b", Suspicions = [] }]))], bytes =>
        {
            File.WriteAllBytes(Path.Combine(members, "000000001.json"), bytes);
            folder.Read();
            new FolderMembership(folder.Members).ReadAll().GetAwaiter().GetResult();
        }, fault => fault is ClusterException);
    }

    /// <summary>The settings.</summary>
    public static FuzzTarget Settings()
    {
        string root = Folder();
        return Of(root, [Json(new Dictionary<string, string> { ["memory"] = "268435456", ["cache"] = "/tmp/x" })], bytes =>
        {
            File.WriteAllBytes(Path.Combine(root, "cluster.json"), bytes);
            new ClusterFolder(root).ReadSettings();
        }, fault => fault is ClusterException);
    }

    /// <summary>A dataset's manifest.</summary>
    public static FuzzTarget Manifest() => Stored("manifest", new ManifestState { Manifest = "AAEC", Plan = "x", Request = "AwQ=", IsNamed = true });

    /// <summary>A study's head.</summary>
    public static FuzzTarget Study() => Stored("study", new StudyState { Search = "AAEC", Data = "x", Trials = 16, Splits = 4, Scorings = 1 });

    /// <summary>A segment of a study's trials.</summary>
    public static FuzzTarget Trials() => Stored("trials", new TrialLogState { Trials = [[1, 2, 3], [4]] });

    /// <summary>The names of all.</summary>
    public static FuzzTarget Catalog() => Stored("catalog", new CatalogState { Datasets = ["trips"], Studies = ["depths"] });

    private static FuzzTarget Stored<T>(string name, T sound) where T : new()
    {
        string root = Folder();
        var storage = new FileGrainStorage(root);
        var grain = GrainId.Create(name, "trips");
        storage.WriteStateAsync("state", grain, new GrainState<T>(sound)).GetAwaiter().GetResult();
        string file = Directory.GetFiles(root, "*", SearchOption.AllDirectories).Single();
        return Of(root, [File.ReadAllBytes(file)], bytes =>
        {
            File.WriteAllBytes(file, bytes);
            storage.ReadStateAsync("state", grain, new GrainState<T>(new T())).GetAwaiter().GetResult();
        }, fault => fault is StorageException);
    }

    private static FuzzTarget Of(string root, IReadOnlyList<byte[]> seeds, Action<byte[]> read, Func<Exception, bool> isRefusal) =>
        new(read, isRefusal, () => Directory.Delete(root, recursive: true)) { Seeds = seeds, Words = Words };

    private static string Folder() => Directory.CreateTempSubdirectory("grid-fuzz-").FullName;

    private static byte[] Json<T>(T value) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value));
}
