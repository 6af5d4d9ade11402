namespace Grid.Grains;

/// <summary>What a segment of a study's trials stores.</summary>
[GenerateSerializer, Alias("Grid.TrialLogState")]
public sealed class TrialLogState
{
    /// <summary>The trials, as they encode themselves.</summary>
    [Id(0)]
    public List<byte[]> Trials { get; set; } = [];
}
