using System.Text.Json.Nodes;

namespace Grid.Deploy.Tests;

/// <summary>A policy of deploy/, as IAM reads it.</summary>
internal sealed class Policy
{
    /// <summary>What whoever makes, changes and ends a stack may do.</summary>
    public static readonly Policy Deploy = new("deploy/policy-deploy.json");

    /// <summary>What whoever asks by tasks of the stack may do.</summary>
    public static readonly Policy Ask = new("deploy/policy-ask.json");

    private Policy(string path)
    {
        (Path, Text) = (path, Repository.Read(path));
        Statements = [.. JsonNode.Parse(Text)!["Statement"]!.AsArray().Select(s => s!.AsObject())];
    }

    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<JsonObject> Statements { get; }

    /// <summary>All that is allowed, each once.</summary>
    public IEnumerable<string> Actions => Statements.SelectMany(s => Template.Each(s["Action"])).Select(Template.Text).Distinct().Order(StringComparer.Ordinal);
}
