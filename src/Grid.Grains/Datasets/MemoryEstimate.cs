using Grid.Sources;

namespace Grid.Grains;

/// <summary>What a plan's rows take once they are loaded, before any of them is; what partitions really take corrects it early in the load.</summary>
internal static class MemoryEstimate
{
    /// <summary>Bytes of memory: as the plan has it, or half of the source's, where it was stored before plans said so.</summary>
    public static long Of(LoadPlan plan) => plan.BytesExpected > 0 ? plan.BytesExpected : plan.Bytes / 2;
}
