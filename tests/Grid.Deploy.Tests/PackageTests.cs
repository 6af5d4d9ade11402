using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Grid.Deploy.Tests;

/// <summary>The command as a .NET tool and the libraries as packages, made as README.md says, and used where nothing else of Grid is.</summary>
public sealed partial class PackageTests : IDisposable
{
    private const string Id = "Grid.Cli";

    private static readonly string Version = VersionOf(Repository.Read("Directory.Build.props"), "<Version>([^<]+)</Version>");

    private readonly string _folder = Directory.CreateTempSubdirectory("grid-packages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_version_is_the_same_wherever_it_stands()
    {
        Assert.Equal(Version, VersionOf(Repository.Read("CHANGELOG.md"), @"\n## (\S+)"));
        Assert.Equal(Version, VersionOf(Repository.Read("client/python/pyproject.toml"), "\nversion = \"([^\"]+)\""));
        foreach (string page in (string[])["README.md", "deploy/README.md"])
            Assert.All(ImageTag().Matches(Repository.Read(page)), tag => Assert.Equal(Version, tag.Groups[1].Value));
    }

    [Fact]
    public async Task The_packed_tool_is_compiled_for_the_machine_and_answers_in_an_empty_home()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a home is named by HOME");
        string machine = RuntimeInformation.RuntimeIdentifier, packages = PathOf("packages"), tools = PathOf("tools"), grid = Path.Combine(tools, "grid");

        await DotnetAsync("pack", Repository.PathOf("client/Grid.Cli"), "-c", "Release", $"-p:RuntimeIdentifiers={machine}", "-o", packages, "-v", "q");
        Assert.Equal([$"{Id}.{Version}.nupkg", $"{Id}.{machine}.{Version}.nupkg"], Directory.GetFiles(packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await File.WriteAllTextAsync(PathOf("nuget.config"), $"<configuration><packageSources><clear/><add key=\"packed\" value=\"{packages}\"/></packageSources></configuration>", TestContext.Current.CancellationToken);
        await DotnetAsync("tool", "install", Id, "--version", Version, "--tool-path", tools, "--configfile", PathOf("nuget.config"));

        foreach (string compiled in new[] { "grid.dll", "Grid.Query.dll", "grid-silo.dll", "Orleans.Runtime.dll" })
            Assert.True(IsCompiled(Directory.GetFiles(tools, compiled, SearchOption.AllDirectories).Single()), compiled);
        foreach (string foreign in new[] { "Microsoft.CodeAnalysis*.dll", "Humanizer*.dll", "System.Composition*.dll" })
            Assert.Empty(Directory.GetFiles(tools, foreign, SearchOption.AllDirectories));
        await File.WriteAllTextAsync(PathOf("x.csv"), "a,b\n1,x\n2,y\n6,y\n", TestContext.Current.CancellationToken);
        string[] described = (await RunAsync(grid, "describe", PathOf("x.csv"), "--columns", "a", "--output", "csv")).Split('\n');
        Assert.StartsWith("name,type,count,nulls,nans,mean,", described[0], StringComparison.Ordinal);
        Assert.StartsWith("a,int64,3,0,,3,", described[1], StringComparison.Ordinal);
        Assert.Contains("240 candidates on 8 splits", await RunAsync(grid, "demo", "--rows", "2000"), StringComparison.Ordinal);
        // The silo's process lies beside the command.
        await RunAsync(grid, "up", "--silos", "1", "--memory", "64MB", "--detach", "--cluster", PathOf("cluster"));
        Assert.Contains("1 silo is down", await RunAsync(grid, "down", "--cluster", PathOf("cluster")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_outside_of_the_tree_is_built_on_the_packages_and_does_what_theirs_says()
    {
        string packages = PathOf("packages"), outside = PathOf("outside");
        // The build that these tests come of has built what is packed.
        await DotnetAsync("build", Repository.PathOf("src/packages.proj"), "-t:Pack", "-c", "Release", "--no-restore", "-p:NoBuild=true", $"-p:PackageOutputPath={packages}", "-v", "q");
        string[] packed = Directory.GetFiles(packages, "*.nupkg");
        Assert.Contains(Path.Combine(packages, $"Grid.Client.{Version}.nupkg"), packed);
        Assert.Contains(Path.Combine(packages, $"Grid.Hosting.{Version}.nupkg"), packed);
        Assert.All(packed, RequireWhole);

        string program = Code().Match(Repository.Read("client/Grid.Client/README.md")).Groups[1].Value;
        Directory.CreateDirectory(Path.Combine(outside, "trips"));
        await File.WriteAllTextAsync(Path.Combine(outside, "Program.cs"), program, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(outside, "trips", "a.csv"), "VendorID,fare_amount,tip_amount,trip_distance\n1,5,1,2\n1,7,3,4\n2,9,2,3\n2,0,8,1\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(outside, "outside.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><PackageReference Include="Grid.Client" Version="{Version}" /></ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        await DotnetAsync("build", outside, "-o", PathOf("built"), $"-p:RestoreAdditionalProjectSources={packages}", "-v", "q");

        string printed = await RunAsync("dotnet", Path.Combine(PathOf("built"), "outside.dll"));
        Assert.Matches(@"VendorID +median\(tip_amount\) +count\(\)\n +1 +2 +2\n +2 +2 +1\n", printed);
        Assert.True(File.Exists(Path.Combine(outside, "sorted.parquet")));
    }

    // What whoever takes it looks for: what it is, its licence, documentation, symbols, and all of Grid that it depends on.
    private static void RequireWhole(string package)
    {
        string name = Path.GetFileName(package)[..^$".{Version}.nupkg".Length];
        using var files = ZipFile.OpenRead(package);
        string[] paths = [.. files.Entries.Select(entry => entry.FullName)];
        Assert.Contains($"lib/net10.0/{name}.dll", paths);
        Assert.Contains($"lib/net10.0/{name}.xml", paths);
        Assert.Contains("README.md", paths);
        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(package, ".snupkg"));
        Assert.Contains(symbols.Entries, entry => entry.FullName == $"lib/net10.0/{name}.pdb");

        using var stream = files.GetEntry($"{name}.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string Text(string element) => metadata.Elements().Single(e => e.Name.LocalName == element).Value;
        Assert.Equal((Version, "MIT", "README.md"), (Text("version"), Text("license"), Text("readme")));
        Assert.NotEqual("Package Description", Text("description"));
        foreach (var needed in metadata.Descendants().Where(e => e.Name.LocalName == "dependency" && e.Attribute("id")!.Value.StartsWith("Grid.", StringComparison.Ordinal)))
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(package)!, $"{needed.Attribute("id")!.Value}.{needed.Attribute("version")!.Value}.nupkg")), $"{name} needs {needed}");
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static string VersionOf(string text, string pattern) => Regex.Match(text, pattern).Groups[1].Value;

    private static bool IsCompiled(string assembly)
    {
        using var stream = File.OpenRead(assembly);
        using var pe = new PEReader(stream);
        return pe.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private Task<string> DotnetAsync(params string[] arguments) => RunAsync("dotnet", arguments);

    // The nodes of a build outlive it, and hold its output open.
    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var command = Tool.Command(program == "dotnet" ? host : program, arguments);
        command.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        bool isOutside = arguments.Any(argument => argument.Contains("outside", StringComparison.Ordinal));
        // What others have made is taken from where this machine has it, what is packed here from the packages alone.
        if (isOutside)
            command.Environment["NUGET_FALLBACK_PACKAGES"] = command.Environment.TryGetValue("NUGET_PACKAGES", out string? own) && own is not null ? own : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (isOutside || program.StartsWith(_folder, StringComparison.Ordinal) || arguments[0] == "tool")
            command.Environment["NUGET_PACKAGES"] = PathOf("restored");
        if (isOutside)
            command.WorkingDirectory = PathOf("outside");
        else if (program.StartsWith(_folder, StringComparison.Ordinal) || arguments[0] == "tool")
            command.Environment["HOME"] = command.Environment["DOTNET_CLI_HOME"] = Directory.CreateDirectory(PathOf("home")).FullName;
        command.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var (code, output, errors) = await Tool.RunAsync(command);
        Assert.True(code == 0, $"{Path.GetFileName(program)} {string.Join(' ', arguments)}: {output}{errors}");
        return output;
    }

    [GeneratedRegex(@"grid-(?:silo|cli|\$part):(\S+)")]
    private static partial Regex ImageTag();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
