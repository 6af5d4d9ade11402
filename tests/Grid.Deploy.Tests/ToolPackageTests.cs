using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Grid.Deploy.Tests;

/// <summary>The command as a .NET tool, packed as README.md says and installed into an empty home.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private const string Id = "Grid.Cli";

    private readonly string _folder = Directory.CreateTempSubdirectory("grid-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_packed_tool_is_compiled_for_the_machine_and_answers_in_an_empty_home()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a home is named by HOME");
        string machine = RuntimeInformation.RuntimeIdentifier, packages = PathOf("packages"), tools = PathOf("tools");

        await DotnetAsync("pack", Repository.PathOf("client/Grid.Cli"), "-c", "Release", $"-p:RuntimeIdentifiers={machine}", "-o", packages, "-v", "q");
        string version = Path.GetFileNameWithoutExtension(Directory.GetFiles(packages, $"{Id}.{machine}.*.nupkg").Single())[$"{Id}.{machine}.".Length..];
        Assert.True(File.Exists(Path.Combine(packages, $"{Id}.{version}.nupkg")));
        await File.WriteAllTextAsync(PathOf("nuget.config"), $"<configuration><packageSources><clear/><add key=\"packed\" value=\"{packages}\"/></packageSources></configuration>", TestContext.Current.CancellationToken);
        await DotnetAsync("tool", "install", Id, "--version", version, "--tool-path", tools, "--configfile", PathOf("nuget.config"));

        foreach (string compiled in new[] { "grid.dll", "Grid.Query.dll", "grid-silo.dll", "Orleans.Runtime.dll" })
            Assert.True(IsCompiled(Directory.GetFiles(tools, compiled, SearchOption.AllDirectories).Single()), compiled);
        await File.WriteAllTextAsync(PathOf("x.csv"), "a,b\n1,x\n2,y\n6,y\n", TestContext.Current.CancellationToken);
        Assert.Equal("name,type,count,nulls,nans,mean", FirstCells(await RunAsync(Path.Combine(tools, "grid"), "describe", PathOf("x.csv"), "--columns", "a", "--output", "csv"), 0, 6));
        Assert.Equal("a,int64,3,0,,3", FirstCells(await RunAsync(Path.Combine(tools, "grid"), "describe", PathOf("x.csv"), "--columns", "a", "--output", "csv"), 1, 6));
        // The silo's process lies beside the command.
        await RunAsync(Path.Combine(tools, "grid"), "up", "--silos", "1", "--memory", "64MB", "--detach", "--cluster", PathOf("cluster"));
        Assert.Contains("1 silo is down", await RunAsync(Path.Combine(tools, "grid"), "down", "--cluster", PathOf("cluster")), StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static string FirstCells(string csv, int row, int cells) => string.Join(',', csv.Split('\n')[row].Split(',').Take(cells));

    private static bool IsCompiled(string assembly)
    {
        using var stream = File.OpenRead(assembly);
        using var pe = new PEReader(stream);
        return pe.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    // The compile servers of a build outlive it, and hold its output open.
    private Task<string> DotnetAsync(params string[] arguments) => RunAsync(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", arguments);

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var command = Tool.Command(program, arguments);
        command.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        command.Environment["UseSharedCompilation"] = "false";
        if (program.StartsWith(_folder, StringComparison.Ordinal) || arguments[0] == "tool")
        {
            command.Environment["HOME"] = command.Environment["DOTNET_CLI_HOME"] = PathOf("home");
            command.Environment["NUGET_PACKAGES"] = PathOf("restored");
            command.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
            Directory.CreateDirectory(PathOf("home"));
        }
        var (code, output, errors) = await Tool.RunAsync(command);
        Assert.True(code == 0, $"{Path.GetFileName(program)} {string.Join(' ', arguments)}: {output}{errors}");
        return output;
    }
}
