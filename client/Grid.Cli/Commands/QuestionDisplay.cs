using System.Diagnostics;
using Grid.Client;

namespace Grid.Cli;

/// <summary>Shows, now and then by a line on the error stream, how far a question has come that reads columns while it is answered.</summary>
/// <param name="output">Where; null for nowhere.</param>
internal sealed class QuestionDisplay(TextWriter? output) : IProgress<QuestionProgress>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);
    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();

    /// <summary>What was reported last.</summary>
    public QuestionProgress Last { get; private set; } = new(0, 0, 0);

    /// <inheritdoc/>
    public void Report(QuestionProgress value)
    {
        Last = value;
        if (output is null || _sinceLine.Elapsed < BetweenLines)
            return;
        _sinceLine.Restart();
        output.WriteLine($"reading: {value.PartitionsDone:N0} of {value.Partitions:N0} partitions");
    }
}
