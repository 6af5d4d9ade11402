namespace Grid.Grains.Tests;

/// <summary>What is left of a search, on a clock that stands still but for what is said here.</summary>
public class TrialForecastTests
{
    private const int Splits = 8;

    /// <summary>Families' true seconds a trial, and the costs that were foreseen for them.</summary>
    public static TheoryData<string, double[], double[], int> Searches => new()
    {
        { "even", [2, 2, 2, 2], [10, 10, 10, 10], 1 },
        { "uneven, as foreseen", [8, 4, 1, 0.5], [80, 40, 10, 5], 2 },
        { "uneven, foreseen to differ 64 times and differing 3 times", [3, 2.5, 2, 1], [64, 10, 3, 1], 2 },
        { "foreseen the wrong way round", [1, 2, 4, 8], [80, 40, 10, 5], 4 },
        { "few trials, many threads", [5, 20], [1, 4], 8 },
    };

    [Theory]
    [MemberData(nameof(Searches))]
    public void Once_a_trial_of_each_family_is_done_what_is_left_is_told_within_a_third(string _, double[] seconds, double[] costs, int threads)
    {
        var clock = new Clock();
        var forecast = new TrialForecast(Splits, family => costs[family], clock);
        int trials = seconds.Length * Splits;
        for (int t = 0; t < trials; t++)
            forecast.Open(t);
        // As they are dispatched: one of each family, then the longest first.
        int[] order = [.. Enumerable.Range(0, trials).OrderBy(t => t % Splits == 0 ? 0 : 1).ThenByDescending(t => costs[t / Splits])];
        var (ends, total) = Schedule(order, seconds, threads);
        var seen = new HashSet<int>();
        Assert.Null(forecast.SecondsLeft(threads, null));
        foreach (var (i, (trial, end)) in ends.Index())
        {
            clock.Seconds = end;
            forecast.Finished(trial, seconds[trial / Splits]);
            seen.Add(trial / Splits);
            double left = forecast.SecondsLeft(threads, null)!.Value, truth = total - end;
            bool moreAtOnce = i + 1 < ends.Count && ends[i + 1].End == end;
            if (seen.Count == seconds.Length && truth > total / 10 && !moreAtOnce)
                Assert.InRange(left, truth * 0.66 - seconds.Max(), truth * 1.34 + seconds.Max());
        }
        Assert.Equal(0, forecast.SecondsLeft(threads, null));
    }

    [Fact]
    public void Before_a_family_is_measured_its_foreseen_cost_stands_for_it()
    {
        var clock = new Clock();
        var forecast = new TrialForecast(2, family => family == 0 ? 10 : 30, clock);
        for (int t = 0; t < 4; t++)
            forecast.Open(t);
        clock.Seconds = 5;
        forecast.Finished(0, 5);
        // Left are 5 + 15 + 15 seconds, at the second a second that the one thread has taken; of two, one has begun a trial's half.
        Assert.Equal(35, forecast.SecondsLeft(1, null)!.Value, 9);
        Assert.Equal(5 * (35 - 5) / 10.0, forecast.SecondsLeft(2, null)!.Value, 9);
        clock.Seconds = 7;
        Assert.Equal(33, forecast.SecondsLeft(1, null)!.Value, 9);
        clock.Seconds = 700;
        Assert.Equal(0, forecast.SecondsLeft(1, null));
    }

    [Fact]
    public void What_an_earlier_run_has_measured_counts_and_so_does_the_forest_that_is_grown_at_the_end()
    {
        var clock = new Clock();
        var forecast = new TrialForecast(2, _ => 1, clock);
        forecast.Known(0, 40);
        forecast.Open(1);
        forecast.Open(2);
        Assert.Null(forecast.SecondsLeft(1, null));
        clock.Seconds = 10;
        forecast.Finished(2, 10);
        Assert.Equal(40, forecast.SecondsLeft(1, null)!.Value, 9);
        clock.Seconds = 50;
        forecast.Finished(1, 40);
        Assert.Equal(0, forecast.SecondsLeft(1, null));
        Assert.Equal(80, forecast.SecondsLeft(1, 0)!.Value, 9);
    }

    private static (IReadOnlyList<(int Trial, double End)> Ends, double Total) Schedule(int[] order, double[] seconds, int threads)
    {
        var free = new double[threads];
        var ends = new List<(int Trial, double End)>();
        foreach (int trial in order)
        {
            int thread = Array.IndexOf(free, free.Min());
            free[thread] += seconds[trial / Splits];
            ends.Add((trial, free[thread]));
        }
        return ([.. ends.OrderBy(e => e.End)], free.Max());
    }

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => (long)(Seconds * TimeSpan.TicksPerSecond);
    }
}
