using Grid.Fuzz.Guided;

namespace Grid.Fuzz.Tests;

/// <summary>The guided loop, in processes of instrumented code: short here, for hours by hand (tests/Grid.Fuzz/README.md).</summary>
public sealed class GuidedTests(CountedProgram program) : IClassFixture<CountedProgram>
{
    private const int Inputs = 300;

    // Only of what hangs for ever: inputs are counted.
    private const double Seconds = 600;

    /// <summary>The readers.</summary>
    public static TheoryData<string> Readers => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Inputs_that_take_new_ways_are_kept_and_none_ends_otherwise_than_it_may(string reader)
    {
        var progress = await RunAsync(reader);

        TestContext.Current.TestOutputHelper?.WriteLine(progress.ToString());
        Assert.True(progress.IsSound, $"{progress}{string.Concat(Crashes(reader).Where(file => file.EndsWith(".txt", StringComparison.Ordinal)).Select(file => $"\n{Path.GetFileName(file)}: {File.ReadAllText(file)}"))}");
        Assert.True(progress.Inputs >= Inputs, progress.ToString());
        Assert.True(progress.Refused > 0, progress.ToString());
        Assert.True(progress.Edges > 0, progress.ToString());
    }

    [Fact]
    public async Task What_throws_takes_memory_or_ends_the_process_is_found_and_kept()
    {
        var progress = await RunAsync(FuzzTargets.Trap);

        Assert.True(progress.Faults > 0, progress.ToString());
        Assert.True(progress.Deaths > 0, progress.ToString());
        Assert.Equal(0, progress.Hangs);
        byte[][] found = [.. Crashes(FuzzTargets.Trap).Where(file => !file.EndsWith(".txt", StringComparison.Ordinal)).Select(File.ReadAllBytes)];
        Assert.Contains(found, bytes => bytes is [(byte)'F', ..]);
        Assert.Contains(found, bytes => bytes is [(byte)'M', ..]);
        Assert.Contains(found, bytes => bytes is [(byte)'D', ..]);
    }

    private Task<Progress> RunAsync(string reader) => new Supervisor(program.Path, reader, program.Folder).RunAsync(Seconds, Inputs, seed: 1, _ => { });

    private string[] Crashes(string reader) => Directory.GetFiles(Path.Combine(program.Folder, reader, "crashes"));
}
