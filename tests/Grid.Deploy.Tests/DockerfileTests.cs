using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace Grid.Deploy.Tests;

public sealed partial class DockerfileTests
{
    private const string Silo = "deploy/silo.Dockerfile";
    private const string Cli = "deploy/cli.Dockerfile";

    [Theory]
    [InlineData(Silo)]
    [InlineData(Cli)]
    public void What_is_copied_is_there_and_is_not_ignored(string path)
    {
        string[] kept = [.. Repository.Read(".dockerignore").Split('\n').Where(l => l.StartsWith('!')).Select(l => l[1..])];
        foreach (string source in new Dockerfile(path).Sources)
        {
            Assert.NotEmpty(Directory.EnumerateFileSystemEntries(Repository.Root, source));
            Assert.Contains(kept, pattern => pattern == source || FileSystemName.MatchesSimpleExpression(pattern, source, ignoreCase: false));
        }
    }

    [Theory]
    [InlineData(Silo, "silo/Grid.Silo.csproj", "/app/grid-silo")]
    [InlineData(Cli, "client/Grid.Cli/Grid.Cli.csproj", "/app/grid")]
    public void The_program_is_published_and_started(string path, string project, string program)
    {
        var dockerfile = new Dockerfile(path);
        Assert.Equal($"dotnet publish {project} -c Release -a $TARGETARCH --no-self-contained -o /app", dockerfile.Last("RUN"));
        Assert.Equal($"[\"{program}\"]", dockerfile.Last("ENTRYPOINT"));
        Assert.Equal(program[5..], AssemblyName().Match(Repository.Read(project)).Groups[1].Value);
    }

    [Theory]
    [InlineData(Silo)]
    [InlineData(Cli)]
    public void The_program_is_compiled_where_it_is_built_for_the_processor_of_the_image(string path)
    {
        string[] instructions = [.. new Dockerfile(path).Instructions.Select(i => $"{i.Name} {i.Arguments}")];
        Assert.StartsWith("FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0", instructions[0], StringComparison.Ordinal);
        Assert.Equal("ARG TARGETARCH", instructions[1]);
        // The last image is of the processor that is asked for.
        Assert.DoesNotContain("--platform", new Dockerfile(path).Last("FROM"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Silo)]
    [InlineData(Cli)]
    public void Every_project_that_is_published_is_copied(string path)
    {
        var dockerfile = new Dockerfile(path);
        string[] copied = [.. dockerfile.Sources];
        string root = Repository.PathOf(dockerfile.Last("RUN").Split(' ')[2]);
        Assert.All(ProjectsBelow(root), project => Assert.Contains(Path.GetRelativePath(Repository.Root, project).Split('/')[0], copied));
    }

    [Theory]
    [InlineData(Silo)]
    [InlineData(Cli)]
    public void The_image_has_a_runtime_but_no_sdk_and_its_user_is_not_root(string path)
    {
        var dockerfile = new Dockerfile(path);
        Assert.StartsWith("mcr.microsoft.com/dotnet/aspnet:10.0", dockerfile.Last("FROM"));
        Assert.Equal("$APP_UID", dockerfile.Last("USER"));
    }

    [Fact]
    public void The_image_and_the_task_ask_in_the_same_way_whether_the_silo_is_healthy()
    {
        var dockerfile = new Dockerfile(Silo);
        Assert.Contains("--chmod=755 deploy/health.sh health", dockerfile.Instructions.Where(i => i.Name == "COPY").Select(i => i.Arguments));
        var task = Template.Container("SiloTask")["HealthCheck"]!;
        Assert.Equal(["CMD", "/app/health"], task["Command"]!.AsArray().Select(Template.Text));
        (string interval, string timeout, string start, string retries) = (Template.Text(task["Interval"]), Template.Text(task["Timeout"]), Template.Text(task["StartPeriod"]), Template.Text(task["Retries"]));
        Assert.Equal($"--interval={interval}s --timeout={timeout}s --start-period={start}s --retries={retries} CMD [\"/app/health\"]", dockerfile.Last("HEALTHCHECK"));
    }

    [Fact]
    public void The_image_exposes_the_ports_of_the_task() => Assert.Equal(
        Template.Container("SiloTask")["PortMappings"]!.AsArray().Select(p => Template.Text(p!["ContainerPort"])),
        new Dockerfile(Silo).Last("EXPOSE").Split(' '));

    private static HashSet<string> ProjectsBelow(string project)
    {
        var all = new HashSet<string> { project };
        foreach (Match reference in ProjectReference().Matches(File.ReadAllText(project)))
            all.UnionWith(ProjectsBelow(Path.GetFullPath(reference.Groups[1].Value.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal), Path.GetDirectoryName(project)!)));
        return all;
    }

    [GeneratedRegex("<AssemblyName>(.+)</AssemblyName>")]
    private static partial Regex AssemblyName();

    [GeneratedRegex("<ProjectReference Include=\"(.+?)\"")]
    private static partial Regex ProjectReference();
}
