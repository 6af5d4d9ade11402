using Grid.Client;
using Grid.Sources;

namespace Grid.Benchmarks;

/// <summary>Grid's side of the joins: the tables, and what is asked of them.</summary>
internal sealed class JoinSession
{
    private readonly Dictionary<string, GridFrame> _frames = [];

    /// <summary>Loads the tables.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="start">What their files begin with.</param>
    public static async Task<JoinSession> LoadAsync(GridClient grid, string start)
    {
        var session = new JoinSession();
        foreach (string table in (string[])["x", .. JoinTask.Others])
            session._frames[table] = await (await grid.ReadCsvAsync(JoinData.PathOf(start, table))).PersistAsync();
        return session;
    }

    /// <summary>Asks for sums of the joined rows, or has all of these in memory as record batches; gives what writes them to a file.</summary>
    public async Task<Func<string, Task>> AskAsync(JoinTask task)
    {
        // Of the other table what is taken over, under a name that x does not have as well.
        var other = _frames[task.Other].WithColumn("taken", task.Taken).Select(task.Key, "taken", "v2");
        var joined = _frames["x"].Join(other, task.Key, task.Kind, task.Other);
        if (task.IsSums)
        {
            var sums = await joined.AggregateAsync(JoinTask.Sums);
            return path => File.WriteAllTextAsync(path, string.Join(',', sums.Values) + "\n");
        }
        var rows = joined.Select(JoinTask.Columns);
        GC.KeepAlive(await rows.CollectAsync(encoded: true));
        return path => rows.Sort([.. task.Order]).SaveAsync(path, new SaveOptions { Overwrite = true });
    }
}
