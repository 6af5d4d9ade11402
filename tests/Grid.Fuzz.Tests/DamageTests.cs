using System.Globalization;
using System.Text;
using Grid.Fuzz.Damage;

namespace Grid.Fuzz.Tests;

/// <summary>
/// Gives each reader damaged inputs, one after the other. It reads each or refuses it in its own words; it does not end in another exception, take
/// memory that no input of that size is worth, hang, or take the process with it. <c>GRID_FUZZ_SEED</c> draws others.
/// </summary>
public sealed class DamageTests
{
    private const int Rounds = 150;

    // Only of what hangs for ever: it is no measure of speed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The readers.</summary>
    public static TheoryData<string> Readers => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Damaged_bytes_are_read_or_refused(string reader)
    {
        using var target = await FuzzTargets.MakeAsync(reader);
        Assert.All(target.Seeds, sound => Assert.True(target.Read(sound), "a sound input is refused"));
        int seed = int.TryParse(Environment.GetEnvironmentVariable("GRID_FUZZ_SEED"), CultureInfo.InvariantCulture, out int given) ? given : 1;
        var random = new Random(HashCode(reader, seed));
        var mutation = new Mutation(random, [.. target.Words.Select(Encoding.UTF8.GetBytes)]);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] sound = target.Seeds[random.Next(target.Seeds.Count)];
            byte[] input = target.Mend((random.Next(2) == 0 ? target.Shaped?.Invoke(random, sound) : null) ?? mutation.Of(sound, target.Seeds));
            string place = $"{reader}, seed {seed}, round {round}, {input.Length} bytes";
            long before = GC.GetTotalAllocatedBytes();
            var read = Task.Run(() => target.Read(input));
            if (await Task.WhenAny(read, Task.Delay(Patience, TestContext.Current.CancellationToken)) != read)
                Assert.Fail($"{place}: it does not end");
            if (read.Exception?.InnerException is { } fault)
                throw new InvalidOperationException($"{place}: {fault.Message}", fault);
            long taken = GC.GetTotalAllocatedBytes() - before;
            Assert.True(taken < target.Most(input), $"{place}: {taken:N0} bytes are allocated");
            refused += await read ? 0 : 1;
        }
        Assert.InRange(refused, 1, Rounds);
    }

    // Not string.GetHashCode, which is another in each process.
    private static int HashCode(string reader, int seed) => reader.Aggregate(seed, (hash, letter) => unchecked((hash * 31) + letter));
}
