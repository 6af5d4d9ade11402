using System.Text.RegularExpressions;

namespace Grid.Deploy.Tests;

/// <summary>The commands of deploy/README.md that need no Docker and start no task, run as they stand there.</summary>
public sealed partial class HowToTests(EmulatedAws aws)
{
    [Fact]
    public async Task The_page_creates_scales_and_tears_down_a_stack()
    {
        aws.Require();
        string script = $"""
            set -euo pipefail
            vpc=$(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId' --output text)
            subnets=$(aws ec2 describe-subnets --query 'join(`,`, Subnets[0:2].SubnetId)' --output text)
            bucket=trips-of-2017
            cd "$(mktemp -d)" && ln -s "$OLDPWD/deploy" deploy
            {HowTo.TheBlockWith("create-policy")}
            registry=$account.dkr.ecr.us-east-1.amazonaws.com
            [ "$(aws iam list-policies --scope Local --query 'length(Policies)')" = 2 ]
            {HowTo.TheBlockWith("create-secret")}
            aws secretsmanager get-secret-value --secret-id $secret --query SecretString --output text | grep -Eq '^[A-Za-z0-9]+$'
            {HowTo.TheBlockWith("create-stack")}
            {HowTo.TheBlockWith("output()")}
            count() ( [ "$(aws ecs describe-services --cluster $cluster --services $service --query 'services[0].desiredCount')" = $1 ] )
            count 1
            {HowTo.TheBlockWith("--desired-count 10")}
            count 10
            {HowTo.TheBlockWith("--desired-count 1\n")}
            count 1
            {HowTo.TheBlockWith("update-stack")}
            {HowTo.TheBlockWith("delete-stack")}
            [ "$(aws dynamodb list-tables --query 'length(TableNames[?starts_with(@, `grid-`)])')" = 0 ]
            echo "$clients $logs"
            """;
        var command = Tool.Command(Tool.Require("bash", "bash"), "-c", script);
        aws.Reach(command);
        var (code, output, errors) = await Tool.RunAsync(command);
        Assert.True(code == 0, output + errors);
        Assert.Matches(@"sg-\w+ grid-LogGroup-\w+\n$", output);
    }

    [Fact]
    public void Tasks_and_containers_that_the_page_runs_are_those_of_the_template()
    {
        var runs = RunTask().Matches(HowTo.TheBlockWith("run()")).Select(m => (Task: m.Groups[1].Value, Container: m.Groups[2].Value)).ToArray();
        Assert.Equal(["CliTask", "CliTask"], runs.Select(r => r.Task));
        Assert.All(runs, r => Assert.Equal(r.Container, Template.Text(Template.Container(r.Task)["Name"])));
    }

    [Fact]
    public void Images_are_built_of_the_Dockerfiles_that_are_there()
    {
        string block = HowTo.TheBlockWith("docker build");
        foreach (string part in DockerfileParts().Match(block).Groups[1].Value.Split(' '))
            Assert.True(File.Exists(Repository.PathOf($"deploy/{part}.Dockerfile")), part);
    }

    [Fact]
    public void Costs_are_what_the_prices_make_them()
    {
        var prices = Prices().Match(HowTo.Text);
        (double vcpu, double gigabyte) = (double.Parse(prices.Groups[1].Value), double.Parse(prices.Groups[2].Value));
        var rows = Sizes().Matches(HowTo.Text);
        Assert.Equal(4, rows.Count);
        foreach (var row in rows.Select(r => r.Groups))
        {
            double silos = double.Parse(row[1].Value);
            double memory = double.Parse(row[3].Value);
            double held = silos * memory * 0.6;
            Assert.Equal(held, double.Parse(row[4].Value), 0.05);
            Assert.Equal(4.3 / held * 100, double.Parse(row[5].Value), 0.5);
            Assert.Equal(silos * (double.Parse(row[2].Value) * vcpu + memory * gigabyte), double.Parse(row[6].Value), 0.005);
        }
    }

    [GeneratedRegex(@"^run (\w+) (\w+) ", RegexOptions.Multiline)]
    private static partial Regex RunTask();

    [GeneratedRegex("for part in ([a-z ]+); do")]
    private static partial Regex DockerfileParts();

    [GeneratedRegex(@"\$([\d.]+) an hour for a vCPU, \$([\d.]+) for a GB")]
    private static partial Regex Prices();

    [GeneratedRegex(@"^\| (\d+) \| (\d+) vCPU, (\d+) GB.*? \| ([\d.]+) GB \| (\d+) % \| ([\d.]+) \|", RegexOptions.Multiline)]
    private static partial Regex Sizes();
}
