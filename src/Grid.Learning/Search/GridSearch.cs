namespace Grid.Learning;

/// <summary>Runs a whole search in the calling process: each family and split once, on as many threads as asked for.</summary>
public static class GridSearch
{
    /// <summary>Runs the trials. The table is the same to the bit for any number of threads, fit times aside.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="plan">The search.</param>
    /// <param name="folds">The splits.</param>
    /// <param name="workers">Threads; 0 for one a core.</param>
    /// <param name="finished">Is told of each finished trial, on the thread that ran it.</param>
    /// <param name="cancellation">Stops between trees.</param>
    public static SearchResults Run(TrainingMatrix matrix, SearchPlan plan, FoldPlan folds, int workers = 0, Action<TrialResult>? finished = null, CancellationToken cancellation = default)
    {
        if (plan.Scoring.Task != matrix.Task)
            throw new LearningException($"the search is a {plan.Scoring.Task.ToString().ToLowerInvariant()}, but the target '{matrix.Target}' was read for {matrix.Task.ToString().ToLowerInvariant()}.");
        plan.RequireDefined(matrix, folds);
        int splits = folds.Splits;
        var trials = new TrialResult[plan.Families.Count * splits];
        // The longest first, so that no thread is left with one of them at the end.
        var order = Enumerable.Range(0, trials.Length).OrderByDescending(i => plan.Families[i / splits].Cost(matrix.Features.Count, matrix.Rows)).ToArray();
        int next = -1, threads = Math.Min(WorkerCount.Of(workers), trials.Length);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Failures.Unwrap(() => Parallel.For(0, threads, options, _ =>
        {
            for (int k; (k = Interlocked.Increment(ref next)) < trials.Length;)
            {
                int i = order[k];
                trials[i] = FamilyTrial.Run(matrix, folds, i % splits, plan.Families[i / splits], plan.Scorings, cancellation: cancellation);
                finished?.Invoke(trials[i]);
            }
        }));
        return SearchResults.Of(plan, splits, trials);
    }

    /// <summary>Grows the best candidate's forest on all rows.</summary>
    /// <exception cref="LearningException">No candidate could be scored.</exception>
    public static Forest Refit(TrainingMatrix matrix, SearchResults results, int workers = 0, CancellationToken cancellation = default) =>
        Forest.Train(matrix, results.RequireBest().Candidate.Parameters, workers, cancellation: cancellation);
}
