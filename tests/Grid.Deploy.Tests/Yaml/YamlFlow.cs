using System.Text;
using System.Text.Json.Nodes;

namespace Grid.Deploy.Tests;

/// <summary>Reads a value that stands on one line: a scalar, a sequence in brackets, either with a tag before it.</summary>
internal ref struct YamlFlow(string text)
{
    private int _at;

    public JsonNode ReadToEnd()
    {
        // Outside of brackets, commas and brackets are a scalar's own.
        if (text[0] is not ('[' or '"' or '\'' or '!'))
            return JsonValue.Create(text);
        var node = Read(inBrackets: false);
        return _at == text.Length ? node : throw new FormatException($"'{text[_at..]}' is left of '{text}'.");
    }

    private JsonNode Read(bool inBrackets)
    {
        switch (text[_at])
        {
            case '!':
                int space = text.IndexOf(' ', _at);
                string tag = text[(_at + 1)..space];
                _at = space + 1;
                return YamlText.Tagged(tag, Read(inBrackets));
            case '[':
                return Sequence();
            case '"' or '\'':
                return Quoted(text[_at]);
            default:
                int end = inBrackets ? text.AsSpan(_at).IndexOfAny(',', ']') is var i and >= 0 ? _at + i : text.Length : text.Length;
                string scalar = text[_at..end].Trim();
                _at = end;
                return JsonValue.Create(scalar);
        }
    }

    private JsonArray Sequence()
    {
        var items = new JsonArray();
        _at++;
        while (text[_at] != ']')
        {
            items.Add(Read(inBrackets: true));
            while (text[_at] is ',' or ' ')
                _at++;
        }
        _at++;
        return items;
    }

    private JsonValue Quoted(char quote)
    {
        var value = new StringBuilder();
        for (_at++; text[_at] != quote; _at++)
            value.Append(text[_at]);
        _at++;
        return JsonValue.Create(value.ToString());
    }
}
