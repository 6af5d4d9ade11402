using System.Globalization;
using Grid.Query;

namespace Grid.Dashboard;

/// <summary>How the same is asked elsewhere.</summary>
internal static class AskTexts
{
    /// <summary>By the command.</summary>
    /// <param name="line">What is asked.</param>
    /// <param name="folder">The cluster's folder; null where the environment names the cluster.</param>
    public static string Command(AskLine line, string? folder) =>
        $"grid {string.Join(' ', line.Words.Select(AskWords.Quoted))}{(folder is null ? "" : $" --cluster {AskWords.Quoted(folder)}")}";

    /// <summary>From C#, of a grid that is open.</summary>
    public static string CSharp(AskLine line)
    {
        string steps = string.Concat(line.Transforms.Select(Step));
        return $"var frame = (await grid.OpenDatasetAsync({Text(line.Dataset)})){steps};\nvar answer = await frame.{Call(line.Question)};";
    }

    private static string Step(Transform transform) => transform switch
    {
        WithColumnTransform with => $".WithColumn({Text(with.Name)}, {Text(with.Expression)})",
        WhereTransform where => $".Filter({Text(where.Condition)})",
        _ => throw new InvalidOperationException($"{transform.GetType().Name} has no words here"),
    };

    private static string Call(Question question) => question switch
    {
        DescribeQuestion d => $"DescribeAsync({Arguments(List(d.Columns), d.Percentiles is { } shares ? $"percentiles: [{string.Join(", ", shares.Select(Number))}]" : null)})",
        GroupByQuestion g => $"GroupBy({Texts(g.Keys)}){(g.Having is { } having ? $".Having({Text(having)})" : "")}{(g.Order.Count > 0 ? $".Sort({Texts(g.Order)})" : "")}{(g.Limit is { } limit ? $".Limit({limit})" : "")}.AggregateAsync({Texts(g.Aggregates)})",
        AggregateQuestion a => $"AggregateAsync({Texts(a.Aggregates)})",
        MissingQuestion m => $"NullCountAsync({List(m.Columns)})",
        CorrelationQuestion c => $"CorrelationAsync({List(c.Columns)})",
        ValueCountsQuestion v => $"ValueCountsAsync({Arguments(Text(v.Column), v.Limit is { } limit ? $"{limit}" : null)})",
        UniqueQuestion { Approximate: true } u => $"ApproxNUniqueAsync({List(u.Columns)})",
        UniqueQuestion u => $"NUniqueAsync({List(u.Columns)})",
        HistogramQuestion h => $"HistogramAsync({Text(h.Column)}, {h.Bins})",
        HeadQuestion { Order.Count: 0, By.Count: 0, Distinct: null, SampleSeed: null, Transforms.Count: 0 } h => $"HeadAsync({Arguments($"{h.Rows}", List(h.Columns))})",
        HeadQuestion h => $"AskAsync({Head(h)})",
        _ => throw new InvalidOperationException($"{question.GetType().Name} has no words here"),
    };

    private static string Head(HeadQuestion head)
    {
        string[] members =
        [
            .. head.Order.Count > 0 ? [$"Order = [{Texts(head.Order)}]"] : Array.Empty<string>(),
            .. head.By.Count > 0 ? [$"By = [{Texts(head.By)}]"] : Array.Empty<string>(),
            .. head.Distinct is { } distinct ? [$"Distinct = [{Texts(distinct)}]"] : Array.Empty<string>(),
            .. head.SampleSeed is { } seed ? [$"SampleSeed = {seed}"] : Array.Empty<string>(),
            .. head.Transforms is [SampleTransform sample] ? [$"Transforms = [new SampleTransform({Number(sample.Share)}, {sample.Seed})]"] : Array.Empty<string>(),
        ];
        return $"new HeadQuestion({Arguments($"{head.Rows}", List(head.Columns))}) {{ {string.Join(", ", members)} }}";
    }

    private static string Arguments(params string?[] arguments) => string.Join(", ", arguments.Where(a => !string.IsNullOrEmpty(a)));

    private static string List(IReadOnlyList<string>? names) => names is null ? "" : $"[{Texts(names)}]";

    private static string Texts(IReadOnlyList<string> texts) => string.Join(", ", texts.Select(Text));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // Control characters and marks that turn the direction as escapes, so that the text is what it looks like.
    private static string Text(string text) =>
        $"\"{string.Concat(text.Select(c => c is '"' or '\\' ? $"\\{c}" : c < ' ' || CellText.Clean($"{c}")[0] != c ? $"\\u{(int)c:x4}" : $"{c}"))}\"";
}
