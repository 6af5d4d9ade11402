using System.Text.Json.Nodes;
using static Grid.Deploy.Tests.Template;

namespace Grid.Deploy.Tests;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("MembersTable", "DeploymentId", "SiloIdentity")]
    [InlineData("StateTable", "GrainReference", "GrainType")]
    public void Tables_have_the_keys_that_Orleans_asks_for_and_are_billed_on_demand(string table, string hash, string range)
    {
        var properties = Properties(table);
        Assert.Equal("PAY_PER_REQUEST", Text(properties["BillingMode"]));
        Assert.Equal([(hash, "HASH"), (range, "RANGE")], properties["KeySchema"]!.AsArray().Select(k => (Text(k!["AttributeName"]), Text(k["KeyType"]))));
        Assert.Equal([(hash, "S"), (range, "S")], properties["AttributeDefinitions"]!.AsArray().Select(a => (Text(a!["AttributeName"]), Text(a["AttributeType"]))));
    }

    [Fact]
    public void The_environment_names_the_tables_of_the_stack_and_makes_none()
    {
        var silo = Environment("SiloTask");
        Assert.Equal("MembersTable", Ref(silo["GRID_DYNAMODB_TABLE"]));
        Assert.Equal("StateTable", Ref(silo["GRID_DYNAMODB_STATE_TABLE"]));
        Assert.Equal("false", Text(silo["GRID_DYNAMODB_CREATE_TABLE"]));
        Assert.DoesNotContain("GRID_DYNAMODB_SERVICE_URL", silo.Keys);
    }

    [Fact]
    public void The_command_looks_for_the_silos_where_they_are()
    {
        var silo = Environment("SiloTask");
        var cli = Environment("CliTask");
        Assert.Equal(["AWS_REGION", "GRID_CLUSTER_ID", "GRID_DYNAMODB_TABLE", "GRID_ECS_CLUSTER", "GRID_ECS_COUNT", "GRID_ECS_SERVICE", "GRID_SERVICE_ID"], cli.Keys.Order());
        Assert.All(cli.Where(variable => variable.Key != "GRID_ECS_COUNT"), variable => Assert.True(JsonNode.DeepEquals(variable.Value, silo[variable.Key]), variable.Key));
    }

    [Fact]
    public void A_task_has_longer_to_stop_than_its_silo_takes()
    {
        int silo = Number(Environment("SiloTask")["GRID_STOP_SECONDS"]);
        int task = Number(Container("SiloTask")["StopTimeout"]);
        Assert.InRange(task, silo + 5 + 1, 120); // its host waits 5 s longer; Fargate knows no more than 120
    }

    [Fact]
    public void Roles_may_do_what_they_need_to_their_own_and_nothing_else()
    {
        var everything = new List<string>();
        foreach (var (name, role) in OfType("AWS::IAM::Role"))
        {
            Assert.Equal(["AssumeRolePolicyDocument", "Policies"], role.Select(p => p.Key)); // no policy of somebody else's making
            var trust = Assert.Single(role["AssumeRolePolicyDocument"]!["Statement"]!.AsArray())!;
            Assert.Equal("ecs-tasks.amazonaws.com", Text(trust["Principal"]!["Service"]));
            foreach (var statement in Statements(name))
            {
                Assert.All(Each(statement["Action"]), action => Assert.DoesNotContain('*', Text(action)));
                if (Each(statement["Resource"]).Any(r => r is JsonValue && Text(r) == "*"))
                    everything.AddRange(Each(statement["Action"]).Select(Text));
            }
        }
        Assert.Equal(["ecr:GetAuthorizationToken"], everything);
    }

    [Fact]
    public void A_silo_may_use_the_two_tables_and_may_not_change_them()
    {
        var tables = Statements("SiloRole").Where(s => Each(s["Action"]).All(a => Text(a).StartsWith("dynamodb:", StringComparison.Ordinal))).ToArray();
        Assert.Equal(["MembersTable.Arn", "StateTable.Arn"], tables.Select(s => string.Join('.', s["Resource"]!["Fn::GetAtt"]!.AsArray().Select(Text))));
        Assert.DoesNotContain(tables.SelectMany(s => Each(s["Action"])).Select(Text), action => action.EndsWith("Table", StringComparison.Ordinal));
    }

    [Fact]
    public void Silos_are_seen_by_silos_alone_and_their_gateways_and_dashboard_by_clients()
    {
        var ways = OfType("AWS::EC2::SecurityGroupIngress").Values
            .Select(i => (Ref(i["GroupId"]), Ref(i["SourceSecurityGroupId"]), Number(i["FromPort"]), Number(i["ToPort"])));
        Assert.Equal(
            [
                ("SiloSecurityGroup", "ClientSecurityGroup", 8080, 8080),
                ("SiloSecurityGroup", "ClientSecurityGroup", 30000, 30000),
                ("SiloSecurityGroup", "SiloSecurityGroup", 11111, 11111),
                ("SiloSecurityGroup", "SiloSecurityGroup", 30000, 30000),
            ],
            ways.Order());
        Assert.All(OfType("AWS::EC2::SecurityGroup").Values, group => Assert.False(group.ContainsKey("SecurityGroupIngress")));
    }

    [Fact]
    public void What_may_come_in_from_the_stack_may_go_out_there()
    {
        var ingress = OfType("AWS::EC2::SecurityGroupIngress").Values
            .Select(i => (From: Ref(i["SourceSecurityGroupId"]), To: Ref(i["GroupId"]), Number(i["FromPort"])));
        var egress = OfType("AWS::EC2::SecurityGroupEgress").Values
            .Select(e => (From: Ref(e["GroupId"]), To: Ref(e["DestinationSecurityGroupId"]), Number(e["FromPort"])));
        Assert.Equal(ingress.Order(), egress.Order());
        // All else that leaves is a call of AWS.
        Assert.All(OfType("AWS::EC2::SecurityGroup").Values, group => Assert.Equal(443, Number(Assert.Single(group["SecurityGroupEgress"]!.AsArray())!["ToPort"])));
    }

    [Fact]
    public void Ports_in_the_environment_are_those_of_the_container_and_of_the_security_group()
    {
        var environment = Environment("SiloTask");
        int[] ports = [.. new[] { "GRID_SILO_PORT", "GRID_GATEWAY_PORT", "GRID_WEB_PORT" }.Select(name => Number(environment[name]))];
        Assert.Equal(ports, Container("SiloTask")["PortMappings"]!.AsArray().Select(p => Number(p!["ContainerPort"])));
        Assert.Equal(ports.Order(), OfType("AWS::EC2::SecurityGroupIngress").Values.Select(i => Number(i["FromPort"])).Distinct().Order());
    }

    [Fact]
    public void A_container_may_have_all_memory_of_its_task_and_knows_it() =>
        Assert.Equal(Ref(Properties("SiloTask")["Memory"]), Ref(Container("SiloTask")["Memory"]));

    [Fact]
    public void Silos_are_as_many_as_is_said_and_become_more_but_not_fewer_by_themselves()
    {
        Assert.Equal("DesiredCount", Ref(Properties("SiloService")["DesiredCount"]));
        Assert.Equal("MaxCount", Ref(Properties("SiloCount")["MaxCapacity"]));
        var growth = Properties("SiloGrowth")["TargetTrackingScalingPolicyConfiguration"]!;
        Assert.Equal("ECSServiceAverageMemoryUtilization", Text(growth["PredefinedMetricSpecification"]!["PredefinedMetricType"]));
        Assert.Equal("true", Text(growth["DisableScaleIn"]));
    }

    [Fact]
    public void Silos_may_read_and_list_the_bucket_below_the_prefix_and_nobody_may_write_it()
    {
        var all = OfType("AWS::IAM::Role").Keys.SelectMany(Statements).Where(s => Each(s["Action"]).Any(a => Text(a).StartsWith("s3:", StringComparison.Ordinal))).ToArray();
        var bucket = Statements("SiloRole").ToDictionary(s => Text(Each(s["Action"]).First()));
        Assert.Equal(["s3:GetObject", "s3:ListBucket"], all.Select(s => Text(s["Action"])).Order());
        Assert.Equal("arn:${AWS::Partition}:s3:::${DataBucket}/${DataPrefix}*", Text(bucket["s3:GetObject"]["Resource"]!["Fn::Sub"]));
        Assert.Equal("arn:${AWS::Partition}:s3:::${DataBucket}", Text(bucket["s3:ListBucket"]["Resource"]!["Fn::Sub"]));
        var (condition, listed) = If(bucket["s3:ListBucket"]["Condition"]!)!.Value;
        Assert.Equal(("HasPrefix", "${DataPrefix}*"), (condition, Text(listed["StringLike"]!["s3:prefix"]!["Fn::Sub"])));
    }

    [Fact]
    public void The_dashboard_is_open_to_clients_where_a_token_is_given_and_to_nobody_where_none_is()
    {
        Assert.Equal("", Text(Parameters["DashboardTokenSecret"]!["Default"]));
        var (condition, secrets) = If(Container("SiloTask")["Secrets"]!)!.Value;
        var secret = Assert.Single(secrets.AsArray())!;
        Assert.Equal(("HasToken", "GRID_DASHBOARD_TOKEN", "DashboardTokenSecret"), (condition, Text(secret["Name"]), Ref(secret["ValueFrom"])));
        Assert.DoesNotContain("GRID_DASHBOARD_TOKEN", Environment("SiloTask").Keys);
        var (under, read) = Properties("ExecutionRole")["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray().Select(s => If(s!)).Single(s => s is not null)!.Value;
        Assert.Equal(("HasToken", "secretsmanager:GetSecretValue", "DashboardTokenSecret"), (under, Text(read["Action"]), Ref(read["Resource"])));
        int web = Number(Environment("SiloTask")["GRID_WEB_PORT"]);
        string[] ways = [.. new[] { "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress" }.SelectMany(OfType).Where(w => Number(w.Value["FromPort"]) == web).Select(w => w.Key)];
        Assert.Equal(2, ways.Length);
        Assert.All(ways, way => Assert.Equal("HasToken", ConditionOf(way)));
    }

    [Fact]
    public void Logs_are_kept_for_as_long_as_is_said_and_every_container_writes_to_them()
    {
        Assert.Equal("LogRetentionDays", Ref(Properties("LogGroup")["RetentionInDays"]));
        Assert.All(OfType("AWS::ECS::TaskDefinition").Keys, task => Assert.Equal("LogGroup", Ref(Container(task)["LogConfiguration"]!["Options"]!["awslogs-group"])));
    }

    [Fact]
    public void Every_parameter_and_output_says_what_it_is()
    {
        Assert.All(Parameters, parameter => Assert.EndsWith(".", Text(parameter.Value!["Description"])));
        Assert.All(Outputs, output => Assert.EndsWith(".", Text(output.Value!["Description"])));
    }
}
