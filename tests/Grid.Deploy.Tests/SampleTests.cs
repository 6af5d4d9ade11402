using System.Text.Json;

namespace Grid.Deploy.Tests;

/// <summary>The programs of <c>samples</c>, as their first lines say they are run; each prints what lies beside it.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("grid-samples-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_runs_and_prints_what_it_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "what they print ends its lines otherwise");
        string trips = Path.Combine(_folder, "trips"), digits = Path.Combine(_folder, "digits.csv"), zones = Path.Combine(_folder, "zones.csv"), cluster = Path.Combine(_folder, "here");
        await GridAsync("sample", "taxi", "--rows", "20000", "--seed", "2017", trips);
        await GridAsync("sample", "digits", digits);

        await RequireAsync("explore", trips);
        await GridAsync("sample", "zones", zones);
        await RequireAsync("join", trips, zones);
        await RequireAsync("prepare-and-tune", trips);
        await RequireAsync("tune", digits);
        await RequireAsync("host", trips);
        await RequireAsync("own-model", trips);
        await GridAsync("up", "--silos", "2", "--memory", "256MB", "--detach", "--cluster", cluster);
        try
        {
            await RequireAsync("cluster", cluster, trips);
            await GridAsync("load", "taxi", trips, "--wait", "--cluster", cluster);
            var flight = JsonSerializer.Deserialize<JsonElement>(await GridAsync("status", "--output", "json", "--cluster", cluster)).GetProperty("flight");
            await RequireAsync("flight", flight.GetProperty("address").GetString()!, flight.GetProperty("token").GetString()!);
        }
        finally
        {
            await GridAsync("down", "--cluster", cluster);
        }
    }

    [Fact]
    public void Each_is_short_and_is_told_of()
    {
        string[] samples = [.. Directory.GetFiles(Repository.PathOf("samples"), "*.cs").Select(path => Path.GetFileName(path))];

        Assert.Equal(["cluster.cs", "explore.cs", "flight.cs", "host.cs", "join.cs", "own-model.cs", "prepare-and-tune.cs", "tune.cs"], samples.Order());
        foreach (string sample in samples)
        {
            Assert.True(File.ReadAllLines(Repository.PathOf($"samples/{sample}")).Length < 60, sample);
            Assert.Contains($"]({sample})", Repository.Read("samples/README.md"), StringComparison.Ordinal);
        }
    }

    private static async Task RequireAsync(string sample, params string[] arguments)
    {
        string printed = await RunAsync("dotnet", ["run", "-c", "Release", Repository.PathOf($"samples/{sample}.cs"), "--", .. arguments]);
        Assert.Equal(Repository.Read($"samples/{sample}.txt").TrimEnd(), printed.TrimEnd());
    }

    private static Task<string> GridAsync(params string[] arguments) => RunAsync(Repository.PathOf("client/Grid.Cli/bin/Release/net10.0/grid"), arguments);

    // The nodes of a build outlive it, and hold its output open.
    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var command = Tool.Command(program == "dotnet" && Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : program, arguments);
        command.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // The build that these tests come of has built what samples reference: looking whether it is so takes longer than they do.
        command.Environment["BuildProjectReferences"] = "false";
        command.Environment["DOTNET_NOLOGO"] = "1";
        command.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var (code, output, errors) = await Tool.RunAsync(command);
        Assert.True(code == 0, $"{Path.GetFileName(program)} {string.Join(' ', arguments)}: {output}{errors}");
        return output;
    }
}
