using System.Text.Json.Nodes;

namespace Grid.Cli.Tests;

/// <summary>Compares an answer with an oracle's, figure by figure.</summary>
internal static class Agreement
{
    /// <summary>How far moments and sums may lie apart, relative to their size.</summary>
    public const double Bound = 1e-9;

    /// <summary>Runs a command that answers in JSON.</summary>
    public static async Task<JsonNode> Ask(params string[] arguments)
    {
        var run = await CommandRun.Of([.. arguments, "--output", "json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonNode.Parse(run.Out)!;
    }

    /// <summary>Finds the object of this name in an array.</summary>
    public static JsonObject Named(JsonNode array, string name) =>
        (JsonObject)Assert.Single(array.AsArray(), item => (string)item!["name"]! == name)!;

    /// <summary>Every figure of the oracle is in the answer: within the bound.</summary>
    public static void Close(JsonNode? expected, JsonNode? actual, string what) => Walk(expected, actual, what, Bound);

    /// <summary>Every figure of the oracle is in the answer: the same to the bit.</summary>
    public static void Same(JsonNode? expected, JsonNode? actual, string what) => Walk(expected, actual, what, 0);

    private static void Walk(JsonNode? expected, JsonNode? actual, string what, double bound)
    {
        switch (expected)
        {
            case null:
                Assert.True(actual is null, $"{what}: expected null, is {actual}");
                break;
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Assert.True(actual!.AsObject().ContainsKey(name), $"{what}: has no {name}");
                    Walk(value, actual[name], $"{what} {name}", name is "percentiles" or "min" or "max" ? 0 : bound);
                }
                break;
            case JsonArray items:
                Assert.True(items.Count == actual!.AsArray().Count, $"{what}: expected {items.Count} items, has {actual.AsArray().Count}");
                for (int i = 0; i < items.Count; i++)
                    Walk(items[i], actual[i], $"{what}[{i}]", bound);
                break;
            case JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number:
                Assert.True(actual is not null, $"{what}: expected {expected}, is null");
                double x = value.GetValue<double>(), y = actual.GetValue<double>();
                Assert.True(Math.Abs(x - y) <= bound * Math.Max(Math.Abs(x), Math.Abs(y)), $"{what}: expected {x:R}, is {y:R}");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual), $"{what}: expected {expected}, is {actual}");
                break;
        }
    }
}
