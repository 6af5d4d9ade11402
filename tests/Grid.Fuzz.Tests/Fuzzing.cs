using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Grid.Fuzz.Tests;

/// <summary>
/// Gives a reader damaged inputs, one after the other. It reads each or refuses it in its own words; it does not end in another exception, take
/// memory that no input of that size is worth, hang, or take the process with it. <c>GRID_FUZZ_SECONDS</c> makes it long, <c>GRID_FUZZ_SEED</c>
/// another.
/// </summary>
internal static class Fuzzing
{
    private const int ShortRounds = 150;
    private const long MostBytes = 512L << 20;

    // Only of what hangs for ever: it is no measure of speed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it.</summary>
    /// <param name="reader">What reads, for what is said when it fails, and for the random numbers.</param>
    /// <param name="seeds">Sound inputs, all of which are read.</param>
    /// <param name="words">What readers of the format look for.</param>
    /// <param name="read">Reads an input.</param>
    /// <param name="isRefusal">Whether that is how it refuses one.</param>
    /// <param name="mend">Makes a damaged input whole in one respect, such as a checksum; null for nothing.</param>
    public static void Run(string reader, IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words, Action<byte[]> read, Func<Exception, bool> isRefusal, Func<byte[], byte[]>? mend = null)
    {
        foreach (byte[] sound in seeds)
            read(sound);
        int seed = int.TryParse(Environment.GetEnvironmentVariable("GRID_FUZZ_SEED"), CultureInfo.InvariantCulture, out int given) ? given : 1;
        int seconds = int.TryParse(Environment.GetEnvironmentVariable("GRID_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out int asked) ? asked : 0;
        var mutation = new Mutation(new Random(HashCode(reader, seed)), [.. words.Select(Encoding.UTF8.GetBytes)]);
        string last = Path.Combine(Path.GetTempPath(), $"grid-fuzz-{reader}-{Environment.ProcessId}");
        var clock = Stopwatch.StartNew();
        int round = 0, refused = 0;
        for (; seconds > 0 ? clock.Elapsed.TotalSeconds < seconds : round < ShortRounds; round++)
        {
            byte[] input = mutation.Of(seeds);
            input = mend?.Invoke(input) ?? input;
            // What takes the process with it is there to be looked at.
            File.WriteAllBytes(last, input);
            long before = GC.GetTotalAllocatedBytes();
            var fault = Task.Run(() => Record.Exception(() => read(input)));
            if (!fault.Wait(Patience))
                Assert.Fail($"{reader}, seed {seed}, round {round}: it does not end; {last} has the {input.Length} bytes");
            if (fault.Result is { } thrown && !isRefusal(thrown))
                throw new InvalidOperationException($"{reader}, seed {seed}, round {round}: {thrown.GetType().Name} is no refusal; {last} has the {input.Length} bytes", thrown);
            long taken = GC.GetTotalAllocatedBytes() - before;
            Assert.True(taken < MostBytes, $"{reader}, seed {seed}, round {round}: {taken:N0} bytes are allocated for {input.Length:N0}; {last} has them");
            refused += fault.Result is null ? 0 : 1;
        }
        File.Delete(last);
        TestContext.Current.TestOutputHelper?.WriteLine($"{reader}: seed {seed}, {round:N0} inputs in {clock.Elapsed.TotalSeconds:N0} s, {refused:N0} refused, {round - refused:N0} read");
        Assert.InRange(refused, 1, round);
    }

    // Not string.GetHashCode, which is another in each process.
    private static int HashCode(string reader, int seed) => reader.Aggregate(seed, (hash, letter) => unchecked((hash * 31) + letter));
}
