namespace Grid.Abstractions;

/// <summary>Tells what one silo has in its memory. The key is the silo's name and a slash.</summary>
[Alias("Grid.IHoldingsGrain")]
public interface IHoldingsGrain : IGrainWithStringKey
{
    /// <summary>The datasets of which the silo holds partitions.</summary>
    [Alias("ListAsync")]
    [ReadOnly]
    [ResponseTimeout("00:00:05")]
    Task<HeldDatasets> ListAsync(CancellationToken cancellation);
}
