using System.Globalization;
using Grid.Query;

namespace Grid.Dashboard;

/// <summary>A question as a line of the command, whoever asked it.</summary>
internal static class QuestionWords
{
    private const int Longest = 2_000;

    /// <summary>The line.</summary>
    /// <param name="dataset">The dataset's key.</param>
    /// <param name="question">The question.</param>
    public static string Of(string dataset, Question question)
    {
        string[] words = [.. Words(question), .. question.Transforms.SelectMany(Before)];
        string line = string.Join(' ', words.Skip(1).Prepend(AskWords.Quoted(dataset)).Prepend(words[0]));
        return CellText.Cut(CellText.Clean(line), Longest);
    }

    private static IEnumerable<string> Words(Question question) => question switch
    {
        DescribeQuestion d => ["describe", .. Some("--columns", d.Columns), .. Some("--percentiles", d.Percentiles?.Select(share => share.ToString("R", CultureInfo.InvariantCulture)))],
        GroupByQuestion g => ["groupby", .. Some("--by", g.Keys), .. Some("--agg", g.Aggregates), .. One("--having", g.Having), .. Some("--order", g.Order), .. One("--limit", g.Limit)],
        AggregateQuestion a => ["aggregate", .. Some("--agg", a.Aggregates)],
        MissingQuestion m => ["missing", .. Some("--columns", m.Columns)],
        CorrelationQuestion c => ["corr", .. Some("--columns", c.Columns)],
        ValueCountsQuestion v => ["counts", .. One("--column", v.Column), .. One("--limit", v.Limit)],
        UniqueQuestion u => ["nunique", .. Some("--columns", u.Columns), .. u.Approximate ? new[] { "--approx" } : []],
        HistogramQuestion h => ["histogram", .. One("--column", h.Column), .. One("--bins", h.Bins)],
        HeadQuestion h => ["head", .. One("--rows", h.Rows), .. Some("--columns", h.Columns), .. Some("--order", h.Order), .. Some("--by", h.By), .. h.Distinct is [] ? new[] { "--distinct" } : Some("--distinct", h.Distinct)],
        _ => [question.GetType().Name],
    };

    private static IEnumerable<string> Before(Transform transform) => transform switch
    {
        WhereTransform where => One("--where", where.Condition),
        WithColumnTransform with => One("--with", $"{with.Name}={with.Expression}"),
        SampleTransform sample => One("--sample", sample.Share.ToString("R", CultureInfo.InvariantCulture)),
        SortTransform sort => Some("--order", sort.By),
        JoinTransform join => One("--join", $"{join.Source.Name} on {string.Join(", ", join.Keys.Zip(join.OtherKeys, (own, other) => $"{own} = {other}"))}"),
        SelectTransform select => Some("--columns", select.Columns),
        DropNullsTransform => ["--drop-nulls"],
        FilledTransform fill => One("--fill", fill.Column),
        ScaledTransform scale => One("--scale", scale.Column),
        ClippedTransform clip => One("--clip", clip.Column),
        OneHotTransform hot => One("--onehot", hot.Column),
        OrdinalTransform ordinal => One("--ordinal", ordinal.Column),
        _ => [],
    };

    private static IEnumerable<string> Some(string option, IEnumerable<string>? values) => values?.ToArray() is { Length: > 0 } all ? [option, AskWords.Quoted(string.Join(',', all))] : [];

    private static IEnumerable<string> One<T>(string option, T? value) => value is null ? [] : [option, AskWords.Quoted(string.Create(CultureInfo.InvariantCulture, $"{value}"))];
}
