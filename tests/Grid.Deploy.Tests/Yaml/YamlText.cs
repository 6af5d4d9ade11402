using System.Text.Json.Nodes;

namespace Grid.Deploy.Tests;

/// <summary>
/// Reads as much of YAML as the files of deploy/ are written in: block mappings and sequences, flow sequences, scalars on one
/// line or folded, and CloudFormation's short tags, which become what they are short for. All scalars are texts.
/// </summary>
internal sealed class YamlText
{
    private readonly List<YamlLine> _lines;
    private int _at;

    private YamlText(string text) => _lines = [.. YamlLine.Of(text)];

    public static JsonObject Read(string text)
    {
        var reader = new YamlText(text);
        var node = reader.Block();
        return reader._at == reader._lines.Count ? node!.AsObject() : throw reader.Unknown();
    }

    private JsonNode? Block()
    {
        var line = _lines[_at];
        if (line.IsItem)
            return Sequence(line.Indent);
        return line.KeyEnd() >= 0 ? Mapping(line.Indent) : Scalar(line.Indent);
    }

    private JsonNode? Scalar(int indent)
    {
        string text = _lines[_at].Text;
        _at++;
        return Value(text, indent);
    }

    private JsonArray Sequence(int indent)
    {
        var items = new JsonArray();
        while (_at < _lines.Count && _lines[_at] is { IsItem: true } line && line.Indent == indent)
        {
            string rest = line.Text[1..].TrimStart(' ');
            if (rest.Length == 0)
                throw Unknown();
            // What follows the dash stands as if on a line of its own; what is below a tag need only be right of the dash.
            var own = line with { Indent = indent + line.Text.Length - rest.Length, Text = rest };
            _lines[_at] = own;
            items.Add(own.IsItem || own.KeyEnd() >= 0 ? Block() : Scalar(indent));
        }
        return items;
    }

    private JsonObject Mapping(int indent)
    {
        var pairs = new JsonObject();
        while (_at < _lines.Count && _lines[_at] is { IsItem: false } line && line.Indent == indent)
        {
            int end = line.KeyEnd();
            if (end < 0)
                throw Unknown();
            _at++;
            pairs.Add(line.Text[..end], Value(line.Text[(end + 1)..].Trim(), indent));
        }
        return pairs;
    }

    private JsonNode? Value(string text, int indent)
    {
        if (text.Length == 0)
            return Below(indent);
        if (text == ">-")
            return Folded(indent);
        if (text[0] == '!' && !text.Contains(' '))
            return Tagged(text[1..], Below(indent));
        var flow = new YamlFlow(text);
        return flow.ReadToEnd();
    }

    private JsonNode? Below(int indent) => _at < _lines.Count && _lines[_at].Indent > indent ? Block() : null;

    private JsonValue Folded(int indent)
    {
        var parts = new List<string>();
        for (; _at < _lines.Count && _lines[_at].Indent > indent; _at++)
            parts.Add(_lines[_at].Text);
        return JsonValue.Create(string.Join(' ', parts));
    }

    /// <summary>What a short tag of CloudFormation is short for.</summary>
    internal static JsonObject Tagged(string tag, JsonNode? value) => tag switch
    {
        "Ref" or "Condition" => new JsonObject { [tag] = value },
        "GetAtt" => new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. value!.GetValue<string>().Split('.', 2).Select(p => (JsonNode)p)]) },
        _ => new JsonObject { ["Fn::" + tag] = value },
    };

    private FormatException Unknown() => new($"Line {(_at < _lines.Count ? _lines[_at].Number : -1)} is YAML that this reader does not know.");
}
