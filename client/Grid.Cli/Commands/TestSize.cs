using System.Globalization;

namespace Grid.Cli;

/// <summary>How many rows are for the test, as <c>--test</c> says it.</summary>
internal static class TestSize
{
    /// <summary>A share below 1, or a number of rows: a number with a point is a share, as in scikit-learn.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static double Read(string test) =>
        long.TryParse(test, NumberStyles.None, CultureInfo.InvariantCulture, out long rows) && rows > 0 ? rows
        : double.TryParse(test, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and < 1 ? share
        : throw new UsageException($"--test {test}: expected a share above 0 and below 1, such as 0.2, or a whole number of rows");
}
