using Grid.Columns;
using Grid.Learning;
using Grid.Query;

namespace Grid.Grains;

/// <summary>Makes a run's training data of a dataset's rows, within a grain's turns.</summary>
internal static class TrainingBuild
{
    /// <param name="request">What is learned from which dataset.</param>
    /// <param name="study">The study.</param>
    /// <param name="grains">The way to the partitions.</param>
    /// <param name="locator">Knows the silos.</param>
    /// <param name="pool">Where the rows are binned.</param>
    /// <param name="trainings">Accounts for the memory.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LearningException">The search makes no sense, or the rows cannot be learned from.</exception>
    /// <exception cref="QuestionException">A transform does not fit the columns.</exception>
    /// <exception cref="MemoryBudgetException">The training data does not fit.</exception>
    public static async Task<Training> RunAsync(
        StudyRequest request, string study, IGrainFactory grains, IGrainLocator locator, ComputePool pool, TrainingStore trainings, CancellationToken cancellation)
    {
        var spec = request.Study.Value;
        // What is wrong with the search itself is said before any row is read.
        var plan = spec.Plan ?? await pool.RunAsync(_ => SearchPlan.Of(spec.Search), ComputePriority.Question, cancellation);
        var dataset = grains.GetGrain<IDatasetGrain>(request.Dataset);
        var manifest = await dataset.GetManifestAsync(cancellation);
        var groups = spec.Search.Folds.ColumnOfFolds;
        var features = TrainingMatrix.FeaturesOf(FrameRows.Of(manifest.Schema.Value, spec.Transforms).Schema, spec.Target, spec.Features, groups, spec.Weights);

        var rows = new Encoded<RowsSpec>(new RowsSpec(spec.Transforms, [.. features, spec.Target, .. new[] { groups, spec.Weights }.OfType<string>()]));
        var read = new IReadOnlyList<RecordBatch>[manifest.Partitions.Count];
        // In one process the rows that are read are the partitions' own memory, which these let go of if they may; those of other silos are copies.
        bool copies = locator.Silos.Count > 1 || manifest.IsOnDemand;
        long copied = 0;
        await FanOut.RunAsync(
            read.Length,
            async (i, end) =>
            {
                read[i] = await DatasetRows.ReadAsync(grains, manifest.Partitions[i].Key, rows, end);
                if (copies)
                    trainings.Reserve(request.Run, copied += read[i].Sum(b => b.ByteSize), study);
            },
            cancellation);
        var batches = read.SelectMany(b => b).ToArray();

        long size = Training.Estimate(batches.Sum(b => (long)b.Length), features.Count, spec.Weights is not null);
        // Values that share a bin, of models that see them.
        size += plan.OwnModel is null ? 0 : batches.Sum(b => (long)b.Length) * features.Count * sizeof(double);
        trainings.Reserve(request.Run, copied + size, study);
        if (locator.Silos.FirstOrDefault(s => s.Name != locator.Silo && s.Budget > 0 && s.Left < size) is { } full)
        {
            throw new MemoryBudgetException(
                $"the training data of study '{study}' takes {ByteSize.Of(size)} on every silo, and silo '{full.Name}' has {ByteSize.Of(full.Left)} left of its budget of {ByteSize.Of(full.Budget)}. "
                + "Drop datasets, learn from fewer columns or rows, or allow more memory.");
        }
        var options = new MatrixOptions { Features = features, QuantileBins = spec.QuantileBins, Weights = spec.Weights, KeepsValues = plan.OwnModel is not null };
        var work = new WorkLabel(WorkKind.Prepare, study, null, batches.Sum(b => (long)b.Length));
        var build = await pool.RunAsync(
            _ => new MatrixBuild(batches, spec.Target, spec.Search.Task, options), ComputePriority.Load, cancellation, work);
        await pool.ShareAsync(build.Work, build.Features, ComputePriority.Load, cancellation, work);
        return await pool.RunAsync(
            _ =>
            {
                var matrix = build.Finish();
                var folds = Training.Sample(FoldPlan.Of(matrix, spec.Search.Folds, batches), spec.Search);
                var rounded = RoundedNumbers.Notes(batches, features, spec.Search.Task == LearningTask.Regression ? spec.Target : null);
                var empty = EmptyFeatures.Notes(batches, features, "nothing is learned from it (--features names others)");
                var undefined = plan.RequireDefined(matrix, folds);
                return new Training(spec.Search, plan, matrix, folds) { Notes = [.. folds.Notes, .. rounded, .. empty, .. undefined] };
            },
            ComputePriority.Load, cancellation, work);
    }
}
