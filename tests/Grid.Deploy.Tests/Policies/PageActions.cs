using System.Globalization;
using System.Text.RegularExpressions;

namespace Grid.Deploy.Tests;

/// <summary>What the commands of deploy/README.md ask of AWS, by IAM's names.</summary>
internal static partial class PageActions
{
    // Commands that are no call of their name.
    private static readonly Dictionary<string, string[]> Others = new()
    {
        ["sts get-caller-identity"] = [], // everybody may
        ["ecr get-login-password"] = ["ecr:GetAuthorizationToken"],
        ["cloudformation wait"] = ["cloudformation:DescribeStacks"],
        ["logs tail"] = ["logs:FilterLogEvents"],
        ["docker push"] = ["ecr:BatchCheckLayerAvailability", "ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"],
        // The roles of the task are given to it.
        ["ecs run-task"] = ["ecs:RunTask", "iam:PassRole"],
    };

    /// <summary>The actions of the commands below some headings of the page.</summary>
    public static IEnumerable<string> Below(params string[] headings) => headings
        .SelectMany(heading => Command().Matches(HowTo.Section(heading)).Select(m => m.Value))
        .SelectMany(Of)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static string[] Of(string command)
    {
        string words = command.StartsWith("aws ", StringComparison.Ordinal) ? command[4..] : command;
        if (Others.TryGetValue(words, out string[]? actions))
            return actions;
        string[] parts = words.Split(' ');
        return [$"{parts[0]}:{string.Concat(parts[1].Split('-').Select(CultureInfo.InvariantCulture.TextInfo.ToTitleCase))}"];
    }

    [GeneratedRegex(@"aws [a-z0-9]+ [a-z-]+|docker push")]
    private static partial Regex Command();
}
