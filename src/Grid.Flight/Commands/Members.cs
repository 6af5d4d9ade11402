using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Columns;

namespace Grid.Flight;

/// <summary>The members of a JSON object that a client sent. Each is asked for in the form it should have; what has another is told by its name.</summary>
internal sealed class Members
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly string _what;
    private readonly JsonElement _object;

    private Members(string what, JsonElement json) => (_what, _object) = (what, json);

    /// <summary>The members' names, in their order.</summary>
    public IEnumerable<string> Names => _object.EnumerateObject().Select(member => member.Name);

    /// <summary>Reads an object; no bytes are one without members.</summary>
    /// <param name="what">What it is, for what is told: <c>command</c>.</param>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="CommandException">It is no JSON object.</exception>
    public static Members Read(string what, ReadOnlyMemory<byte> json)
    {
        try
        {
            var root = JsonDocument.Parse(json.IsEmpty ? "{}"u8.ToArray() : json, Strict).RootElement;
            Unescape(root);
            return root.ValueKind == JsonValueKind.Object ? new Members(what, root)
                : throw new CommandException($"{what}: expected a JSON object such as {{\"dataset\":\"trips\"}}, not {Kind(root)}");
        }
        catch (JsonException e)
        {
            throw new CommandException($"{what}: expected a JSON object such as {{\"dataset\":\"trips\"}}, but {e.Message}");
        }
        catch (InvalidOperationException)
        {
            throw new CommandException($"{what}: a text in it is none: its bytes are no UTF-8, or half of a surrogate pair stands alone");
        }
    }

    // The parser looks at texts when they are asked for.
    private static void Unescape(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Unescape(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    Unescape(member.Value);
                }
                break;
        }
    }

    /// <summary>Refuses members that are not known, with the nearest that is.</summary>
    public void Check(IReadOnlyList<string> known)
    {
        if (Names.FirstOrDefault(name => !known.Contains(name)) is { } strange)
        {
            string meant = EditDistance.Nearest(strange, known) is { } near ? $"did you mean \"{near}\"?" : $"known are {string.Join(", ", known)}";
            throw Wrong(strange, $"is not known; {meant}");
        }
    }

    /// <summary>The object as JSON, without some members.</summary>
    public byte[] Without(params IReadOnlyList<string> names)
    {
        var left = JsonObject.Create(_object)!;
        foreach (string name in names)
            left.Remove(name);
        return JsonSerializer.SerializeToUtf8Bytes(left);
    }

    /// <summary>Whether there is a member that is not null or false.</summary>
    public bool Has(string name) => Find(name) is { ValueKind: not JsonValueKind.False };

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, $"is {Kind(value)}; expected a text");

    /// <summary>A text that there must be.</summary>
    public string Required(string name, string example) => Text(name) is { Length: > 0 } text ? text
        : throw new CommandException($"{_what}: there is no \"{name}\"; expected one such as \"{name}\":\"{example}\"");

    /// <summary>Texts, as an array or a single one; null where there are none. <c>true</c> stands for all, and is null as well.</summary>
    public IReadOnlyList<string>? Texts(string name, bool orTrue = false) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } when orTrue => null,
        { ValueKind: JsonValueKind.String } value => [value.GetString()!],
        { ValueKind: JsonValueKind.Array } value when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(item => item.GetString()!)],
        { } value => throw Wrong(name, $"is {Kind(value)}; expected {(orTrue ? "true, " : "")}a text or an array of texts"),
    };

    /// <summary>Texts by name, in their order.</summary>
    public IReadOnlyList<(string Name, string Value)> Pairs(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Object } value when value.EnumerateObject().All(item => item.Value.ValueKind == JsonValueKind.String) => [.. value.EnumerateObject().Select(item => (item.Name, item.Value.GetString()!))],
        { } value => throw Wrong(name, $"is {Kind(value)}; expected an object of texts, such as {{\"share\":\"tip_amount / fare_amount\"}}"),
    };

    /// <summary>Texts and numbers by name, as they are written, in their order.</summary>
    /// <param name="name">The member.</param>
    /// <param name="example">One such as is expected.</param>
    public IReadOnlyList<(string Name, string Value)> Values(string name, string example) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Object } value when value.EnumerateObject().All(item => item.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number) =>
            [.. value.EnumerateObject().Select(item => (item.Name, item.Value.ValueKind == JsonValueKind.String ? item.Value.GetString()! : item.Value.GetRawText()))],
        { } value => throw Wrong(name, $"is {Kind(value)}; expected an object of texts and numbers, such as {example}"),
    };

    /// <summary>Texts or objects, as an array or a single one; none where there are none.</summary>
    public IReadOnlyList<(string? Text, Members? Object)> TextsOrObjects(string name)
    {
        return Find(name) switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(Item)],
            { } value => [Item(value)],
        };

        (string? Text, Members? Object) Item(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => (value.GetString(), null),
            JsonValueKind.Object => (null, new Members(name, value)),
            _ => throw Wrong(name, $"has {Kind(value)}; expected texts or objects"),
        };
    }

    /// <summary>An object within this one; one without members where there is none.</summary>
    public Members Inner(string name) => Find(name) switch
    {
        null => Read(name, default),
        { ValueKind: JsonValueKind.Object } value => new Members(name, value),
        { } value => throw Wrong(name, $"is {Kind(value)}; expected an object"),
    };

    /// <summary>A yes or no.</summary>
    public bool Flag(string name, bool otherwise = false) => Choice(name) ?? otherwise;

    /// <summary>A yes or no; null where there is neither.</summary>
    public bool? Choice(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { } value => throw Wrong(name, $"is {Kind(value)}; expected true or false"),
    };

    /// <summary>A whole number; null where there is none.</summary>
    public int? Whole(string name, int least, int most, bool orTrue = false)
    {
        if (Find(name) is not { } value || (orTrue && value.ValueKind == JsonValueKind.True))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least && number <= most ? number
            : throw Wrong(name, $"is {value.GetRawText()}; expected a whole number from {least} to {most}{(orTrue ? ", or true" : "")}");
    }

    /// <summary>A whole number of 64 bits; null where there is none.</summary>
    public long? Long(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : throw Wrong(name, $"is {value.GetRawText()}; expected a whole number");

    /// <summary>A number as it is written; null where there is none.</summary>
    public string? Number(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : throw Wrong(name, $"is {Kind(value)}; expected a number");

    /// <summary>
    /// The grid of a search: as text, <c>max_depth=3,none; criterion=gini</c>, or an object of arrays, <c>{"max_depth":[3,null],"criterion":["gini"]}</c>.
    /// </summary>
    public string Grid(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Object } grid)
            return Required(name, "max_depth=3,5,none; criterion=gini,entropy");
        foreach (var parameter in grid.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Array))
            throw Wrong(name, $"has \"{parameter.Name}\", which is {Kind(parameter.Value)}; expected an array of values");
        return string.Join("; ", grid.EnumerateObject().Select(p => $"{p.Name}={string.Join(',', p.Value.EnumerateArray().Select(Word))}"));
    }

    /// <summary>Numbers; null where there are none.</summary>
    public IReadOnlyList<double>? Numbers(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } value when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) => [.. value.EnumerateArray().Select(item => item.GetDouble())],
        { } value => throw Wrong(name, $"is {Kind(value)}; expected an array of numbers"),
    };

    /// <summary>Says what is wrong with a member.</summary>
    public CommandException Wrong(string name, string problem) => new(string.Create(CultureInfo.InvariantCulture, $"{_what}: \"{name}\" {problem}"));

    private static string Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "none",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private JsonElement? Find(string name) => _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => "null",
    };
}
