using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Grid.Deploy.Tests.Template;

namespace Grid.Deploy.Tests;

/// <summary>The policies of deploy/ against what is done: nothing is missing, and nothing is there that nobody does.</summary>
public sealed partial class PolicyTests
{
    // What AWS knows no narrower resource for, and that changes something: a version of a task that is of no use any more.
    private static readonly string[] WithoutResource = ["ecs:DeregisterTaskDefinition"];

    public static TheoryData<string> Both => [Policy.Deploy.Path, Policy.Ask.Path];

    [Fact]
    public void Who_makes_a_stack_may_do_what_the_page_and_CloudFormation_do_and_nothing_else()
    {
        var page = PageActions.Below("Build and push the images", "Create the stack", "From 1 silo to 10, and back", "A new version", "Tear down")
            .Concat(PageActions.Below("Open the dashboard").Where(action => action.StartsWith("secretsmanager:", StringComparison.Ordinal)));
        var stack = Types.SelectMany(type => ResourceActions.ByType[type]);
        Assert.Equal(page.Concat(stack).Distinct().Order(StringComparer.Ordinal), Policy.Deploy.Actions);
    }

    [Fact]
    public void Who_asks_may_do_what_the_page_does_and_nothing_else()
    {
        // The host that a session goes through is none of the stack's, nor are those who may use it.
        var page = PageActions.Below("Create the stack").Where(action => action == "cloudformation:DescribeStacks")
            .Concat(PageActions.Below("Load and ask", "Open the dashboard"))
            .Where(action => !action.StartsWith("secretsmanager:", StringComparison.Ordinal) && !action.StartsWith("ssm:", StringComparison.Ordinal));
        Assert.Equal(page.Distinct().Order(StringComparer.Ordinal), Policy.Ask.Actions);
    }

    [Fact]
    public void What_CloudFormation_does_is_known_of_every_type_of_the_template_and_of_no_other() =>
        Assert.Equal(Types.Order(StringComparer.Ordinal), ResourceActions.ByType.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Both))]
    public void Only_what_is_the_stacks_own_is_touched(string path)
    {
        foreach (var statement in Of(path).Statements)
        {
            Assert.Equal("Allow", Text(statement["Effect"]));
            Assert.All(Each(statement["Action"]), action => Assert.Matches("^[a-z0-9-]+:[A-Z][A-Za-z]+$", Text(action)));
            string condition = statement["Condition"]?.ToJsonString() ?? "";
            foreach (string resource in Each(statement["Resource"]).Select(Text))
            {
                if (resource == "*" && condition.Length == 0)
                    Assert.All(Each(statement["Action"]).Select(Text).Except(WithoutResource), action => Assert.Matches(":(Describe|Get|List)", action));
                else if (!OfTheStack().IsMatch(resource))
                    Assert.Contains(Text(statement["Sid"]), condition.Length > 0 ? (string[])["ServiceRoles", "TagsOfNewGroups", "OwnGroups", "Growth", "FindSilos"] : ["Images", "NewGroups"]);
            }
        }
    }

    [Fact]
    public void Groups_that_are_changed_or_deleted_are_those_that_the_stack_has_made()
    {
        var own = Policy.Deploy.Statements.Single(s => Text(s["Sid"]) == "OwnGroups");
        Assert.Equal("""{"StringEquals":{"aws:ResourceTag/aws:cloudformation:stack-name":"STACK"}}""", own["Condition"]!.ToJsonString());
        string[] elsewhere = [.. Policy.Deploy.Statements.Where(s => s != own).SelectMany(s => Each(s["Action"])).Select(Text)];
        Assert.Equal(["ec2:CreateSecurityGroup", "ec2:CreateTags"], elsewhere.Where(a => a.StartsWith("ec2:", StringComparison.Ordinal) && !a.StartsWith("ec2:Describe", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Images_are_pushed_to_the_two_repositories_that_the_page_makes() => Assert.Equal(
        CreatedRepositories().Match(HowTo.Text).Groups[1].Value.Split(' ').Order().Select(name => $"arn:aws:ecr:REGION:ACCOUNT:repository/{name}"),
        Each(Policy.Deploy.Statements.Single(s => Text(s["Sid"]) == "Images")["Resource"]).Select(Text).Order());

    [Theory]
    [MemberData(nameof(Both))]
    public void IAM_has_room_for_it(string path)
    {
        // 6,144 characters, white space aside, with the longest region, and a name of 40.
        string text = JsonNode.Parse(Of(path).Text.Replace("ACCOUNT", "123456789012").Replace("REGION", "ap-northeast-1").Replace("STACK", new string('s', 40)))!.ToJsonString();
        Assert.InRange(text.Length, 500, 6_144);
    }

    private static Policy Of(string path) => path == Policy.Deploy.Path ? Policy.Deploy : Policy.Ask;

    [GeneratedRegex(@"^arn:aws:[a-z0-9-]+:(REGION)?:ACCOUNT:([a-z-]+[:/]|alarm:TargetTracking-service/)STACK[-/]")]
    private static partial Regex OfTheStack();

    [GeneratedRegex("for image in ([a-z -]+); do aws ecr create-repository")]
    private static partial Regex CreatedRepositories();
}
