using System.Text.RegularExpressions;
using static Grid.Deploy.Tests.Template;

namespace Grid.Deploy.Tests;

/// <summary>The roles of the template against the calls that the code makes of AWS: each is allowed, and each that is allowed is made.</summary>
public sealed partial class RoleCallTests
{
    private const string Table = "src/Grid.Hosting/Storage/DynamoDb/DynamoDbTable.cs";
    private const string Buckets = "src/Grid.Sources/Storage/Buckets";
    private const string Ecs = "src/Grid.Hosting/Fleet/EcsService.cs";

    // What IAM calls otherwise than the clients do.
    private static readonly Dictionary<string, string[]> Named = new()
    {
        ["TransactGetItems"] = ["GetItem"],
        ["TransactWriteItems"] = ["PutItem", "UpdateItem"],
        // Made where a silo may make its tables, which those of a stack may not.
        ["CreateTable"] = [],
        ["DescribeTable"] = [],
        ["ListObjectsV2"] = ["ListBucket"],
        ["GetObjectMetadata"] = ["GetObject"],
    };

    [Fact]
    public void Silos_and_commands_may_do_what_the_code_calls_and_nothing_else()
    {
        string[] expected =
        [
            .. Calls(Repository.Read(Table), "dynamodb"),
            .. Directory.GetFiles(Repository.PathOf(Buckets), "*.cs").SelectMany(file => Calls(File.ReadAllText(file), "s3")),
            .. EcsCall().Matches(Repository.Read(Ecs)).Select(m => $"ecs:{m.Groups[1].Value}"),
        ];
        var allowed = new[] { "SiloRole", "CliRole" }.SelectMany(Statements).SelectMany(s => Each(s["Action"])).Select(Text);
        Assert.Equal(expected.Distinct().Order(StringComparer.Ordinal), allowed.Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Calls(string code, string service) => ClientCall().Matches(code)
        .SelectMany(m => Named.GetValueOrDefault(m.Groups[1].Value) ?? [m.Groups[1].Value])
        .Select(action => $"{service}:{action}");

    [GeneratedRegex(@"\b(?:client|Client|s3|_client|BucketClients\.Of\(\w+\))\.([A-Z]\w+?)Async\(")]
    private static partial Regex ClientCall();

    [GeneratedRegex("CallAsync\\(\"(\\w+)\"")]
    private static partial Regex EcsCall();
}
