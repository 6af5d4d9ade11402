using System.Globalization;
using Grid.Query;

namespace Grid.Flight;

/// <summary>Reads what a command does to the rows before it asks: joins, and the steps of a preparation in the order in which they are written.</summary>
internal static class StepReader
{
    private const string JoinExample = "\"zones on PULocationID = LocationID\"";

    private static readonly OrderedDictionary<string, Func<Members, Transform>> Known = new()
    {
        ["fill"] = m => new FillStep([.. Named(m, "fill", "{\"tolls_amount\":\"median\"}").Select(pair => new ColumnFill(pair.Name, Fill.Parse(pair.Value)))]),
        ["clip"] = m => new ClipStep([.. Named(m, "clip", "{\"fare_amount\":\"p1..p99\"}").Select(pair => Clip(m, pair.Name, pair.Value))]),
        ["scale"] = m => new ScaleStep([.. Named(m, "scale", "{\"fare_amount\":\"standard\"}").Select(pair => new ColumnScaling(pair.Name, StepWords.Scalings.TryGetValue(pair.Value, out var how) ? how
            : throw m.Wrong("scale", $"has {pair.Value} for {pair.Name}; expected standard, minmax or robust")))]),
        ["onehot"] = m => new OneHotStep(Columns(m, "onehot")),
        ["ordinal"] = m => new OrdinalStep(Columns(m, "ordinal")),
        ["drop_nulls"] = m => new DropNullsTransform(m.Texts("drop_nulls", orTrue: true)),
        ["drop_correlated"] = m => new DropCorrelatedStep(Limit(m), []),
    };

    /// <summary>The names of the steps.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Known.Keys];

    /// <summary>The joins, in their order.</summary>
    /// <exception cref="CommandException">One cannot be read.</exception>
    public static IReadOnlyList<FlightJoin> Joins(Members members) => [.. members.TextsOrObjects("join").Select(join => join.Object is { } given ? Join(given) : Join(members, join.Text!))];

    /// <summary>The steps, in the order of the members.</summary>
    /// <exception cref="CommandException">One cannot be read.</exception>
    public static IEnumerable<Transform> Steps(Members members) => members.Names.Where(name => Known.ContainsKey(name) && members.Has(name)).Select(name => Known[name](members));

    private static FlightJoin Join(Members join)
    {
        join.Check(["dataset", "on", "how", "as"]);
        return new FlightJoin(join.Required("dataset", "zones"), join.Required("on", "PULocationID = LocationID"), Told(join, "how", join.Text("how") ?? "inner", JoinText.KindOf), join.Text("as"));
    }

    private static FlightJoin Join(Members members, string text)
    {
        var join = Told(members, "join", text, JoinText.Parse, $"; expected a dataset and its keys, such as {JoinExample}");
        return new FlightJoin(join.Source, join.On, join.Kind, join.Name);
    }

    private static T Told<T>(Members members, string name, string text, Func<string, T> read, string expected = "")
    {
        try
        {
            return read(text);
        }
        catch (QuestionException e)
        {
            throw members.Wrong(name, $"is '{text}': {e.Message}{expected}");
        }
    }

    private static IReadOnlyList<(string Name, string Value)> Named(Members members, string step, string example) =>
        members.Values(step, example) is { Count: > 0 } pairs ? pairs : throw members.Wrong(step, $"has nothing; expected an object such as {example}");

    private static IReadOnlyList<string> Columns(Members members, string step) =>
        members.Texts(step) is { Count: > 0 } columns ? columns : throw members.Wrong(step, "has nothing; expected columns, such as [\"payment_type\"]");

    private static ColumnClip Clip(Members members, string column, string text) =>
        ClipBound.ParsePair(text) is var (low, high) ? new ColumnClip(column, low, high)
            : throw members.Wrong("clip", $"has {text} for {column}; expected two bounds, such as p1..p99, 0..100, 0.. or ..100");

    private static double Limit(Members members) => double.Parse(members.Number("drop_correlated")!, CultureInfo.InvariantCulture) is >= 0 and < 1 and var limit ? limit
        : throw members.Wrong("drop_correlated", $"is {members.Number("drop_correlated")}; expected a correlation from 0 to 1, below 1, such as 0.95");
}
