namespace Grid.Grains;

/// <summary>Joins short jobs of a kind that a thread ran one right after the other: nobody sees them apart, and there may be thousands a second.</summary>
internal static class WorkSpans
{
    /// <summary>What counts as short, for jobs and what lies between them, in microseconds.</summary>
    internal const long Short = 4_000;

    /// <summary>What is joined grows to about this.</summary>
    internal const long Longest = 60_000;

    /// <summary>The jobs, in the order of their ends; of those that are joined the first says which partition.</summary>
    /// <param name="done">The jobs, in the order of their ends.</param>
    public static WorkItem[] Join(IEnumerable<WorkItem> done)
    {
        var last = new Dictionary<int, int>();
        var spans = new List<WorkItem>();
        foreach (var job in done)
        {
            if (last.TryGetValue(job.Thread, out int at) && Goes(spans[at], job))
            {
                var before = spans[at];
                spans[at] = before with { Length = job.Start + job.Length - before.Start, Rows = before.Rows + job.Rows, Jobs = before.Jobs + job.Jobs };
                continue;
            }
            last[job.Thread] = spans.Count;
            spans.Add(job);
        }
        return [.. spans];
    }

    private static bool Goes(WorkItem before, WorkItem job) =>
        before.Kind == job.Kind && before.Of == job.Of && job.Length < Short && before.Length < (before.Jobs == 1 ? Short : Longest)
        && job.Start - (before.Start + before.Length) < Short;
}
