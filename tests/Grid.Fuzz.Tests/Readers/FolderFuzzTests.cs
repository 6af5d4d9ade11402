using System.Text;
using System.Text.Json;
using Grid.Abstractions;
using Grid.Grains;
using Grid.Hosting;

namespace Grid.Fuzz.Tests.Readers;

/// <summary>Files of a cluster's folder: its settings, its membership, what silos told of themselves, and what grains have stored there.</summary>
public sealed class FolderFuzzTests : IDisposable
{
    private static readonly string[] Words = ["{", "[[[[[[", "\"", "null", "1e999", "-1", "\\uD800", ":", "S127.0.0.1:11111:1", "../../x"];

    private readonly string _folder = Directory.CreateTempSubdirectory("grid-fuzz-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_damaged_membership_is_refused_or_read()
    {
        string members = Directory.CreateDirectory(Path.Combine(_folder, "members")).FullName;
        var row = new MemberRow { Address = "127.0.0.1:11111@7", Status = SiloStatus.Active, Name = "silo-a", Host = "vm", GatewayPort = 30000, Started = DateTime.UnixEpoch, Suspicions = [new("127.0.0.1:11112@9", DateTime.UnixEpoch)], Changed = 1 };
        var folder = new ClusterFolder(_folder);
        Fuzzing.Run("members", [Json(new MemberRows(1, [row])), Json(new MemberRows(7, [row, row with { Name = "silo-b", Suspicions = [] }]))], Words, bytes =>
        {
            File.WriteAllBytes(Path.Combine(members, "000000001.json"), bytes);
            folder.Read();
            new FolderMembership(folder.Members).ReadAll().GetAwaiter().GetResult();
        }, fault => fault is ClusterException);
    }

    [Fact]
    public void Damaged_settings_are_refused_or_read() => Fuzzing.Run("settings", [Json(new Dictionary<string, string> { ["memory"] = "268435456", ["cache"] = "/tmp/x" })], Words, bytes =>
    {
        File.WriteAllBytes(Path.Combine(_folder, "cluster.json"), bytes);
        new ClusterFolder(_folder).ReadSettings();
    }, fault => fault is ClusterException);

    [Fact]
    public void A_damaged_manifest_is_refused_or_read() => Damage("manifest", new ManifestState { Manifest = "AAEC", Plan = "x", Request = "AwQ=", IsNamed = true });

    [Fact]
    public void A_damaged_study_is_refused_or_read() => Damage("study", new StudyState { Search = "AAEC", Data = "x", Trials = 16, Splits = 4, Scorings = 1 });

    [Fact]
    public void Damaged_trials_are_refused_or_read() => Damage("trials", new TrialLogState { Trials = [[1, 2, 3], [4]] });

    [Fact]
    public void A_damaged_catalog_is_refused_or_read() => Damage("catalog", new CatalogState { Datasets = ["trips"], Studies = ["depths"] });

    private void Damage<T>(string name, T sound) where T : new()
    {
        var storage = new FileGrainStorage(_folder);
        var grain = GrainId.Create(name, "trips");
        storage.WriteStateAsync("state", grain, new GrainState<T>(sound)).GetAwaiter().GetResult();
        string file = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Single();
        Fuzzing.Run(name, [File.ReadAllBytes(file)], Words, bytes =>
        {
            File.WriteAllBytes(file, bytes);
            storage.ReadStateAsync("state", grain, new GrainState<T>(new T())).GetAwaiter().GetResult();
        }, fault => fault is StorageException);
    }

    private static byte[] Json<T>(T value) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value));
}
