using Grid.Samples;
namespace Grid.Cli.Tests;

public class SampleRandomTests
{
    [Fact]
    public void Streams_of_another_seed_purpose_file_or_chunk_differ()
    {
        SampleRandom[] streams =
        [
            new(1, SamplePurpose.Trips, 0, 0), new(2, SamplePurpose.Trips, 0, 0), new(1, SamplePurpose.Blanks, 0, 0),
            new(1, SamplePurpose.Trips, 1, 0), new(1, SamplePurpose.Trips, 0, 1),
        ];
        Assert.Equal(streams.Length, streams.Select(s => s.NextBits()).Distinct().Count());
    }

    [Fact]
    public void Draws_have_the_moments_of_their_distributions()
    {
        var random = new SampleRandom(3, SamplePurpose.Trips, 0, 0);
        Check(() => random.NextDouble(), 0.5, Math.Sqrt(1 / 12.0));
        Check(() => random.Normal(2, 3), 2, 3);
        Check(() => random.Exponential(70), 70, 70);
        Check(() => random.Gamma(2.2, 2500), 2.2 * 2500, Math.Sqrt(2.2) * 2500);
        Check(() => random.Next(10), 4.5, Math.Sqrt(99 / 12.0));
    }

    private static void Check(Func<double> draw, double mean, double deviation)
    {
        const int Draws = 200_000;
        double sum = 0, squares = 0;
        for (int i = 0; i < Draws; i++)
        {
            double value = draw();
            sum += value;
            squares += (value - mean) * (value - mean);
        }
        Assert.Equal(mean, sum / Draws, 5 * deviation / Math.Sqrt(Draws));
        Assert.Equal(1, Math.Sqrt(squares / Draws) / deviation, 0.02);
    }
}
