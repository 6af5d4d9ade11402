using System.Text.Encodings.Web;
using System.Text.Json;

namespace Grid.Learning;

/// <summary>What an exported model takes, and the nodes that bring it into one tensor of doubles: numbers first, then the codes of texts.</summary>
internal sealed class OnnxFeatures
{
    private const string Numbers = "X";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Taken = [Numbers, "label", "sums", "both", "first", "end", "axis", "trees", "probabilities", "variable", "doubles", "features"];

    /// <exception cref="LearningException">A feature of text has the name of one of the model's own tensors.</exception>
    public OnnxFeatures(Forest forest, OnnxInput input)
    {
        Feature[] numbers = [.. forest.Features.Where(f => f.Categories is null)], texts = [.. forest.Features.Where(f => f.Categories is not null)];
        if (Array.Find(texts, text => Taken.Contains(text.Name)) is { } clash)
            throw new LearningException($"the feature '{clash.Name}' has the name of a tensor of the exported model; learn from it under another name.");
        var (nodes, inputs, parts) = (new List<OnnxNode>(), new List<ProtoWriter>(), new List<string>());
        if (numbers.Length > 0)
        {
            inputs.Add(OnnxNode.Value(Numbers, input == OnnxInput.Double ? OnnxNode.Double : OnnxNode.Float, numbers.Length));
            parts.Add(input == OnnxInput.Double ? Numbers : "doubles");
            if (input == OnnxInput.Float)
                nodes.Add(new OnnxNode("Cast", "", [Numbers], ["doubles"]).With("to", OnnxNode.Double));
        }
        foreach (var (i, text) in texts.Index())
        {
            inputs.Add(OnnxNode.Value(text.Name, OnnxNode.Text, 1));
            parts.Add($"features.{i}");
            // Codes are whole numbers that a float holds.
            nodes.Add(new OnnxNode("LabelEncoder", "ai.onnx.ml", [text.Name], [$"features.{i}.code"])
                .With("keys_strings", text.Categories!).With("values_floats", Enumerable.Range(0, text.Categories!.Count).Select(code => (float)code)).With("default_float", float.NaN));
            nodes.Add(new OnnxNode("Cast", "", [$"features.{i}.code"], [$"features.{i}"]).With("to", OnnxNode.Double));
        }
        if (parts.Count > 1)
            nodes.Add(new OnnxNode("Concat", "", [.. parts], ["features"]).With("axis", 1L));
        (Nodes, Inputs, Output) = (nodes, inputs, parts.Count > 1 ? "features" : parts[0]);
        PlaceOf = [.. forest.Features.Select(f => f.Categories is null ? Array.IndexOf(numbers, f) : numbers.Length + Array.IndexOf(texts, f))];
    }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>What is taken.</summary>
    public IReadOnlyList<ProtoWriter> Inputs { get; }

    /// <summary>The name of the tensor of all features.</summary>
    public string Output { get; }

    /// <summary>Each feature's place in it.</summary>
    public IReadOnlyList<int> PlaceOf { get; }

    /// <summary>What the file says of the model, beside the graph: the target, and the features of X with their types.</summary>
    public static IEnumerable<(string Key, string Value)> Described(Forest forest)
    {
        yield return ("target", forest.Target);
        yield return ("features", JsonSerializer.Serialize(forest.Features.Where(f => f.Categories is null).Select(f => new { name = f.Name, type = f.Type.ToString() }), Readable));
    }
}
