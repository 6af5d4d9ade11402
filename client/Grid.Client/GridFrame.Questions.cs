using Grid.Query;

namespace Grid.Client;

/// <content>The questions. Each may throw <see cref="QuestionException"/>, which names what is wrong in it.</content>
public sealed partial class GridFrame
{
    /// <summary>Count, nulls, mean, standard deviation, extremes and exact percentiles of columns.</summary>
    /// <param name="columns">Names or expressions; null for every column.</param>
    /// <param name="percentiles">Shares between 0 and 1; null for the quartiles.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<DescribeAnswer> DescribeAsync(
        IReadOnlyList<string>? columns = null, IReadOnlyList<double>? percentiles = null, CancellationToken cancellation = default) =>
        AskAsync<DescribeAnswer>(new DescribeQuestion(columns, percentiles), cancellation);

    /// <summary>Groups the rows by the values of some columns.</summary>
    /// <param name="keys">Names or expressions.</param>
    public GroupedFrame GroupBy(params IReadOnlyList<string> keys) => new(this, keys);

    /// <summary>Aggregates over all rows.</summary>
    /// <param name="aggregates">For example <c>mean(tip_amount / fare_amount)</c>: count, sum, mean, min, max, std, nunique or approx_nunique.</param>
    public Task<AggregateAnswer> AggregateAsync(params IReadOnlyList<string> aggregates) => AggregateAsync(aggregates, default);

    /// <summary>Aggregates over all rows.</summary>
    /// <param name="aggregates">For example <c>mean(tip_amount / fare_amount)</c>: count, sum, mean, min, max, std, nunique or approx_nunique.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<AggregateAnswer> AggregateAsync(IReadOnlyList<string> aggregates, CancellationToken cancellation) =>
        AskAsync<AggregateAnswer>(new AggregateQuestion(aggregates), cancellation);

    /// <summary>Nulls and NaN per column, counts and share.</summary>
    /// <param name="columns">Names or expressions; null for every column.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<MissingAnswer> NullCountAsync(IReadOnlyList<string>? columns = null, CancellationToken cancellation = default) =>
        AskAsync<MissingAnswer>(new MissingQuestion(columns), cancellation);

    /// <summary>Pearson correlation of every pair of columns, over the rows where both are neither null nor NaN.</summary>
    /// <param name="columns">Names or expressions; null for every numeric column.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<CorrelationAnswer> CorrelationAsync(IReadOnlyList<string>? columns = null, CancellationToken cancellation = default) =>
        AskAsync<CorrelationAnswer>(new CorrelationQuestion(columns), cancellation);

    /// <summary>Which columns of numbers to leave out, as others say nearly the same (<see cref="CorrelatedColumns"/>); <see cref="DropCorrelated"/> leaves them out.</summary>
    /// <param name="limit">The correlation, as an absolute value, beyond which one of a pair goes.</param>
    /// <param name="columns">Names or expressions; null for every numeric column.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public async Task<CorrelatedAnswer> CorrelatedAsync(double limit, IReadOnlyList<string>? columns = null, CancellationToken cancellation = default)
    {
        CorrelatedColumns.RequireLimit(limit);
        return new CorrelatedAnswer(limit, CorrelatedColumns.Of(await CorrelationAsync(columns, cancellation).ConfigureAwait(false), limit));
    }

    /// <summary>How often each value of a column occurs, the most frequent first.</summary>
    /// <param name="column">A name or an expression.</param>
    /// <param name="limit">How many values at most; null for all.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<ValueCountsAnswer> ValueCountsAsync(string column, int? limit = null, CancellationToken cancellation = default) =>
        AskAsync<ValueCountsAnswer>(new ValueCountsQuestion(column, limit), cancellation);

    /// <summary>How many distinct values columns have, exactly; nulls and NaN are not counted.</summary>
    /// <param name="columns">Names or expressions; null for every column.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<UniqueAnswer> NUniqueAsync(IReadOnlyList<string>? columns = null, CancellationToken cancellation = default) =>
        AskAsync<UniqueAnswer>(new UniqueQuestion(columns), cancellation);

    /// <summary>About how many distinct values columns have: where they are very many, an estimate (HyperLogLog, within about 1 %), and the answer says which are.</summary>
    /// <param name="columns">Names or expressions; null for every column.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<UniqueAnswer> ApproxNUniqueAsync(IReadOnlyList<string>? columns = null, CancellationToken cancellation = default) =>
        AskAsync<UniqueAnswer>(new UniqueQuestion(columns, Approximate: true), cancellation);

    /// <summary>Rows per bin of equal width.</summary>
    /// <param name="column">A numeric or temporal column, or an expression.</param>
    /// <param name="bins">How many bins, 1 to 10,000.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<HistogramAnswer> HistogramAsync(string column, int bins = 20, CancellationToken cancellation = default) =>
        AskAsync<HistogramAnswer>(new HistogramQuestion(column, bins), cancellation);

    /// <summary>The first rows, in the order of the source.</summary>
    /// <param name="rows">How many, up to 100,000.</param>
    /// <param name="columns">Names or expressions; null for every column.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<HeadAnswer> HeadAsync(int rows = 10, IReadOnlyList<string>? columns = null, CancellationToken cancellation = default) =>
        AskAsync<HeadAnswer>(new HeadQuestion(rows, columns), cancellation);

    /// <summary>The first rows of an order: sorted no further than that.</summary>
    /// <param name="rows">How many, up to 100,000.</param>
    /// <param name="by">Columns or expressions, each with <c>desc</c> behind it where the greatest comes first. What is missing comes last, and equals are in the order of the source.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<HeadAnswer> TopAsync(int rows, IReadOnlyList<string> by, CancellationToken cancellation = default) =>
        AskAsync<HeadAnswer>(new HeadQuestion(rows) { Order = by }, cancellation);

    /// <summary>The first row of each combination of values, as pandas' <c>drop_duplicates</c> and Polars' <c>unique</c> keep it.</summary>
    /// <param name="columns">Columns or expressions; none for all columns.</param>
    /// <param name="rows">How many rows at most, up to 100,000.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<HeadAnswer> DistinctAsync(IReadOnlyList<string>? columns = null, int rows = 100_000, CancellationToken cancellation = default) =>
        AskAsync<HeadAnswer>(new HeadQuestion(rows) { Distinct = columns ?? [] }, cancellation);

    /// <summary>Rows drawn at random, in the order of the source: the same for a seed, however the table is cut into partitions.</summary>
    /// <param name="rows">How many, up to 100,000.</param>
    /// <param name="seed">Which draw.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<HeadAnswer> SampleAsync(int rows, long seed = 0, CancellationToken cancellation = default) =>
        AskAsync<HeadAnswer>(new HeadQuestion(rows) { SampleSeed = seed }, cancellation);

    /// <summary>Asks any question of this frame; its own transforms come after the frame's.</summary>
    /// <param name="question">What to ask.</param>
    /// <param name="progress">Told scans and partitions as they are done.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public async Task<Answer> AskAsync(Question question, IProgress<QuestionProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var transforms = await FittedAsync(cancellation).ConfigureAwait(false);
        return await _dataset.AskAsync(question with { Transforms = [.. transforms, .. question.Transforms] }, progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>Checks a question against the columns as they are known so far, without loading anything.</summary>
    /// <param name="question">What would be asked.</param>
    /// <exception cref="QuestionException">It names an unknown column, is malformed, or does not fit the types.</exception>
    public void Check(Question question)
    {
        var known = Preparations.Foreseen(Transforms);
        Execution.Start(Preparations.AreForeseen(_transforms) ? question with { Transforms = [.. Transforms, .. question.Transforms] } : new HeadQuestion(1) { Transforms = known }, SourceSchema);
    }

    /// <summary>
    /// The columns of the source that a question looks at, where its files hold columns by themselves (Parquet, Arrow), so that reading no more
    /// than these (<see cref="Sources.CsvOptions.Columns"/>) saves something; else null, as where it looks at all.
    /// </summary>
    /// <param name="question">What would be asked.</param>
    /// <exception cref="QuestionException">It names an unknown column, is malformed, or does not fit the types.</exception>
    internal IReadOnlyList<string>? ColumnsOf(Question question) =>
        _dataset.Status.IsColumnar && Preparations.AreForeseen(_transforms) ? QuestionColumns.Needed(question with { Transforms = [.. Transforms, .. question.Transforms] }, SourceSchema) : null;

    internal async Task<TAnswer> AskAsync<TAnswer>(Question question, CancellationToken cancellation) where TAnswer : Answer =>
        (TAnswer)await AskAsync(question, null, cancellation).ConfigureAwait(false);
}
