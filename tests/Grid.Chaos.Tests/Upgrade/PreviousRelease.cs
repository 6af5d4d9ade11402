using System.Diagnostics;

namespace Grid.Chaos.Tests.Upgrade;

/// <summary>The silo's program of another commit, built beside this one.</summary>
internal sealed class PreviousRelease : IDisposable
{
    private readonly string? _repository;
    private readonly string _folder;

    private PreviousRelease(string? repository, string folder, string program) => (_repository, _folder, Program) = (repository, folder, program);

    /// <summary>The program.</summary>
    public string Program { get; }

    /// <summary>Builds what <c>GRID_PREVIOUS</c> names, a tag or a commit, or takes the program that it is the path of; skips the test where it names nothing, or what this clone does not have.</summary>
    public static async Task<PreviousRelease> BuildAsync()
    {
        string named = Settings.Previous ?? "";
        Assert.SkipWhen(named.Length == 0, "GRID_PREVIOUS names no tag or commit to build, which takes minutes (README.md)");
        if (File.Exists(named))
            return new PreviousRelease(null, "", named);
        string? repository = AppContext.BaseDirectory;
        while (repository is not null && !Path.Exists(Path.Combine(repository, ".git")))
            repository = Path.GetDirectoryName(repository);
        Assert.SkipWhen(repository is null, "the tests lie in no clone of the repository");
        string folder = Path.Combine(Path.GetTempPath(), $"grid-previous-{Environment.ProcessId}");
        var (code, said) = await RunAsync("git", repository!, "worktree", "add", "--detach", folder, named);
        Assert.SkipWhen(code != 0, $"this clone does not have {named}: {said}");
        var previous = new PreviousRelease(repository, folder, Path.Combine(folder, "silo", "bin", "Release", "net10.0", "grid-silo"));
        (code, said) = await RunAsync("dotnet", folder, "build", "-c", "Release", "-v", "q", Path.Combine("silo", "Grid.Silo.csproj"));
        if (code == 0)
            return previous;
        previous.Dispose();
        throw new InvalidOperationException($"{named} is not built: {said}");
    }

    public void Dispose()
    {
        if (_repository is not null)
            RunAsync("git", _repository, "worktree", "remove", "--force", _folder).GetAwaiter().GetResult();
    }

    private static async Task<(int Code, string Said)> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said).Trim());
    }
}
