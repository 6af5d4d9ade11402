using System.Text.Json.Nodes;

namespace Grid.Deploy.Tests;

/// <summary>The template as it stands in the repository.</summary>
internal static class Template
{
    public const string Place = "deploy/grid.yaml";

    private static readonly JsonObject Root = YamlText.Read(Repository.Read(Place));

    public static JsonObject Parameters => Root[nameof(Parameters)]!.AsObject();

    public static JsonObject Outputs => Root[nameof(Outputs)]!.AsObject();

    /// <summary>The types of the resources, each once.</summary>
    public static IEnumerable<string> Types => Root["Resources"]!.AsObject().Select(r => Text(r.Value!["Type"])).Distinct();

    public static JsonObject Properties(string resource) => Root["Resources"]![resource]!["Properties"]!.AsObject();

    /// <summary>The condition under which a resource is there; null where it always is.</summary>
    public static string? ConditionOf(string resource) => Root["Resources"]![resource]!["Condition"] is { } condition ? Text(condition) : null;

    /// <summary>The resources of a type, by name.</summary>
    public static IReadOnlyDictionary<string, JsonObject> OfType(string type) => Root["Resources"]!.AsObject()
        .Where(r => Text(r.Value!["Type"]) == type)
        .ToDictionary(r => r.Key, r => r.Value!["Properties"]!.AsObject());

    /// <summary>The one container of a task.</summary>
    public static JsonObject Container(string task) => Assert.Single(Properties(task)["ContainerDefinitions"]!.AsArray())!.AsObject();

    /// <summary>The environment of a task's container.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Environment(string task) =>
        Container(task)["Environment"]!.AsArray().ToDictionary(v => Text(v!["Name"]), v => v!["Value"]!);

    /// <summary>The statements of a role's policies, those as well that are there under a condition.</summary>
    public static IEnumerable<JsonObject> Statements(string role) => Properties(role)["Policies"]!.AsArray()
        .SelectMany(p => p!["PolicyDocument"]!["Statement"]!.AsArray())
        .Select(s => (If(s!)?.Value ?? s!).AsObject());

    /// <summary>What is there under a condition, and nothing without it; null for what is always there.</summary>
    public static (string Condition, JsonNode Value)? If(JsonNode node)
    {
        if (node is not JsonObject || node["Fn::If"] is not JsonArray choice)
            return null;
        Assert.Equal("AWS::NoValue", Ref(choice[2]));
        return (Text(choice[0]), choice[1]!);
    }

    /// <summary>A value that may stand alone or in a list.</summary>
    public static IEnumerable<JsonNode> Each(JsonNode? node) => node is JsonArray items ? items.Select(i => i!) : [node!];

    public static string Text(JsonNode? node) => node!.GetValue<string>();

    public static int Number(JsonNode? node) => int.Parse(Text(node));

    /// <summary>What a reference refers to.</summary>
    public static string Ref(JsonNode? node) => Text(node!["Ref"]);
}
