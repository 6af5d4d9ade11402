namespace Grid.Deploy.Tests;

/// <summary>The instructions of a Dockerfile, in their order.</summary>
internal sealed class Dockerfile(string path)
{
    public IReadOnlyList<(string Name, string Arguments)> Instructions { get; } =
        [.. Repository.Read(path).Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', 2)).Select(l => (l[0], l[1]))];

    /// <summary>The instruction of a name that stands last, and so holds in the image.</summary>
    public string Last(string name) => Instructions.Last(i => i.Name == name).Arguments;

    /// <summary>What is copied from the repository.</summary>
    public IEnumerable<string> Sources => Instructions
        .Where(i => i.Name == "COPY" && !i.Arguments.Contains("--from=", StringComparison.Ordinal))
        .SelectMany(i => i.Arguments.Split(' ').Where(w => !w.StartsWith("--", StringComparison.Ordinal)).SkipLast(1));
}
