using System.Text.RegularExpressions;

namespace Grid.Deploy.Tests;

public sealed partial class EnvironmentTests
{
    private const string Settings = "src/Grid.Hosting/Fleet/FleetSettings.cs";

    [Fact]
    public void Every_variable_that_a_container_is_given_is_one_that_silos_and_clients_read()
    {
        string[] known = [.. Variable().Matches(Repository.Read(Settings)).Select(m => m.Groups[1].Value)];
        var services = new[] { "deploy/compose.yaml", "deploy/compose.redis.yaml" }.SelectMany(file => YamlText.Read(Repository.Read(file))["services"]!.AsObject());
        var given = Template.Environment("SiloTask").Keys
            .Concat(Template.If(Template.Container("SiloTask")["Secrets"]!)!.Value.Value.AsArray().Select(s => Template.Text(s!["Name"])))
            .Concat(Template.Environment("CliTask").Keys)
            .Concat(services.SelectMany(s => s.Value!["environment"]?.AsObject().Select(v => v.Key) ?? []));
        Assert.Subset(known.ToHashSet(), given.ToHashSet());
    }

    [GeneratedRegex("const string \\w+Variable = \"(\\w+)\"")]
    private static partial Regex Variable();
}
