using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Client;

/// <summary>
/// A table in the grid, and what shall be done to it before it is asked. Frames are immutable: each transform gives a new
/// frame over the same data, and costs nothing until a question is asked.
/// <code>
/// var fair = trips.Filter("trip_distance >= 1 and payment_type == 1").WithColumn("share", "tip_amount / fare_amount");
/// Console.WriteLine(await fair.DescribeAsync(["share"]));
/// </code>
/// A frame that is asked before it is persisted is persisted by that.
/// </summary>
public sealed partial class GridFrame : IAsyncDisposable
{
    private readonly Dataset _dataset;
    private readonly IReadOnlyList<Transform> _transforms;

    internal GridFrame(Dataset dataset, IReadOnlyList<Transform> transforms) => (_dataset, _transforms) = (dataset, transforms);

    /// <summary>The columns of the source, before any transform: as inferred at first; as found, once persisted.</summary>
    public Schema SourceSchema => _dataset.Schema;

    /// <summary>
    /// What was decided while the source was read that may not be expected, and the options that decide otherwise: of the
    /// samples at first; of all values, with their lines, once persisted.
    /// </summary>
    public IReadOnlyList<SourceNote> Notes => _dataset.Status.Notes?.Value.Items ?? [];

    /// <summary>
    /// How the columns of the source lie in memory, in the order of <see cref="SourceSchema"/>; where they are read when they are asked for, how their files have
    /// them, and what they are expected to take. Empty before they are persisted.
    /// </summary>
    public IReadOnlyList<ColumnStorage> Storage => _dataset.Status.Storage?.Value.Columns ?? [];

    /// <summary>How many files the source has.</summary>
    public int Files => _dataset.Status.Files;

    /// <summary>How many partitions the source is loaded in.</summary>
    public int Partitions => _dataset.Status.Partitions;

    /// <summary>Bytes of the source.</summary>
    public long SourceBytes => _dataset.Status.BytesTotal;

    /// <summary>What the load came to: rows, bytes read and held, time. Before it, zeros.</summary>
    public LoadProgress Load => LoadProgress.From(_dataset.Status);

    /// <summary>
    /// Loads the source into memory, in parallel, and keeps it there until it is dropped. Does nothing where that is done. Columns of Parquet are
    /// read when they are asked for (unless <see cref="GridOptions.ReadsAllColumns"/>), and so are all where they do not fit in memory
    /// (<see cref="Load"/> says so; unless <see cref="GridOptions.IsInMemory"/>).
    /// </summary>
    /// <param name="progress">Told rows and bytes as they come, some times a second, and at the end.</param>
    /// <param name="cancellation">Cancels the load; nothing of it stays behind, and the frame can be persisted again.</param>
    /// <returns>This frame.</returns>
    /// <exception cref="SourceException">A file is gone, has changed, or is no CSV of the schema.</exception>
    /// <exception cref="MemoryBudgetException">The data does not fit.</exception>
    public async Task<GridFrame> PersistAsync(IProgress<LoadProgress>? progress = null, CancellationToken cancellation = default)
    {
        await _dataset.LoadAsync(progress, cancellation).ConfigureAwait(false);
        return this;
    }

    /// <summary>Frees the data, for all frames made from one another.</summary>
    public Task ReleaseAsync(CancellationToken cancellation = default) => _dataset.DropAsync(cancellation);

    /// <summary>Frees the data, as <see cref="ReleaseAsync"/> does.</summary>
    public async ValueTask DisposeAsync() => await _dataset.DropAsync(CancellationToken.None).ConfigureAwait(false);

    /// <summary>Keeps the rows for which a condition is true; null is not true.</summary>
    /// <param name="condition">For example <c>trip_distance >= 1 and payment_type in (1, 2)</c>.</param>
    public GridFrame Filter(string condition) => With(new WhereTransform(condition));

    /// <summary>Keeps these columns, in this order.</summary>
    public GridFrame Select(params IReadOnlyList<string> columns) => With(new SelectTransform(columns));

    /// <summary>Leaves these columns out, as Polars' <c>drop</c> does; data is freed by <see cref="ReleaseAsync"/>.</summary>
    public GridFrame Drop(params IReadOnlyList<string> columns) => With(new DropTransform(columns));

    /// <summary>Adds a column that is computed from others, or replaces the one of that name.</summary>
    /// <param name="name">The column.</param>
    /// <param name="expression">For example <c>tip_amount / fare_amount</c>.</param>
    public GridFrame WithColumn(string name, string expression) => With(new WithColumnTransform(name, expression));

    /// <summary>
    /// Sorts the rows, as pandas' <c>sort_values</c>: those that are equal stay in the order that they had, and what is missing, null or NaN, comes last, whichever the direction.
    /// What is saved, collected, streamed, predicted or shown by <see cref="HeadAsync"/> comes in that order; figures over all rows are the same without.
    /// <code>await trips.Sort("trip_distance desc", "fare_amount").SaveAsync("sorted.parquet");</code>
    /// </summary>
    /// <param name="by">Columns or expressions, each with <c>desc</c> behind it where the greatest comes first.</param>
    public GridFrame Sort(params IReadOnlyList<string> by) => With(new SortTransform(by));

    /// <summary>Keeps a share of the rows, about that many, drawn at random: the same for a seed, however the table is cut into partitions.</summary>
    /// <param name="share">Between 0 and 1.</param>
    /// <param name="seed">Which draw.</param>
    public GridFrame Sample(double share, long seed = 0) => With(new SampleTransform(share, seed));

    // A step is an object of its own in each frame that it is given to, as what it is fitted to is known by it.
    private GridFrame With(Transform transform) => new(_dataset, [.. _transforms, transform is PreparationStep step ? step with { } : transform]);
}
