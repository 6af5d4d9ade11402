namespace Grid.Hosting;

/// <summary>Says at once that all silos of a folder are gone, where a call would be made again for long before that is said.</summary>
internal sealed class EmptyFolderFilter(ClusterFolder folder) : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception e) when (TransientFault.Is(e) && folder.Read().Count == 0)
        {
            throw new ClusterException(folder.NoneRuns, e);
        }
    }
}
