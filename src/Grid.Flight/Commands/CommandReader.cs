using System.Globalization;
using Grid.Query;

namespace Grid.Flight;

/// <summary>
/// Reads commands, JSON in the words of the <c>grid</c> command: <c>{"dataset":"trips","groupby":["VendorID"],"agg":["median(tip_amount)"]}</c>.
/// What each may have is also in <c>docs/flight.schema.json</c>.
/// </summary>
internal static class CommandReader
{
    /// <summary>The version of the words.</summary>
    public const int Version = 1;

    private const int MostRows = 100_000;
    private const int MostBytes = 1 << 20;

    private static readonly string[] Common = ["version", "dataset", "join", "with", "where", .. StepReader.Words, "sort"];

    // What is asked, and what else may be said with it; the first is meant where nothing is asked.
    private static readonly (string Kind, string[] More)[] Kinds =
    [
        ("rows", ["columns", "dictionaries", "streams", "ordered"]),
        ("head", ["columns", "order", "by", "distinct", "sample", "seed"]),
        ("describe", ["columns", "percentiles"]),
        ("groupby", ["agg", "having", "order", "limit"]),
        ("aggregate", []),
        ("counts", ["limit"]),
        ("nunique", ["columns", "approx"]),
        ("missing", ["columns"]),
        ("corr", ["columns"]),
        ("histogram", ["bins"]),
    ];

    /// <summary>All members that a command may have.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Common, .. Kinds.Select(k => k.Kind), .. Kinds.SelectMany(k => k.More).Distinct()];

    /// <summary>Reads a command.</summary>
    /// <exception cref="CommandException">It is none; the message says why.</exception>
    public static FlightCommand Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MostBytes)
            throw new CommandException($"command: {json.Length} bytes; expected {MostBytes} at most");
        var members = Members.Read("command", json);
        members.Check(Words);
        if (members.Whole("version", 0, int.MaxValue) is { } version && version != Version)
            throw members.Wrong("version", $"is {version}; this grid knows version {Version}");
        string dataset = members.Required("dataset", "trips");
        var kind = KindOf(members);
        if (members.Names.Except(Common).FirstOrDefault(name => name != kind.Kind && !kind.More.Contains(name)) is { } strange)
        {
            string goes = string.Join(" and ", Kinds.Where(k => k.More.Contains(strange)).Select(k => $"\"{k.Kind}\""));
            throw members.Wrong(strange, goes.Length > 0 ? $"goes with {goes}, not with \"{kind.Kind}\"" : $"and \"{kind.Kind}\" are two questions; ask one at a time");
        }
        var transforms = new List<Transform>();
        foreach (var (name, expression) in members.Pairs("with"))
            transforms.Add(new WithColumnTransform(name, expression));
        foreach (string condition in members.Texts("where") ?? [])
            transforms.Add(new WhereTransform(condition));
        transforms.AddRange(StepReader.Steps(members));
        if (members.Texts("sort") is { Count: > 0 } sort)
        {
            if (members.Has("streams"))
                throw members.Wrong("streams", "is for rows as they lie; those that are sorted come in one stream");
            if (members.Choice("ordered") == false)
                throw members.Wrong("ordered", "is for rows as they lie; those that are sorted come in their order");
            transforms.Add(new SortTransform(sort));
        }
        var question = Question(members, kind.Kind);
        if (question is null && members.Texts("columns") is { } columns)
            transforms.Add(new SelectTransform(columns));
        return new FlightCommand(dataset, transforms, question)
        {
            Joins = StepReader.Joins(members),
            Dictionaries = members.Flag("dictionaries"),
            Streams = members.Whole("streams", 1, 1024),
            Ordered = members.Choice("ordered"),
        };
    }

    private static (string Kind, string[] More) KindOf(Members members)
    {
        var asked = Kinds.Where(k => members.Has(k.Kind)).ToArray();
        return asked.Length switch
        {
            0 when members.Has("agg") => throw members.Wrong("agg", "goes with \"groupby\"; over all rows, \"aggregate\" has it"),
            0 => Kinds[0],
            1 => asked[0],
            _ => throw members.Wrong(asked[1].Kind, $"and \"{asked[0].Kind}\" are two questions; ask one at a time"),
        };
    }

    private static Question? Question(Members members, string kind) => kind switch
    {
        "describe" => new DescribeQuestion(Columns(members, kind), members.Numbers("percentiles")),
        "groupby" => new GroupByQuestion(members.Texts(kind)!, members.Texts("agg") ?? throw new CommandException("command: there is no \"agg\"; expected one such as \"agg\":[\"sum(trip_distance)\"]"))
        {
            Having = members.Text("having"),
            Order = members.Texts("order") ?? [],
            Limit = members.Whole("limit", 1, int.MaxValue),
        },
        "aggregate" => new AggregateQuestion(members.Texts(kind)!),
        "counts" => new ValueCountsQuestion(members.Required(kind, "payment_type"), members.Whole("limit", 1, int.MaxValue)),
        "nunique" => new UniqueQuestion(Columns(members, kind), members.Flag("approx")),
        "missing" => new MissingQuestion(Columns(members, kind)),
        "corr" => new CorrelationQuestion(Columns(members, kind)),
        "histogram" => new HistogramQuestion(members.Required(kind, "trip_distance"), members.Whole("bins", 1, 10_000) ?? 20),
        "head" => Head(members),
        _ => null,
    };

    // Of the question itself, or beside it.
    private static IReadOnlyList<string>? Columns(Members members, string kind) => members.Texts(kind, orTrue: true) ?? members.Texts("columns");

    private static HeadQuestion Head(Members members)
    {
        int? rows = members.Whole("head", 1, MostRows, orTrue: true);
        var question = new HeadQuestion(rows ?? 10, members.Texts("columns"))
        {
            Order = members.Texts("order") ?? [],
            By = members.Texts("by") ?? [],
            Distinct = members.Has("distinct") ? members.Texts("distinct", orTrue: true) ?? [] : null,
        };
        if (members.Number("sample") is not { } drawn)
            return members.Has("seed") ? throw members.Wrong("seed", "goes with \"sample\"") : question;
        long seed = members.Long("seed") ?? 0;
        if (int.TryParse(drawn, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MostRows)
            return rows is null ? question with { Rows = number, SampleSeed = seed } : throw members.Wrong("sample", $"and \"head\" are two numbers of rows, {drawn} and {rows}; give one of them");
        if (drawn.AsSpan().IndexOfAny('.', 'e', 'E') >= 0 && double.Parse(drawn, CultureInfo.InvariantCulture) is >= 0 and <= 1 and var share)
            return question with { Rows = rows ?? MostRows, Transforms = [new SampleTransform(share, seed)] };
        throw members.Wrong("sample", $"is {drawn}; expected a share from 0.0 to 1.0, such as 0.01, or a number of rows from 1 to {MostRows}");
    }
}
