using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Columns;
using Grid.Flight;
using Grid.Query;

namespace Grid.Dashboard;

/// <summary>
/// A question in the words of the <c>grid</c> command: <c>groupby taxi --by VendorID --agg "count()"</c>. It becomes a command of
/// Arrow Flight's door, which checks it.
/// </summary>
/// <param name="Words">The words of the line, without <c>grid</c> before them.</param>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="Transforms">What is done to it first, in order.</param>
/// <param name="Question">What is asked.</param>
internal sealed record AskLine(IReadOnlyList<string> Words, string Dataset, IReadOnlyList<Transform> Transforms, Question Question)
{
    // What each question is called in a command, what its own option is, and what else it takes.
    private static readonly (string Kind, string? Own, string[] More)[] Kinds =
    [
        ("describe", "--columns", ["--percentiles"]),
        ("groupby", "--by", ["--agg", "--having", "--order", "--limit"]),
        ("aggregate", "--agg", []),
        ("counts", "--column", ["--limit"]),
        ("nunique", "--columns", ["--approx"]),
        ("missing", "--columns", []),
        ("corr", "--columns", []),
        ("histogram", "--column", ["--bins"]),
        ("head", "--rows", ["--columns", "--order", "--by", "--distinct", "--sample", "--seed"]),
    ];

    /// <summary>The questions that can be asked.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Kinds.Select(k => k.Kind)];

    /// <summary>What a question takes, in the order in which it is shown.</summary>
    /// <param name="kind">One of <see cref="Known"/>.</param>
    public static IReadOnlyList<string> OptionsOf(string kind)
    {
        var (_, own, more) = Kinds.First(k => k.Kind == kind);
        return [own!, .. more, "--where", "--with"];
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="QuestionException">It asks nothing; the message says why.</exception>
    public static AskLine Read(string line)
    {
        string[] words = [.. AskWords.Of(line)];
        if (words.FirstOrDefault() == "grid")
            words = words[1..];
        if (words.Length == 0)
            throw new QuestionException($"what is asked? A line is such as: describe NAME; known are {string.Join(", ", Known)}");
        var kind = Kinds.FirstOrDefault(k => k.Kind == words[0]);
        if (kind.Kind is null)
            throw new QuestionException($"'{words[0]}' is no question; {Meant(words[0], Known)}");
        if (words.Length < 2 || words[1].StartsWith("--", StringComparison.Ordinal))
            throw new QuestionException($"of which dataset? Write its name after '{words[0]}'");
        var json = new JsonObject { ["dataset"] = words[1], [words[0]] = true };
        for (int i = 2; i < words.Length; i++)
            i += Take(json, kind, words[i], i + 1 < words.Length ? words[i + 1] : null);
        if (kind.Kind is "groupby" or "aggregate" or "counts" or "histogram" && json[kind.Kind] is JsonValue own && own.GetValueKind() == JsonValueKind.True)
            throw new QuestionException($"{kind.Kind} needs {kind.Own}, such as {(kind.Kind == "aggregate" ? "--agg \"mean(x)\"" : $"{kind.Own} NAME")}");
        if (kind.Kind == "groupby" && json["agg"] is null)
            throw new QuestionException("groupby needs --agg, such as --agg \"count()\"");
        try
        {
            var command = CommandReader.Read(JsonSerializer.SerializeToUtf8Bytes(json));
            return new AskLine(words, command.Dataset, command.Transforms, command.Question!);
        }
        catch (CommandException e)
        {
            throw new QuestionException(e.Message.Replace("command: ", "", StringComparison.Ordinal));
        }
    }

    // How many words the option's value takes.
    private static int Take(JsonObject json, (string Kind, string? Own, string[] More) kind, string option, string? value)
    {
        string[] known = ["--where", "--with", kind.Own!, .. kind.More];
        if (!known.Contains(option))
            throw new QuestionException(option.StartsWith("--", StringComparison.Ordinal) ? $"'{kind.Kind}' here has no {option}; {Meant(option, known)}" : $"'{option}' stands alone; put what has blanks in it in quotes");
        bool isNext = value is not null && !value.StartsWith("--", StringComparison.Ordinal);
        if (option is "--approx" || (option is "--distinct" && !isNext))
        {
            json[option[2..]] = true;
            return 0;
        }
        if (value is null)
            throw new QuestionException($"{option} has no value");
        string name = option == kind.Own ? kind.Kind : option[2..];
        switch (option)
        {
            case "--where":
                (json[name] as JsonArray ?? (JsonArray)(json[name] = new JsonArray())).Add(value);
                break;
            case "--with":
                int equals = value.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0)
                    throw new QuestionException($"--with {value}: expected a name and an expression, such as share=tip_amount/fare_amount");
                (json[name] as JsonObject ?? (JsonObject)(json[name] = new JsonObject()))[value[..equals].Trim()] = value[(equals + 1)..].Trim();
                break;
            case "--percentiles":
                json[name] = new JsonArray([.. ListText.Split(value).Select(text => Number(option, text))]);
                break;
            case "--limit" or "--bins" or "--rows" or "--seed" or "--sample":
                json[name] = Number(option, value);
                break;
            case "--having" or "--column":
                json[name] = value;
                break;
            default:
                json[name] = new JsonArray([.. ListText.Split(value).Select(text => (JsonNode)text!)]);
                break;
        }
        return 1;
    }

    // As it is written: a share has a point, and a number of rows has none.
    private static JsonNode Number(string option, string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole) ? whole : JsonNode.Parse(value.ToString("0.0###############", CultureInfo.InvariantCulture))!
        : throw new QuestionException($"{option} {text}: expected a number");

    private static string Meant(string word, IReadOnlyList<string> known) =>
        EditDistance.Nearest(word, known) is { } near ? $"did you mean {near}?" : $"known are {string.Join(", ", known)}";
}
