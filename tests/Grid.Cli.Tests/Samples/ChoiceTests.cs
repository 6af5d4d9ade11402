using Grid.Samples;
namespace Grid.Cli.Tests;

public class ChoiceTests
{
    [Fact]
    public void Draws_in_proportion_to_the_weights()
    {
        double[] weights = [1, 0.001, 5, 3, 1];
        const int Draws = 1_000_000;
        var choice = new Choice(weights);
        var random = new SampleRandom(1, SamplePurpose.Trips, 0, 0);
        var counts = new int[weights.Length];
        for (int i = 0; i < Draws; i++)
            counts[choice.Draw(ref random)]++;
        for (int i = 0; i < weights.Length; i++)
        {
            double share = weights[i] / weights.Sum();
            Assert.Equal(share, counts[i] / (double)Draws, 5 * Math.Sqrt(share / Draws) + 1e-6);
        }
    }
}
