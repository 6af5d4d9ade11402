using Grid.Arrow;
using Grid.Learning;
using Grid.Statistics;

namespace Grid.Grains;

/// <summary>Makes a run's training data of a dataset's rows, within a grain's turns.</summary>
internal static class TrainingBuild
{
    /// <exception cref="LearningException">The search makes no sense, or the rows cannot be learned from.</exception>
    /// <exception cref="QuestionException">A transform does not fit the columns.</exception>
    /// <exception cref="MemoryBudgetException">The training data does not fit.</exception>
    public static async Task<Training> RunAsync(
        StudyRequest request, string study, IGrainFactory grains, ComputePool pool, TrainingStore trainings, CancellationToken cancellation)
    {
        var spec = request.Study.Value;
        // What is wrong with the search itself is said before any row is read.
        await pool.RunAsync(_ => SearchPlan.Of(spec.Search), ComputePriority.Question, cancellation);
        var manifest = await grains.GetGrain<IDatasetGrain>(request.Dataset).GetManifestAsync(cancellation);
        var groups = spec.Search.Folds.Groups;
        var features = TrainingMatrix.FeaturesOf(FrameRows.Of(manifest.Schema.Value, spec.Transforms).Schema, spec.Target, spec.Features, groups);

        var rows = new Encoded<RowsSpec>(new RowsSpec(spec.Transforms, groups is null ? [.. features, spec.Target] : [.. features, spec.Target, groups]));
        var read = new IReadOnlyList<RecordBatch>[manifest.Partitions.Count];
        await FanOut.RunAsync(
            read.Length, async (i, end) => read[i] = await DatasetRows.ReadAsync(grains, manifest.Partitions[i].Key, rows, end), cancellation);
        var batches = read.SelectMany(b => b).ToArray();

        trainings.Reserve(request.Run, Training.Estimate(batches.Sum(b => (long)b.Length), features.Count), study);
        var options = new MatrixOptions { Features = features, QuantileBins = spec.QuantileBins };
        var build = await pool.RunAsync(
            _ => new MatrixBuild(batches, spec.Target, spec.Search.Task, options), ComputePriority.Load, cancellation);
        await pool.ShareAsync(build.Work, build.Features, ComputePriority.Load, cancellation);
        return await pool.RunAsync(
            _ =>
            {
                var matrix = build.Finish();
                return new Training(spec.Search, matrix, FoldPlan.Of(matrix, spec.Search.Folds, batches));
            },
            ComputePriority.Load, cancellation);
    }
}
