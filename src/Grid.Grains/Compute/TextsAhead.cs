using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>Numbers the texts of partitions that were loaded while the silo has nothing else to do: who groups by them first does not wait for it.</summary>
/// <param name="pool">Where there is time.</param>
public sealed class TextsAhead(ComputePool pool)
{
    /// <summary>What was begun last.</summary>
    internal Task Last { get; private set; } = Task.CompletedTask;

    /// <summary>Begins with the texts of a partition.</summary>
    /// <param name="table">The partition.</param>
    public void Begin(PartitionTable table)
    {
        string[] names = [.. table.Schema.Fields.Where(field => field.Logical.Kind == LogicalKind.Text).Select(field => field.Name)];
        if (table.Texts is { } texts && table.Rows >= SiloRehearsal.FewestRows && names.Length > 0)
            Last = RunAsync(new WeakReference<PartitionTable>(table), texts, names).SettledAsync();
    }

    // What is dropped meanwhile is not kept for it.
    private async Task RunAsync(WeakReference<PartitionTable> table, DatasetTexts texts, string[] names)
    {
        // Column by column: a question that comes meanwhile waits for one of one partition at most.
        foreach (string name in names)
        {
            await pool.RunAsync(
                _ => table.TryGetTarget(out var rows) && rows.Batches.All(batch => texts.Prepare(name, batch.Columns[batch.Schema.IndexOf(name)])), ComputePriority.Idle, CancellationToken.None);
        }
    }
}
