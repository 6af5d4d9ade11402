namespace Grid.Deploy.Tests;

/// <summary>
/// What CloudFormation does in the name of whoever asks it, by the type of a resource: to make, read, change and delete it. From the handlers'
/// permissions in AWS's registry of resource types (<c>aws cloudformation describe-type</c>, of August 2026), less what goes with properties that the template does not
/// set: keys of KMS, replicas, imports, streams and insights of tables, policies and boundaries beside a role's own, deliveries and indexes of logs, scheduled
/// actions, capacity of Lambda.
/// </summary>
internal static class ResourceActions
{
    private static readonly string[] Tags = ["TagResource", "UntagResource"];

    public static IReadOnlyDictionary<string, string[]> ByType { get; } = new Dictionary<string, string[]>
    {
        ["AWS::DynamoDB::Table"] = In("dynamodb", [.. Tags, "CreateTable", "DeleteTable", "DescribeContinuousBackups", "DescribeContributorInsights", "DescribeKinesisStreamingDestination", "DescribeTable", "DescribeTimeToLive", "GetResourcePolicy", "ListTagsOfResource", "UpdateContinuousBackups", "UpdateTable"]),
        ["AWS::Logs::LogGroup"] = In("logs", [.. Tags, "CreateLogGroup", "DeleteLogGroup", "DescribeIndexPolicies", "DescribeLogGroups", "DescribeResourcePolicies", "GetDataProtectionPolicy", "ListTagsForResource", "PutRetentionPolicy"]),
        ["AWS::IAM::Role"] = In("iam", "CreateRole", "DeleteRole", "DeleteRolePolicy", "GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListRolePolicies", "PutRolePolicy", "TagRole", "UntagRole", "UpdateAssumeRolePolicy", "UpdateRole"),
        ["AWS::EC2::SecurityGroup"] = In("ec2", "AuthorizeSecurityGroupEgress", "CreateSecurityGroup", "CreateTags", "DeleteSecurityGroup", "DescribeInstances", "DescribeSecurityGroups", "RevokeSecurityGroupEgress", "UpdateSecurityGroupRuleDescriptionsEgress"),
        ["AWS::EC2::SecurityGroupIngress"] = In("ec2", "AuthorizeSecurityGroupIngress", "DescribeSecurityGroupRules", "DescribeSecurityGroups", "RevokeSecurityGroupIngress", "UpdateSecurityGroupRuleDescriptionsIngress"),
        ["AWS::EC2::SecurityGroupEgress"] = In("ec2", "AuthorizeSecurityGroupEgress", "DescribeSecurityGroupRules", "RevokeSecurityGroupEgress", "UpdateSecurityGroupRuleDescriptionsEgress"),
        ["AWS::ECS::Cluster"] = [.. In("ecs", [.. Tags, "CreateCluster", "DeleteCluster", "DescribeClusters", "ListTagsForResource", "PutClusterCapacityProviders", "UpdateCluster", "UpdateClusterSettings"]), "iam:CreateServiceLinkedRole"],
        ["AWS::ECS::TaskDefinition"] = [.. In("ecs", [.. Tags, "DeregisterTaskDefinition", "DescribeTaskDefinition", "ListTagsForResource", "RegisterTaskDefinition"]), "iam:GetRole", "iam:PassRole"],
        ["AWS::ECS::Service"] = [.. In("ecs", [.. Tags, "CreateService", "DeleteService", "DescribeServiceDeployments", "DescribeServices", "ListServiceDeployments", "ListTagsForResource", "StopServiceDeployment", "UpdateService"]), "iam:PassRole"],
        ["AWS::ApplicationAutoScaling::ScalableTarget"] = [.. In("application-autoscaling", "DeregisterScalableTarget", "DescribeScalableTargets", "DescribeScheduledActions", "RegisterScalableTarget"), "iam:CreateServiceLinkedRole"],
        // Whoever puts a policy that tracks a target has its alarms made.
        ["AWS::ApplicationAutoScaling::ScalingPolicy"] = [.. In("application-autoscaling", "DeleteScalingPolicy", "DescribeScalingPolicies", "PutScalingPolicy"), .. In("cloudwatch", "DeleteAlarms", "DescribeAlarms", "PutMetricAlarm")],
    };

    private static string[] In(string service, params string[] actions) => [.. actions.Select(action => $"{service}:{action}")];
}
