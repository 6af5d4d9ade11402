namespace Grid.Abstractions;

/// <summary>Tells what the compute threads of one silo did in the last minutes, for whoever looks on. The key is the silo's name and a slash.</summary>
[Alias("Grid.IWorkGrain")]
public interface IWorkGrain : IGrainWithStringKey
{
    /// <summary>What was done since an earlier answer, as much as goes into a message.</summary>
    /// <param name="from">The earlier answer's <see cref="WorkReply.Next"/>; 0 for all that is still known.</param>
    /// <param name="fromQuestion">The earlier answer's <see cref="WorkReply.NextQuestion"/>; 0 for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("ReadAsync")]
    [ReadOnly]
    [ResponseTimeout("00:00:05")]
    Task<WorkReply> ReadAsync(long from, long fromQuestion, CancellationToken cancellation);

    /// <summary>How many of the threads work now, and what the silo has sent and taken in. The first ask begins to count.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("ReadSiloAsync")]
    [ReadOnly]
    [ResponseTimeout("00:00:05")]
    Task<SiloWork> ReadSiloAsync(CancellationToken cancellation);
}
