namespace Grid.Grains.Tests;

/// <summary>Silos that are not there, as their reports tell of them; the first is the one that asks.</summary>
internal sealed class ToldSilos(params (string Name, long Bytes)[] silos) : IGrainLocator
{
    private readonly Dictionary<string, long> _bytes = silos.ToDictionary(s => s.Name, s => s.Bytes);

    public string Silo => silos[0].Name;

    public long Budget { get; set; } = 1000;

    IReadOnlyList<SiloInfo> IGrainLocator.Silos => [.. _bytes.Select(s => new SiloInfo
    {
        Name = s.Key,
        Process = 1,
        Address = "",
        Release = "0.1.0",
        Joined = 0,
        Bytes = s.Value,
        Budget = Budget,
    })];

    public void Set(string silo, long bytes) => _bytes[silo] = bytes;

    public Task<IReadOnlyList<string>> LocateAsync<TGrainInterface>(IReadOnlyList<string> keys, CancellationToken cancellation)
        where TGrainInterface : IGrainWithStringKey => Task.FromResult<IReadOnlyList<string>>([.. keys.Select(_ => Silo)]);
}
